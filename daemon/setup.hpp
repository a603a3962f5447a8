// SPDX-License-Identifier: EUPL-1.2
// From files to a running thing: the configuration checked by everybody concerned, the folders of
// the state, the knowledge read back from the store, the sources with their connectors.
#pragma once

#include "config/load.hpp"
#include "config/shapes.hpp"
#include "connectors/sources/connector.hpp"
#include "daemon/release_feed.hpp"
#include "daemon/store/store.hpp"
#include "rules/consider.hpp"

#include <filesystem>
#include <memory>
#include <vector>

namespace tuermer {

// Where an installation keeps what it writes.
struct Home {
    std::filesystem::path state, database, archive, spool;
};
// `state_override` (from the command line) replaces the configured folder. Creates the folders.
Result<Home> open_home(const Process& process, const std::filesystem::path& state_override);

Home home_of(const Process& process, const std::filesystem::path& state_override); // only names

// The configuration folder, with the source kinds' own checks.
Result<Loaded> load_installation(const std::filesystem::path& directory,
                                 const Unsaved& unsaved = {});
TableShape shape_of_file(const FileKind& kind); // with every kind of source there is

// The figures of an installation's store, for whoever looks without changing anything; nothing when
// there is no store yet.
Result<std::optional<Graph>> figures_held(const Config& config,
                                          const std::filesystem::path& state_override);

// The configuration without figures: what a replay begins with.
Result<Knowledge> blank_knowledge(const Config& config);
// Memory is a cache of the store: reads every figure, computes everything, takes up the alerts.
Result<Knowledge> know(const Config& config, Store& store);

// What every source may use; relative paths start at the configuration's folder. The transfer keeps
// the etiquette of [network] from then on.
// A large document lies in `large_into` while it is read.
SourceServices source_services(Transfer& transfer, const std::filesystem::path& directory,
                               const Process& process, const std::filesystem::path& large_into);

// After `source_services`, once: the daily budgets of hosts go on where the last process left off.
Result<> remember_requests(Transfer& transfer, Store& store);

// After a check without mistakes.
std::unique_ptr<Connector> make_connector(const SourceConfig& config,
                                          const SourceServices& services);

struct Source {
    SourceConfig config;
    std::unique_ptr<Connector> connector;
    SourceState state;
    // When doubtful figures of its were last let in. What came later is newer, whatever its date.
    std::optional<Instant> last_accepted = {};
    std::chrono::seconds asked{0}; // how soon the last poll wished to be repeated; 0: as usual
    ReleaseFeed release_feed;      // where the release calendar names one
};
Result<std::vector<Source>> open_sources(const Config& config, Store& store,
                                         const SourceServices& services, const Home& home);

// A configuration without a mistake, or the first one.
Result<Config> valid_config(const std::filesystem::path& directory);
// For commands that look at an installation beside the running daemon.
Result<std::unique_ptr<Store>> open_store(const std::filesystem::path& config,
                                          const std::filesystem::path& state_override);
// The same with what `vacuum` needs besides.
struct Upkeep {
    Process process;
    Home home;
    std::unique_ptr<Store> store;
};
Result<Upkeep> open_upkeep(const std::filesystem::path& config,
                           const std::filesystem::path& state_override);
struct Opened {
    Config config;
    std::unique_ptr<Store> store;
    Knowledge knowledge;
};
Result<Opened> open_installation(const std::filesystem::path& config,
                                 const std::filesystem::path& state_override);

} // namespace tuermer
