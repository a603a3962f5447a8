// SPDX-License-Identifier: EUPL-1.2
#include "daemon/setup.hpp"

#include "daemon/clock.hpp"
#include "daemon/environment.hpp"
#include "daemon/log.hpp"
#include "daemon/schedule.hpp"
#include "daemon/store/schema.hpp"
#include "daemon/version.hpp"

#include <algorithm>

namespace tuermer {

namespace fs = std::filesystem;

namespace {

const SourceKind* kind_named(std::string_view name)
{
    const auto& kinds = source_kinds();
    const auto kind = std::ranges::find(kinds, name, &SourceKind::name);
    return kind == kinds.end() ? nullptr : &*kind;
}

// What the source promises to deliver is its kind's to say.
void check_source(SourceConfig& source, Settings& settings, Mistakes& mistakes)
{
    if (settings.is_recorded())
        for (const auto& each : source_kinds())
            settings.record_kind("kind", each.name, each.summary,
                                 shape_of([&](Settings& own) { each.check(source.id, own); }));
    const auto* kind = kind_named(source.kind);
    if (kind == nullptr) {
        std::string known;
        for (const auto& each : source_kinds())
            known += (known.empty() ? "" : ", ") + std::string(each.name);
        mistakes.error(settings.place_of("kind"), "kind",
                       say("Die Art von Quelle '{}' gibt es nicht; es gibt: {}.",
                           "There is no source kind '{}'; there are: {}.", source.kind, known));
        return;
    }
    source.measures = kind->check(source.id, settings);
}

std::vector<MeasureShape> all_measures(const Config& config)
{
    std::vector<MeasureShape> shapes;
    for (const auto& source : config.sources)
        shapes.insert(shapes.end(), source.measures.begin(), source.measures.end());
    return shapes;
}

// An older store is for the daemon to bring up to date, not for whoever only looks.
Result<> is_up_to_date(const fs::path& database)
{
    auto opened = sqlite::Database::open(database.string());
    if (!opened) return tl::unexpected(opened.error());
    auto rows = opened->query("PRAGMA user_version");
    const bool fits = rows.next() && rows.integer(0) == sqlite::newest_version();
    if (auto read = rows.finish(); !read) return read;
    if (fits) return {};
    return fail(Remedy::mend,
                {"Der Bestand stammt von einer anderen Fassung von Türmer.",
                 "The store is of another version of Türmer."},
                database.string());
}

Result<> make_folder(const fs::path& folder)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (!problem) return {};
    return fail(Remedy::mend,
                say("Der Ordner kann nicht angelegt werden ({}). Türmer braucht dort Schreibrecht.",
                    "The folder cannot be created ({}). Türmer needs the right to write there.",
                    problem.message()),
                folder.string());
}

} // namespace

Home home_of(const Process& process, const fs::path& state_override)
{
    Home home;
    home.state = state_override.empty() ? process.state : state_override;
    const auto store = std::string_view(process.store);
    constexpr std::string_view sqlite = "sqlite:";
    home.database = home.state / store.substr(store.starts_with(sqlite) ? sqlite.size() : 0);
    home.archive = home.state / "archive";
    home.spool = home.state / process.spool;
    return home;
}

Result<Home> open_home(const Process& process, const fs::path& state_override)
{
    auto home = home_of(process, state_override);
    for (const auto& folder : {home.state, home.archive, home.spool})
        if (auto made = make_folder(folder); !made) return tl::unexpected(made.error());
    return home;
}

Result<Loaded> load_installation(const fs::path& directory, const Unsaved& unsaved)
{
    return load_config(directory, check_source, std::chrono::floor<std::chrono::days>(wall_clock()),
                       unsaved);
}

TableShape shape_of_file(const FileKind& kind)
{
    return shape_of_file(kind, check_source);
}

Result<std::optional<Graph>> figures_held(const Config& config, const fs::path& state_override)
{
    const auto file = home_of(config.process, state_override).database;
    std::error_code none;
    if (!fs::exists(file, none)) return std::nullopt;
    if (auto fits = is_up_to_date(file); !fits) return tl::unexpected(fits.error());
    auto store = open_sqlite_store(file.string(), config.installation.tenant);
    if (!store) return tl::unexpected(store.error());
    auto knowledge = know(config, **store);
    if (!knowledge) return tl::unexpected(knowledge.error());
    return std::move(knowledge->graph);
}

Result<Knowledge> blank_knowledge(const Config& config)
{
    auto graph = Graph::build(all_measures(config), config.indicators, config.installation.areas);
    if (!graph) {
        const auto& first = graph.error().front();
        return fail(Remedy::mend, first.what, first.indicator);
    }
    Knowledge knowledge{config.installation,
                        config.rules,
                        config.recipients,
                        config.breaks,
                        std::move(*graph),
                        {},
                        {}};
    knowledge.newest_digest = [zone = config.installation.time_zone,
                               land = config.installation.land](Instant now) {
        return newest_digest(now, zone, land);
    };
    return knowledge;
}

