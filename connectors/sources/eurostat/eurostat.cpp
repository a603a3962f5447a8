// SPDX-License-Identifier: EUPL-1.2
// The settings, and the connector that makes a poll of them.
#include "connectors/sources/eurostat/eurostat.hpp"

#include "connectors/sources/eurostat/poll.hpp"
#include "connectors/sources/mapped.hpp"

#include <utility>

namespace tuermer::eurostat {
namespace {

constexpr std::string_view usual_base = "https://ec.europa.eu/eurostat/api/dissemination/";

struct EurostatSource {
    Query query;
    Mapping mapping;
    NamedReader format;
};

Query read_query(Settings& settings)
{
    Query query;
    query.base = read_base(settings, usual_base);
    query.dataset = settings.need_text("dataset");
    query.filters = read_selection(settings, "filters");
    query.since = settings.text("since").value_or("");
    query.until = settings.text("until").value_or("");
    query.language = settings.one_of("language", {"EN", "DE", "FR"}).value_or("EN");
    query.by_sdmx = settings.one_of("via", {"statistics", "sdmx"}) == "sdmx";
    query.asks_catalogue = settings.one_of("poll", {"catalogue", "data"}) != "data";
    return query;
}

EurostatSource read_source(const std::string& id, Settings& settings)
{
    EurostatSource source;
    source.query = read_query(settings);
    source.format = read_format(settings);
    source.mapping = read_mapping(id, settings);
    return source;
}

class EurostatConnector final : public MappedConnector {
public:
    EurostatConnector(EurostatSource source, const SourceServices& services)
        : MappedConnector(std::move(source.mapping), std::move(source.format)),
          query_(std::move(source.query)),
          services_(services)
    {
    }

    boost::asio::awaitable<Result<Fetched>> fetch(Bookmark bookmark) override
    {
        Poll poll(query_, services_, remembered(bookmark.text));
        co_return co_await poll.run();
    }

private:
    Query query_;
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
    return std::make_unique<EurostatConnector>(read_source(id, settings), services);
}

} // namespace tuermer::eurostat
