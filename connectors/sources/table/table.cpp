// SPDX-License-Identifier: EUPL-1.2
// Checking and making read the same settings by the same function, so neither can know a key alone.
#include "connectors/sources/table/table.hpp"

#include "connectors/sources/mapping.hpp"
#include "connectors/sources/table/files.hpp"
#include "connectors/sources/table/web.hpp"
#include "rules/base/digest.hpp"

#include <algorithm>
#include <utility>

namespace tuermer::table {
namespace {

struct NamedReader {
    std::string name; // as told; empty: found out anew for each document
    std::unique_ptr<Reader> reader;
};

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

NamedReader make_reader(Settings& format)
{
    std::vector<std::string> names;
    for (const auto& kind : format_kinds()) names.emplace_back(kind.name);
    if (format.is_recorded())
        for (const auto& kind : format_kinds())
            format.record_kind("kind", kind.name, kind.summary,
                               shape_of([&](Settings& own) { kind.make(own); }));
    const bool stated = format.has("kind");
    const auto name = format.one_of("kind", names);
    if (stated && !name) return {};
    const auto wanted = name.value_or("csv");
    for (const auto& kind : format_kinds())
        if (kind.name == wanted) {
            if (format.is_recorded()) return {};
            auto reader = kind.make(format);
            format.finish();
            return {wanted, std::move(reader)};
        }
    return {};
}

NamedReader read_format(Settings& settings)
{
    if (auto format = settings.table("format")) return make_reader(*format);
    return {"", make_detecting_reader()};
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

class TableConnector final : public Connector {
public:
    TableConnector(TableSource source, const SourceServices& services)
        : source_(std::move(source)), services_(services)
    {
    }

    boost::asio::awaitable<Result<Fetched>> fetch(Bookmark bookmark) override
    {
        const auto seen = remember(bookmark.text);
        if (source_.url.empty()) co_return fetch_files(file_request(), seen);
        auto request = request_for(source_.url, seen, services_);
        auto answer = co_await services_.transfer->get(std::move(request));
        if (!answer) co_return tl::unexpected(std::move(answer.error()));
        auto fetched = understand_answer(std::move(*answer), source_.url, seen, services_.now());
        if (fetched) date_by_name(*fetched);
        co_return fetched;
    }

    Result<Understood> understand(const Document& document) const override
    {
        return read(document, Strictness::strict);
    }
    Result<Understood> inspect(const Document& document) const override
    {
        return read(document, Strictness::lenient);
    }

private:
    FileRequest file_request() const
    {
        return {services_.base, source_.path, source_.vintage_in_name, services_.max_body_bytes,
                services_.now()};
    }

    void date_by_name(Fetched& fetched) const
    {
        for (auto& document : fetched.documents)
            if (const auto date =
                    source_.vintage_in_name ? date_in_name(document.name) : std::nullopt)
                document.published = Instant{*date};
    }

    Result<Understood> read(const Document& document, Strictness strictness) const
    {
        if (source_.vintage_in_name && !document.published)
            return fail(
                Remedy::mend,
                say("Der Dateiname enthält kein Datum (JJJJ-MM-TT), obwohl vintage = \"file name\" "
                    "es dort erwartet.",
                    "The file's name holds no date (YYYY-MM-DD), although vintage = \"file name\" "
                    "expects one."),
                document.name);
        auto table = source_.format.reader->read(document.bytes, document.name);
        if (!table) return tl::unexpected(table.error());
        if (table->format.empty()) table->format = source_.format.name;
        const Vintage vintage{document.published.value_or(document.retrieved), document.retrieved,
                              sha256(document.bytes), document.name};
        auto understood = apply_mapping(source_.mapping, *table, vintage, strictness);
        if (!understood && understood.error().where != document.name)
            understood.error().where = document.name + ": " + understood.error().where; // the sheet
        return understood;
    }

    TableSource source_;
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
