// SPDX-License-Identifier: EUPL-1.2
// Checking and making read the same settings by the same function, so neither can know a key alone.
#include "connectors/sources/table/table.hpp"

#include "connectors/formats/periods.hpp"
#include "connectors/sources/mapped.hpp"
#include "connectors/sources/table/dated_address.hpp"
#include "connectors/sources/table/files.hpp"
#include "connectors/sources/table/remote_folder.hpp"

#include <utility>

namespace tuermer::table {
namespace {

struct TableSource {
    std::string path; // or a place on the net
    Place place;
    std::optional<Period> since; // of a place that names periods
    Mapping mapping;
    NamedReader format;
};

void check_origin(const TableSource& source, Settings& settings)
{
    if (source.path.empty() == source.place.url.empty())
        settings.mistakes().error(
            settings.place_of(source.path.empty() ? "kind" : "url"), "path",
            say("{} braucht entweder 'path' (Datei, Muster, Ordner) oder 'url'",
                "{} needs either 'path' (file, pattern, folder) or 'url'", settings.what()));
}

// Of an address that names its period: the first one.
std::optional<Period> read_since(const TableSource& source, Settings& settings)
{
    const auto frequency = source.mapping.period.frequency;
    const bool dated = names_period(source.place.url);
    const auto text = settings.text("since").value_or("");
    const auto since = read_period(text, frequency);
    if (dated && !since)
        settings.wrong(text.empty() ? "url" : "since",
                       say("'url' nennt Zeiträume; 'since' sagt, mit welchem es beginnt, in der "
                           "Schreibweise von 'frequency': \"2024-01\", \"2024-Q1\", \"2024\"",
                           "'url' names periods; 'since' says which is the first, written as "
                           "'frequency' has it: \"2024-01\", \"2024-Q1\", \"2024\""));
    else if (dated && address_of(source.place.url, *since).empty())
        settings.wrong("url",
                       say("die Zeiträume (frequency) unterscheiden sich in dieser Adresse nicht; "
                           "es gibt {{yyyy}}, {{yy}}, {{mm}}, {{q}}, {{h}}, {{ww}}, auch zusammen",
                           "the periods (frequency) do not differ in this address; there are "
                           "{{yyyy}}, {{yy}}, {{mm}}, {{q}}, {{h}}, {{ww}}, also together"));
    else if (source.mapping.period.in_address && source.mapping.full)
        settings.wrong(settings.has("snapshot") ? "snapshot" : "url",
                       say("jede Datei bringt nur ihren Zeitraum; mit snapshot = \"partial\" "
                           "bleiben die anderen in Kraft",
                           "each file brings its period alone; with snapshot = \"partial\" the "
                           "others stay in force"));
    else if (!dated && !text.empty())
        settings.wrong("since", say("'since' gilt nur, wo 'url' den Zeitraum nennt: {{yyyymm}}",
                                    "'since' counts only where 'url' names the period: "
                                    "{{yyyymm}}"));
    return dated ? since : std::nullopt;
}

TableSource read_source(const std::string& id, Settings& settings)
{
    TableSource source;
    source.path = settings.text("path").value_or("");
    source.place = read_place(settings);
    check_origin(source, settings);
    source.format = read_format(settings);
    source.mapping = read_mapping(id, settings, names_period(source.place.url));
    source.since = read_since(source, settings);
    return source;
}

class TableConnector final : public MappedConnector {
public:
    TableConnector(TableSource source, const SourceServices& services)
        : MappedConnector(std::move(source.mapping), std::move(source.format)),
          path_(std::move(source.path)),
          place_(std::move(source.place)),
          since_(source.since),
          services_(services)
    {
    }

    boost::asio::awaitable<Result<Fetched>> fetch(Bookmark bookmark) override
    {
        auto seen = remembered(bookmark.text);
        if (!path_.empty()) co_return fetch_files(file_request(), seen);
        if (since_) {
            const DatedPlace dated{place_, *since_};
            co_return co_await fetch_periods(dated, services_, std::move(seen));
        }
        if (is_folder(place_.url))
            co_return co_await fetch_folder(place_, services_, std::move(seen));
        co_return co_await fetch_address(std::move(seen));
    }

private:
    FileRequest file_request() const
    {
        return {services_.base, path_, place_.vintage_in_name, services_.max_body_bytes,
                services_.now()};
    }

    boost::asio::awaitable<Result<Fetched>> fetch_address(Memory seen)
    {
        const auto credentials = load_credentials(place_.login, services_);
        if (!credentials) co_return tl::unexpected(credentials.error());
        auto request = request_at(place_.url, place_, *credentials, services_, seen.web);
        auto answer = co_await services_.transfer->get(std::move(request));
        if (!answer) co_return tl::unexpected(std::move(answer.error()));
        auto news = web_news(std::move(*answer), place_.url, seen.web, services_.now());
        if (!news) co_return tl::unexpected(std::move(news.error()));
        co_return fetched(std::move(*news));
    }

    Fetched fetched(WebNews news) const
    {
        Fetched all;
        all.bookmark.text = to_bookmark({{}, std::move(news.memory)});
        all.next_try = news.next_try;
        if (!news.document) return all;
        const auto date = place_.vintage_in_name ? date_in_name(news.document->name) : std::nullopt;
        if (date) news.document->published = Instant{*date};
        all.documents.push_back(std::move(*news.document));
        return all;
    }

    Result<> acceptable(const Document& document) const override
    {
        if (!place_.vintage_in_name || document.published) return {};
        return fail(
            Remedy::mend,
            say("Der Dateiname enthält kein Datum (JJJJ-MM-TT), obwohl vintage = \"file name\" "
                "es dort erwartet.",
                "The file's name holds no date (YYYY-MM-DD), although vintage = \"file name\" "
                "expects one."),
            document.name);
    }

    std::optional<Period> period_in_address(const Document& document) const override
    {
        return since_ ? period_of(document.name, place_.url, *since_) : std::nullopt;
    }

    std::string path_;
    Place place_;
    std::optional<Period> since_;
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
