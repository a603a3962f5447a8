// SPDX-License-Identifier: EUPL-1.2
// `tuermer vacuum`: documents that nothing rests on any more leave the archive after the time that
// tuermer.toml gives them ([archive] keep); the database gives back the room it does not use.
#include "daemon/clock.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/setup.hpp"
#include "daemon/store/archive.hpp"

#include <algorithm>

namespace tuermer {

namespace {

// "4,5 MB" and "4.5 MB".
Text size_text(std::uint64_t bytes)
{
    const auto english = bytes < 1'000'000
                             ? fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1e3)
                             : fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
    auto german = english;
    std::ranges::replace(german, '.', ',');
    return {german, english};
}

std::uint64_t size_of(const std::filesystem::path& database)
{
    std::uint64_t bytes = 0;
    for (const auto* part : {"", "-wal"}) {
        std::error_code absent; // counts as nothing
        const auto size = std::filesystem::file_size(database.string() + part, absent);
        if (!absent) bytes += size;
    }
    return bytes;
}

Text pruned_text(const Archive::Pruned& pruned, bool dry_run)
{
    const auto size = size_text(pruned.bytes);
    if (dry_run)
        return {fmt::format("Archiv: {} von {} Dokumenten wären entbehrlich ({}).",
                            pruned.documents, pruned.of, size.de),
                fmt::format("Archive: {} of {} documents could go ({}).", pruned.documents,
                            pruned.of, size.en)};
    return {fmt::format("Archiv: {} von {} Dokumenten gelöscht, {} frei.", pruned.documents,
                        pruned.of, size.de),
            fmt::format("Archive: {} of {} documents removed, {} freed.", pruned.documents,
                        pruned.of, size.en)};
}

Result<Text> tidy_archive(Store& store, const Home& home, const Process& process, bool dry_run)
{
    if (!process.archive_keep)
        return Text{"Archiv: alles bleibt; eine Frist setzt [archive] keep in tuermer.toml.",
                    "Archive: everything stays; [archive] keep in tuermer.toml sets a period."};
    const Instant since = wall_clock() - *process.archive_keep;
    const auto needed = store.documents_needed(since);
    if (!needed) return tl::unexpected(needed.error());
    const auto pruned =
        Archive(home.archive)
            .prune(*needed, since,
                   dry_run ? Archive::Pruning::count_only : Archive::Pruning::remove);
    if (!pruned) return tl::unexpected(pruned.error());
    return pruned_text(*pruned, dry_run);
}

Result<Text> tidy_database(Store& store, const Home& home, bool dry_run)
{
    if (dry_run) {
        const auto unused = store.unused_bytes();
        if (!unused) return tl::unexpected(unused.error());
        const auto size = size_text(*unused);
        return Text{fmt::format("Bestand: {} liegen brach.", size.de),
                    fmt::format("Store: {} hold nothing.", size.en)};
    }
    const auto before = size_of(home.database);
    const auto done = store.compact();
    if (!done) return tl::unexpected(done.error());
    const auto after = size_of(home.database);
    const auto freed = size_text(before - std::min(before, after)), left = size_text(after);
    return Text{fmt::format("Bestand: {} frei, {} belegt.", freed.de, left.de),
                fmt::format("Store: {} freed, {} in use.", freed.en, left.en)};
}

} // namespace

int vacuum_command(const CommandOptions& options, bool dry_run)
{
    auto opened = open_upkeep(options.config, options.state);
    if (!opened) return terminal::complain(opened.error(), options.language);
    auto& [process, home, store] = *opened;
    for (const auto& said :
         {tidy_archive(*store, home, process, dry_run), tidy_database(*store, home, dry_run)}) {
        if (!said) return terminal::complain(said.error(), options.language);
        terminal::line(said->in(options.language));
    }
    return all_well;
}

} // namespace tuermer
