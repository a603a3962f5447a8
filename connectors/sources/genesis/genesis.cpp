// SPDX-License-Identifier: EUPL-1.2
// The settings, and the connector that begins a visit for each poll.
#include "connectors/sources/genesis/genesis.hpp"

#include "connectors/sources/genesis/visit.hpp"
#include "connectors/sources/mapped.hpp"

#include <utility>

namespace tuermer::genesis {
namespace {

constexpr NumberRange years{.min = 1'900, .max = 2'100};

struct GenesisSource {
    Service service;
    Query query;
    CredentialSettings credentials;
    Mapping mapping;
    NamedReader format;
};

void read_service(Service& service, Settings& settings)
{
    std::vector<std::string> names;
    for (const auto& profile : profiles()) names.emplace_back(profile.name);
    settings.need("service");
    const auto name = settings.one_of("service", names);
    const auto* profile = name ? profile_named(*name) : nullptr;
    service.profile = profile != nullptr ? *profile : profiles().front(); // one mistake is enough
    service.base = read_base(settings, service.profile.base);
}

void read_years(Query& query, Settings& settings)
{
    const auto year = [&](std::string_view key) -> std::optional<int> {
        const auto read = settings.integer(key, years);
        return read ? std::optional{static_cast<int>(*read)} : std::nullopt;
    };
    query.first_year = year("first_year");
    query.last_year = year("last_year");
    if (query.first_year && query.last_year && *query.last_year < *query.first_year)
        settings.wrong("last_year", say("'last_year' liegt vor 'first_year'",
                                        "'last_year' is before 'first_year'"));
}

void read_classifying(Query& query, Settings& settings)
{
    query.classifying = read_selection(settings, "classifying");
    if (query.classifying.size() > most_classifying)
        settings.wrong("classifying", say("GENESIS nimmt höchstens {} Merkmale an",
                                          "GENESIS takes at most {} variables", most_classifying));
}

Query read_query(Settings& settings)
{
    Query query;
    query.table = settings.need_text("table");
    read_years(query, settings);
    query.region_variable = settings.text("region_variable").value_or("");
    query.regions = settings.texts("regions");
    query.contents = settings.texts("contents");
    read_classifying(query, settings);
    query.language = settings.one_of("language", {"de", "en"}).value_or("de");
    query.quality = settings.flag("quality").value_or(false);
    return query;
}

CredentialSettings read_login(const Profile& profile, Settings& settings)
{
    auto credentials = read_credential_settings(settings);
    if (!credentials.any() && !settings.is_recorded())
        settings.mistakes().error(
            settings.place(), "user",
            say("{} braucht eine Anmeldung: 'user' mit 'password_file' oder 'token_file' "
                "(kostenlos "
                "beim Herausgeber)",
                "{} needs a login: 'user' with 'password_file', or 'token_file' (free of charge at "
                "the publisher's)",
                settings.what()));
    if (!credentials.token_file.empty() && !profile.token)
        settings.wrong("token_file",
                       say("von {} ist nicht bekannt, dass dort Token gelten; bitte 'user' mit "
                           "'password_file'",
                           "{} is not known to accept tokens; please use 'user' with "
                           "'password_file'",
                           profile.name));
    return credentials;
}

// A token may not order jobs.
bool read_jobs(const Profile& profile, const CredentialSettings& credentials, Settings& settings)
{
    const bool possible = profile.jobs && credentials.token_file.empty();
    const auto wanted = settings.one_of("too_big", {"job", "parts"});
    if (wanted == "job" && !possible && !settings.is_recorded())
        settings.wrong("too_big", say("Aufträge gehen hier nicht: Der Dienst hat keine, oder sie "
                                      "brauchen 'user' mit 'password_file'",
                                      "jobs are not possible here: the service has none, or they "
                                      "need 'user' with 'password_file'"));
    return possible && wanted != "parts";
}

GenesisSource read_source(const std::string& id, Settings& settings)
{
    GenesisSource source;
    read_service(source.service, settings);
    source.query = read_query(settings);
    source.credentials = read_login(source.service.profile, settings);
    source.service.orders_jobs = read_jobs(source.service.profile, source.credentials, settings);
    source.format = read_format(settings);
    source.mapping = read_mapping(id, settings);
    return source;
}

class GenesisConnector final : public MappedConnector {
public:
    GenesisConnector(GenesisSource source, const SourceServices& services)
        : MappedConnector(std::move(source.mapping), std::move(source.format)),
          service_(std::move(source.service)),
          query_(std::move(source.query)),
          credentials_(std::move(source.credentials)),
          services_(services)
    {
    }

    boost::asio::awaitable<Result<Fetched>> fetch(Bookmark bookmark) override
    {
        auto login = load_credentials(credentials_, services_);
        if (!login) co_return tl::unexpected(std::move(login.error()));
        Visit visit(service_, query_, *login, services_, remembered(bookmark.text));
        co_return co_await visit.run();
    }

private:
    Service service_;
    Query query_;
    CredentialSettings credentials_;
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
    return std::make_unique<GenesisConnector>(read_source(id, settings), services);
}

} // namespace tuermer::genesis
