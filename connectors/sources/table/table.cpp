// SPDX-License-Identifier: EUPL-1.2
// Checking and making read the same settings by the same function, so neither can know a key alone.
#include "connectors/sources/table/table.hpp"

#include "connectors/sources/mapped.hpp"
#include "connectors/sources/table/files.hpp"
#include "connectors/sources/web.hpp"

#include <algorithm>
#include <utility>

namespace tuermer::table {
namespace {

struct TableSource {
    std::string path, url; // one of them
    bool vintage_in_name = false;
    Mapping mapping;
    NamedReader format;
};

void read_origin(TableSource& source, Settings& settings)
{
    source.path = settings.text("path").value_or("");
    source.url = settings.text("url").value_or("");
    if (source.path.empty() == source.url.empty())
        settings.mistakes().error(
            settings.place_of(source.path.empty() ? "kind" : "url"), "path",
            say("{} braucht entweder 'path' (Datei, Muster, Ordner) oder 'url'",
                "{} needs either 'path' (file, pattern, folder) or 'url'", settings.what()));
    const bool web = source.url.starts_with("http://") || source.url.starts_with("https://");
    if (!source.url.empty() && !web)
        settings.wrong("url",
                       say("'url' beginnt mit https:// oder http://; Dateien nennt 'path'",
                           "'url' begins with https:// or http://; files are named by 'path'"));
}

TableSource read_source(const std::string& id, Settings& settings)
{
    TableSource source;
    read_origin(source, settings);
    source.vintage_in_name = settings.one_of("vintage", {"file name"}).has_value();
    source.format = read_format(settings);
    source.mapping = read_mapping(id, settings);
    return source;
}

class TableConnector final : public MappedConnector {
public:
    TableConnector(TableSource source, const SourceServices& services)
        : MappedConnector(std::move(source.mapping), std::move(source.format)),
          path_(std::move(source.path)),
          url_(std::move(source.url)),
          vintage_in_name_(source.vintage_in_name),
          services_(services)
    {
    }

    boost::asio::awaitable<Result<Fetched>> fetch(Bookmark bookmark) override
    {
        auto seen = remembered(bookmark.text);
        if (url_.empty()) co_return fetch_files(file_request(), seen);
        auto request = large_request(url_, services_, seen.web);
        auto answer = co_await services_.transfer->get(std::move(request));
        if (!answer) co_return tl::unexpected(std::move(answer.error()));
        auto news = web_news(std::move(*answer), url_, seen.web, services_.now());
        if (!news) co_return tl::unexpected(std::move(news.error()));
        co_return fetched(std::move(*news));
    }

private:
    FileRequest file_request() const
    {
        return {services_.base, path_, vintage_in_name_, services_.max_body_bytes, services_.now()};
    }

    Fetched fetched(WebNews news) const
    {
        Fetched all;
        all.bookmark.text = to_bookmark({{}, std::move(news.memory)});
        all.next_try = news.next_try;
        if (!news.document) return all;
        const auto date = vintage_in_name_ ? date_in_name(news.document->name) : std::nullopt;
        if (date) news.document->published = Instant{*date};
        all.documents.push_back(std::move(*news.document));
        return all;
    }

    Result<> acceptable(const Document& document) const override
    {
        if (!vintage_in_name_ || document.published) return {};
        return fail(
            Remedy::mend,
            say("Der Dateiname enthält kein Datum (JJJJ-MM-TT), obwohl vintage = \"file name\" "
                "es dort erwartet.",
                "The file's name holds no date (YYYY-MM-DD), although vintage = \"file name\" "
                "expects one."),
            document.name);
    }

    std::string path_, url_;
    bool vintage_in_name_;
    SourceServices services_;
};

} // namespace

std::vector<MeasureShape> check(const std::string& id, Settings& settings)
{
    return shapes_of(read_source(id, settings).mapping);
}

std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services)
{
    return std::make_unique<TableConnector>(read_source(id, settings), services);
}

} // namespace tuermer::table
