// SPDX-License-Identifier: EUPL-1.2
// `tuermer watch FILE`: an eye on one column of one file, until a day. Written only when everybody
// concerned understands it.
#include "daemon/commands/ad_hoc.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/setup.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace tuermer {

namespace {

namespace fs = std::filesystem;
using terminal::Colour;
using terminal::painted;

using Files = std::map<std::string, std::string, std::less<>>;

Result<std::string> bytes_of(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    if (!stream)
        return fail(Remedy::mend, {"lässt sich nicht lesen", "cannot be read"}, file.string());
    return bytes.str();
}

Result<> check_wishes(const WatchOptions& wanted)
{
    if (wanted.above.has_value() == wanted.below.has_value())
        return fail(Remedy::mend, {"Nötig ist eine Grenze: --above oder --below.",
                                   "One limit is needed: --above or --below."});
    if (parse_date(wanted.until)) return {};
    return fail(Remedy::mend, say("--until \"{}\": gemeint ist ein Tag wie 2026-12-31.",
                                  "--until \"{}\": write a day like 2026-12-31.", wanted.until));
}

// The table that has the column; the first one where none has, for its error.
Result<AdHocTable> table_of(const std::string& bytes, const WatchOptions& wanted)
{
    const auto read = make_detecting_reader()->read(bytes, wanted.file);
    if (!read) return tl::unexpected(read.error());
    if (read->tables.empty())
        return fail(Remedy::mend, {"enthält keine Tabelle", "holds no table"}, wanted.file);
    for (const auto& table : read->tables)
        if (std::ranges::find(table.columns, wanted.column) != table.columns.end())
            return look_at(table, wanted);
    return look_at(read->tables.front(), wanted);
}

// Whether the new files load beside the others, and every cell is understood.
Result<Understood> tried(const fs::path& directory, const Files& files, const std::string& bytes,
                         const WatchOptions& wanted)
{
    auto loaded = load_installation(directory, files);
    if (!loaded) return tl::unexpected(loaded.error());
    for (const auto& mistake : loaded->mistakes.sorted())
        if (mistake.level == Level::error)
            return fail(Remedy::mend, mistake.what, to_string(mistake.place));
    const auto& sources = loaded->config.sources;
    const auto source = std::ranges::find_if(
        sources, [&](const SourceConfig& each) { return files.contains(each.place.file.text()); });
    SourceServices services;
    services.base = directory;
    const auto connector = make_connector(*source, services);
    Document document;
    document.name = wanted.file;
    document.bytes = held_bytes(bytes);
    return connector->understand(document);
}

Result<> write(const fs::path& directory, const Files& files)
{
    for (const auto& [name, text] : files)
        if (fs::exists(directory / name))
            return fail(Remedy::mend,
                        {"gibt es schon; --name gibt den neuen Dateien einen anderen Namen",
                         "is there already; --name gives the new files another name"},
                        (directory / name).string());
    for (const auto& [name, text] : files) {
        std::error_code problem;
        fs::create_directories((directory / name).parent_path(), problem);
        std::ofstream stream(directory / name, std::ios::binary);
        stream << text;
        stream.flush();
        if (!stream)
            return fail(Remedy::mend, {"lässt sich nicht schreiben", "cannot be written"},
                        (directory / name).string());
    }
    return {};
}

struct Written {
    Files files;
    std::uint64_t cells = 0;
};

Result<Written> watch(const CommandOptions& options, const WatchOptions& wanted)
{
    if (auto fine = check_wishes(wanted); !fine) return tl::unexpected(fine.error());
    const auto config = valid_config(options.config);
    if (!config) return tl::unexpected(config.error());
    const auto bytes = bytes_of(wanted.file);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto table = table_of(*bytes, wanted);
    if (!table) return tl::unexpected(table.error());
    auto files = ad_hoc_files(*table, wanted, *config);
    if (!files) return tl::unexpected(files.error());
    const auto understood = tried(options.config, *files, *bytes, wanted);
    if (!understood) return tl::unexpected(understood.error());
    if (!wanted.dry_run)
        if (auto done = write(options.config, *files); !done) return tl::unexpected(done.error());
    return Written{std::move(*files), understood->cells_read};
}

void print(const Written& written, const WatchOptions& wanted, Language language)
{
    for (const auto& [name, text] : written.files) {
        terminal::line(painted(Colour::bold, name));
        terminal::line(text);
    }
    terminal::line(
        say("{} Zahlen verstanden. ", "{} figures understood. ", written.cells).in(language) +
        (wanted.dry_run
             ? say("Geschrieben ist nichts (--dry-run).", "Nothing is written (--dry-run).")
             : say("Geschrieben; mit `systemctl reload tuermer` gilt es, bis {}.",
                   "Written; in force after `systemctl reload tuermer`, until {}.", wanted.until))
            .in(language));
}

} // namespace

int watch_command(const CommandOptions& options, const WatchOptions& wanted)
{
    const auto written = watch(options, wanted);
    if (!written) return terminal::complain(written.error(), options.language);
    if (options.json)
        terminal::line(nlohmann::ordered_json{
            {"files", written->files}, {"cells", written->cells}, {"written", !wanted.dry_run}}
                           .dump(2));
    else
        print(*written, wanted, options.language);
    return all_well;
}

} // namespace tuermer
