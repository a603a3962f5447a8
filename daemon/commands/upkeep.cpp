// SPDX-License-Identifier: EUPL-1.2
// `tuermer backup FILE` and `tuermer integrity`: what IT does with the store, while the daemon
// runs.
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/setup.hpp"

namespace tuermer {

int backup_command(const CommandOptions& options, const std::string& file)
{
    auto store = open_store(options.config, options.state);
    if (!store) return terminal::complain(store.error(), options.language);
    if (auto done = (*store)->backup(file); !done)
        return terminal::complain(done.error(), options.language);
    terminal::line(say("Gesichert nach {}.", "Backed up to {}.", file).in(options.language));
    return all_well;
}

int integrity_command(const CommandOptions& options)
{
    auto store = open_store(options.config, options.state);
    if (!store) return terminal::complain(store.error(), options.language);
    if (auto whole = (*store)->check_integrity(); !whole) {
        terminal::complain(whole.error(), options.language);
        return something_wrong;
    }
    terminal::line(options.language == Language::de ? "Der Bestand ist unversehrt."
                                                    : "The store is whole.");
    return all_well;
}

} // namespace tuermer
