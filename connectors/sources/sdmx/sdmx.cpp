// SPDX-License-Identifier: EUPL-1.2
// One address, asked conditionally. What is put off is looked for where the service promised it.
#include "connectors/sources/sdmx/sdmx.hpp"

#include "connectors/sources/credentials.hpp"
#include "connectors/sources/mapped.hpp"
#include "connectors/sources/sdmx/answers.hpp"
#include "connectors/sources/sdmx/query.hpp"

#include <utility>

namespace tuermer::sdmx {
namespace {

using boost::asio::awaitable;

constexpr std::chrono::seconds look_again_after{std::chrono::minutes{2}};
constexpr std::chrono::hours promise_holds{24};

struct SdmxSource {
    Query query;
    CredentialSettings credentials;
    Mapping mapping;
    NamedReader format;
};

void read_flow_setting(Query& query, Settings& settings)
{
    const auto flow = settings.need_text("flow");
    if (flow.empty()) return;
    const bool readable = read_flow(flow, query);
    if (!readable)
        settings.wrong("flow", say("'flow' ist \"ECB,EXR,1.0\" (Herausgeber, Datenfluss, Version) "
                                   "oder \"EXR\"",
                                   "'flow' is \"ECB,EXR,1.0\" (agency, dataflow, version) or "
                                   "\"EXR\""));
    else if (query.version == Version::v3_0 && query.agency.empty())
        settings.wrong("flow", say("SDMX 3.0 braucht auch den Herausgeber: \"ECB,EXR\"",
                                   "SDMX 3.0 needs the agency, too: \"ECB,EXR\""));
}

Query read_query(Settings& settings)
{
    Query query;
    query.base = read_base(settings, "");
    if (settings.one_of("version", {"2.1", "3.0"}) == "3.0") query.version = Version::v3_0;
    read_flow_setting(query, settings);
    query.key = settings.text("key").value_or("");
    query.first_period = settings.text("first_period").value_or("");
    query.last_period = settings.text("last_period").value_or("");
    query.filters = read_selection(settings, "filters");
    if (!query.filters.empty() && query.version == Version::v2_1 && !settings.is_recorded())
        settings.wrong("filters", say("'filters' gibt es ab SDMX 3.0; in 2.1 wählt 'key' aus",
                                      "'filters' exist from SDMX 3.0 on; in 2.1 'key' selects"));
    query.parameters = read_selection(settings, "parameters");
    const auto form = settings.one_of("accept", {"csv", "xml", "json"});
    if (form == "xml") query.form = Form::xml;
    if (form == "json") query.form = Form::json;
    return query;
}

SdmxSource read_source(const std::string& id, Settings& settings)
{
    SdmxSource source;
    source.query = read_query(settings);
    source.credentials = read_credential_settings(settings);
    source.format = read_format(settings);
    source.mapping = read_mapping(id, settings);
    return source;
}

// Of the last answer, and of one that is promised.
struct Memory {
    WebMemory web;
    std::string promise;
    std::optional<Instant> since;
};

Memory remembered(const std::string& bookmark)
{
    const auto json = read_bookmark(bookmark);
    return {web_memory(json), text_in(json, "promise"), parse_instant(text_in(json, "since"))};
}

std::string to_bookmark(const Memory& memory)
{
    auto json = BookmarkJson::object();
    remember(json, memory.web);
    if (!memory.promise.empty() && memory.since) {
        json["promise"] = memory.promise;
        json["since"] = to_string(*memory.since);
    }
    return bookmark_text(json);
}

Fetched waiting(const Memory& memory)
{
    Fetched fetched;
    fetched.bookmark.text = to_bookmark(memory);
    fetched.next_try = look_again_after;
    return fetched;
}

class SdmxConnector final : public MappedConnector {
public:
    SdmxConnector(SdmxSource source, const SourceServices& services)
        : MappedConnector(std::move(source.mapping), std::move(source.format)),
          query_(std::move(source.query)),
          credentials_(std::move(source.credentials)),
          url_(data_address(query_)),
          services_(services)
    {
    }

    awaitable<Result<Fetched>> fetch(Bookmark bookmark) override
    {
        auto login = load_credentials(credentials_, services_);
        if (!login) co_return tl::unexpected(std::move(login.error()));
        auto memory = remembered(bookmark.text);
        const auto now = services_.now();
        const bool promised = memory.since && now - *memory.since < promise_holds;
        auto request = promised ? web_request(memory.promise, services_)
                                : web_request(url_, services_, memory.web);
        request.headers = {accept_header(query_), "Accept-Language: en"};
        sign(request, *login);
        auto answer = co_await services_.transfer->get(std::move(request));
        if (!answer) co_return tl::unexpected(std::move(answer.error()));
        if (promised && answer->status == 404) co_return waiting(memory); // not written yet
        if (const auto address = promised_address(answer->body)) {
            if (auto fits = at_home(*address); !fits) co_return tl::unexpected(fits.error());
            memory.promise = *address;
            if (!promised) memory.since = now;
            co_return waiting(memory);
        }
        co_return take(std::move(*answer), memory, now);
    }

private:
    // Credentials and trust are for the host that was written down.
    Result<> at_home(const std::string& address) const
    {
        const auto host_end = query_.base.find('/', query_.base.find("//") + 2);
        if (address.starts_with(query_.base.substr(0, host_end + 1))) return {};
        return fail(Remedy::mend,
                    say("Der Dienst will die Daten unter einer anderen Adresse ablegen: {}",
                        "The service wants to lay the data at another address: {}", address),
                    url_);
    }

    Result<Fetched> take(HttpResponse answer, const Memory& memory, Instant now) const
    {
        auto news = web_news(std::move(answer), url_, memory.web, now);
        if (!news) return tl::unexpected(std::move(news.error()));
        Fetched fetched;
        fetched.bookmark.text = news->postponed
                                    ? to_bookmark(memory)
                                    : to_bookmark({std::move(news->memory), {}, std::nullopt});
        fetched.next_try = news->next_try;
        if (news->document) fetched.documents.push_back(std::move(*news->document));
        return fetched;
    }

    Query query_;
    CredentialSettings credentials_;
    std::string url_;
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
    return std::make_unique<SdmxConnector>(read_source(id, settings), services);
}

} // namespace tuermer::sdmx
