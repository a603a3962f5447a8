// SPDX-License-Identifier: EUPL-1.2
// The settings, and the connector that begins a visit for each poll.
#include "connectors/sources/pxweb/pxweb.hpp"

#include "connectors/sources/mapped.hpp"
#include "connectors/sources/pxweb/visit.hpp"

#include <utility>

namespace tuermer::pxweb {
namespace {

struct PxwebSource {
    Source source;
    Mapping mapping;
    NamedReader format;
};

Source read_service(Settings& settings)
{
    Source source;
    source.base = read_base(settings, "");
    settings.need("api");
    if (settings.one_of("api", {"v1", "v2"}) == "v1") source.version = Version::v1;
    source.table = settings.need_text("table");
    source.language = settings.text("language").value_or("");
    if (source.version == Version::v1 && !source.language.empty() && !settings.is_recorded())
        settings.wrong("language", say("in v1 steht die Sprache in der Adresse: 'url' endet auf "
                                       "/api/v1/de/",
                                       "in v1 the language stands in the address: 'url' ends with "
                                       "/api/v1/de/"));
    source.response =
        settings.one_of("response", {"json-stat2", "json-stat", "px"}).value_or("json-stat2");
    source.select = read_selection(settings, "select");
    return source;
}

PxwebSource read_source(const std::string& id, Settings& settings)
{
    PxwebSource read;
    read.source = read_service(settings);
    read.format = read_format(settings);
    read.mapping = read_mapping(id, settings);
    return read;
}

class PxwebConnector final : public MappedConnector {
public:
    PxwebConnector(PxwebSource read, const SourceServices& services)
        : MappedConnector(std::move(read.mapping), std::move(read.format)),
          source_(std::move(read.source)),
          services_(services)
    {
    }

    boost::asio::awaitable<Result<Fetched>> fetch(Bookmark bookmark) override
    {
        Visit visit(source_, services_, remembered(bookmark.text));
        co_return co_await visit.run();
    }

private:
    Source source_;
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
    return std::make_unique<PxwebConnector>(read_source(id, settings), services);
}

} // namespace tuermer::pxweb