Result<Knowledge> know(const Config& config, Store& store)
{
    auto knowledge = blank_knowledge(config);
    if (!knowledge) return knowledge;
    auto& graph = knowledge->graph;
    auto loaded = store.load(graph.measures(), std::nullopt,
                             [&](Panel measure) { return graph.adopt(std::move(measure)); });
    if (!loaded) return tl::unexpected(loaded.error());
    graph.update_all();
    auto alerts = store.alerts();
    if (!alerts) return tl::unexpected(alerts.error());
    for (auto& alert : *alerts) knowledge->alerts.put(std::move(alert));
    auto told = store.told();
    if (!told) return tl::unexpected(told.error());
    knowledge->told = std::move(*told);
    knowledge->tells_history = config.process.send_history;
    return knowledge;
}

namespace {

Manners manners_of(const HostLimits& limits)
{
    return {limits.pause, limits.requests_per_day};
}

Etiquette etiquette_of(const Process& process)
{
    Etiquette etiquette{manners_of(process.host_limits), {}};
    for (const auto& [host, limits] : process.limits_of_hosts)
        etiquette.hosts.emplace(host, manners_of(limits));
    return etiquette;
}

} // namespace

SourceServices source_services(Transfer& transfer, const fs::path& directory,
                               const Process& process, const fs::path& large_into)
{
    SourceServices services;
    services.transfer = &transfer;
    services.base = directory;
    services.max_body_bytes = process.max_body_bytes;
    services.large_into = large_into;
    services.proxy = process.proxy;
    services.user_agent = std::string("Tuermer/") + version +
                          (process.contact.empty() ? "" : " (" + process.contact + ")");
    services.now = wall_clock;
    services.secret = read_credential;
    transfer.keep(etiquette_of(process));
    return services;
}

Result<> remember_requests(Transfer& transfer, Store& store)
{
    const auto now = wall_clock();
    const auto made = store.requests_since(now - std::chrono::hours{24});
    if (!made) return tl::unexpected(made.error());
    std::vector<AskedBefore> before;
    for (const auto& request : *made)
        before.push_back({request.host, std::max(now - request.made, std::chrono::seconds{0})});
    transfer.remember(before, [&store](const std::string& host) {
        if (auto noted = store.note_request({host, wall_clock()}); !noted)
            log::error(noted.error());
    });
    return {};
}

std::unique_ptr<Connector> make_connector(const SourceConfig& config,
                                          const SourceServices& services)
{
    Mistakes none; // they were all found when the configuration was loaded
    Settings settings(std::get<Table>(config.node->value), config.place, config.id, none);
    return kind_named(config.kind)->make(config.id, settings, services);
}

Result<std::vector<Source>> open_sources(const Config& config, Store& store,
                                         const SourceServices& services, const Home& home)
{
    auto states = store.sources();
    if (!states) return tl::unexpected(states.error());
    const auto publications = store.publications();
    if (!publications) return tl::unexpected(publications.error());
    std::vector<Source> sources;
    for (const auto& configured : config.sources) {
        Source source{configured, make_connector(configured, services),       {}, {},
                      {},         ReleaseFeed(services, home.state / "feeds")};
        source.state.source = configured.id;
        const auto known = std::ranges::find(*states, configured.id, &SourceState::source);
        if (known != states->end()) source.state = *known;
        for (const auto& publication : *publications)
            if (publication.source == configured.id && !publication.only.empty())
                source.last_accepted = publication.vintage.known_since;
        sources.push_back(std::move(source));
    }
    return sources;
}

Result<Config> valid_config(const fs::path& directory)
{
    auto loaded = load_installation(directory);
    if (!loaded) return tl::unexpected(loaded.error());
    for (const auto& mistake : loaded->mistakes.sorted())
        if (mistake.level == Level::error)
            return fail(Remedy::mend, mistake.what, to_string(mistake.place));
    return std::move(loaded->config);
}

namespace {

Result<std::unique_ptr<Store>> open_existing(const Config& config, const fs::path& state_override)
{
    auto home = open_home(config.process, state_override);
    if (!home) return tl::unexpected(home.error());
    if (!fs::exists(home->database))
        return fail(
            Remedy::mend,
            {"Hier ist noch kein Bestand; `tuermer run` legt ihn an. (Ein anderer Ordner? --state)",
             "There is no store here yet; `tuermer run` makes it. (Another folder? --state)"},
            home->database.string());
    return open_sqlite_store(home->database.string(), config.installation.tenant);
}

} // namespace

Result<std::unique_ptr<Store>> open_store(const fs::path& config, const fs::path& state_override)
{
    auto valid = valid_config(config);
    if (!valid) return tl::unexpected(valid.error());
    return open_existing(*valid, state_override);
}

Result<Upkeep> open_upkeep(const fs::path& directory, const fs::path& state_override)
{
    auto config = valid_config(directory);
    if (!config) return tl::unexpected(config.error());
    auto home = open_home(config->process, state_override);
    if (!home) return tl::unexpected(home.error());
    auto store = open_existing(*config, state_override);
    if (!store) return tl::unexpected(store.error());
    return Upkeep{std::move(config->process), std::move(*home), std::move(*store)};
}

Result<Opened> open_installation(const fs::path& directory, const fs::path& state_override)
{
    auto config = valid_config(directory);
    if (!config) return tl::unexpected(config.error());
    auto store = open_existing(*config, state_override);
    if (!store) return tl::unexpected(store.error());
    auto knowledge = know(*config, **store);
    if (!knowledge) return tl::unexpected(knowledge.error());
    return Opened{std::move(*config), std::move(*store), std::move(*knowledge)};
}

} // namespace tuermer
