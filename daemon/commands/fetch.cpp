// SPDX-License-Identifier: EUPL-1.2
// `tuermer fetch SOURCE --dry-run`: what a source answers now and how it is understood, cell by
// cell, without keeping anything.
#include "daemon/clock.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/setup.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace asio = boost::asio;

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::painted;

constexpr std::size_t shown_cells = 12, shown_unread = 25;

// A document with what was understood of it, or why nothing was.
struct Looked {
    Document document;
    Result<Understood> understood;
};

// A service may work on a large query for a while; what it then keeps for us is removed by one more
// poll.
asio::awaitable<Result<Fetched>> fetch_patiently(Connector& connector, Language language)
{
    constexpr std::chrono::minutes patience(30);
    const auto give_up = wall_clock() + patience;
    Bookmark bookmark;
    for (;;) {
        auto fetched = co_await connector.fetch(bookmark);
        if (!fetched || fetched->next_try == std::chrono::seconds(0)) co_return fetched;
        bookmark = fetched->bookmark;
        if (!fetched->documents.empty()) {
            const auto tidied = co_await connector.fetch(bookmark);
            if (!tidied) terminal::complain(tidied.error(), language);
            co_return fetched;
        }
        const auto again = wall_clock() + fetched->next_try;
        if (again > give_up) co_return fetched;
        const auto wait =
            say("Der Dienst braucht noch; weiter in {} Sekunden …",
                "The service needs more time; going on in {} seconds …", fetched->next_try.count());
        fmt::print(stderr, "{}\n", wait.in(language));
        co_await sleep_until(again);
    }
}

Result<Fetched> fetch_now(asio::io_context& loop, Connector& connector, Language language)
{
    Result<Fetched> answer = fail(Remedy::restart, {"abgebrochen", "ended early"});
    auto fetching = fetch_patiently(connector, language);
    asio::co_spawn(loop, std::move(fetching), [&](std::exception_ptr problem, Result<Fetched> got) {
        if (!problem) answer = std::move(got);
    });
    loop.run();
    return answer;
}

std::string cell_text(const MeasureBlock& block, const Observation& seen)
{
    const auto value = seen.cell.has_value() ? fmt::format("{}", seen.cell.value)
                                             : std::string(code_of(seen.cell.mark.missing()));
    return fmt::format("{}{{{}}} {} = {}", block.measure, key_text(block.keys, seen.row),
                       to_string(seen.period), value);
}

// Empty where the format has none.
std::string separator_of(const Dialect& dialect)
{
    return dialect.separator == '\0' ? "" : std::string(1, dialect.separator);
}

ordered_json json_of(const Looked& looked)
{
    ordered_json report;
    report["document"] = looked.document.name;
    if (!looked.understood) {
        const auto& error = looked.understood.error();
        report["refused"] = {{"where", error.where}, {"de", error.what.de}, {"en", error.what.en}};
        return report;
    }
    const auto& understood = *looked.understood;
    const auto& dialect = understood.dialect;
    report["format"] = {{"kind", understood.format},
                        {"encoding", dialect.encoding},
                        {"separator", separator_of(dialect)},
                        {"decimal", std::string(1, dialect.decimal)},
                        {"header_rows", dialect.header_rows}};
    report["cells"] = understood.cells_read;
    report["unread_total"] = understood.unread_total;
    report["unread"] = ordered_json::array();
    for (const auto& unread : understood.unread)
        report["unread"].push_back({{"line", unread.line},
                                    {"column", unread.column},
                                    {"content", unread.content},
                                    {"de", unread.why.de},
                                    {"en", unread.why.en}});
    report["observations"] = ordered_json::array();
    for (const auto& block : understood.release.blocks)
        for (const auto& seen : block.observations) {
            ordered_json one{{"measure", block.measure},
                             {"key", key_text(block.keys, seen.row)},
                             {"period", to_string(seen.period)},
                             {"value", nullptr},
                             {"missing", code_of(seen.cell.mark.missing())},
                             {"status", code_of(seen.cell.mark.status())}};
            if (seen.cell.has_value()) one["value"] = seen.cell.value;
            report["observations"].push_back(std::move(one));
        }
    return report;
}

void print(const Looked& looked, Language language)
{
    terminal::line(painted(Colour::bold, looked.document.name));
    if (!looked.understood) {
        terminal::line("  " + painted(Colour::red, describe(looked.understood.error(), language)));
        return;
    }
    const auto& understood = *looked.understood;
    const auto& dialect = understood.dialect;
    terminal::line(
        say("  Format {}, Zeichensatz {}, Trennzeichen '{}', Dezimalzeichen '{}', {} "
            "Kopfzeilen",
            "  format {}, encoding {}, separator '{}', decimal sign '{}', {} header rows",
            understood.format, dialect.encoding, separator_of(dialect), dialect.decimal,
            dialect.header_rows)
            .in(language));
    terminal::line(say("  {} Zahlen verstanden, {} nicht", "  {} cells understood, {} not",
                       understood.cells_read, understood.unread_total)
                       .in(language));
    for (const auto& remark : understood.remarks) terminal::line("  " + remark.in(language));
    for (std::size_t i = 0; i < std::min(shown_unread, understood.unread.size()); ++i) {
        const auto& unread = understood.unread[i];
        terminal::line(
            "  " + painted(Colour::yellow,
                           say("Zeile {}, Spalte '{}': '{}': {}", "line {}, column '{}': '{}': {}",
                               unread.line, unread.column, unread.content, unread.why.in(language))
                               .in(language)));
    }
    for (const auto& block : understood.release.blocks) {
        const auto count = block.observations.size();
        for (std::size_t i = 0; i < std::min(shown_cells, count); ++i)
            terminal::line("    " + cell_text(block, block.observations[i]));
        if (count > shown_cells)
            terminal::line(
                say("    … und {} weitere", "    … and {} more", count - shown_cells).in(language));
    }
}

int look(const CommandOptions& options, const std::vector<Looked>& all)
{
    if (options.json) {
        auto report = ordered_json::array();
        for (const auto& looked : all) report.push_back(json_of(looked));
        terminal::line(report.dump(2));
    } else {
        for (const auto& looked : all) print(looked, options.language);
    }
    const bool clean = std::ranges::all_of(all, [](const Looked& looked) {
        return looked.understood && looked.understood->unread_total == 0;
    });
    return clean ? all_well : something_wrong;
}

} // namespace

int fetch_command(const CommandOptions& options, const std::string& id)
{
    auto loaded = load_installation(options.config);
    if (!loaded) return terminal::complain(loaded.error(), options.language);
    const auto& configs = loaded->config.sources;
    const auto config = std::ranges::find(configs, id, &SourceConfig::id);
    if (config == configs.end())
        return terminal::complain(
            {Remedy::mend,
             say("Eine Quelle '{}' gibt es nicht.", "There is no source '{}'.", id),
             {}},
            options.language);
    for (const auto& mistake : loaded->mistakes.sorted())
        if (mistake.level == Level::error && mistake.place.file == config->place.file)
            return terminal::complain({Remedy::mend, mistake.what, to_string(mistake.place)},
                                      options.language);
    asio::io_context loop{1};
    Transfer transfer(loop.get_executor());
    std::error_code none; // then a large answer is held in memory
    const auto services = source_services(transfer, options.config, loaded->config.process,
                                          std::filesystem::temp_directory_path(none));
    const auto connector = make_connector(*config, services);
    auto fetched = fetch_now(loop, *connector, options.language);
    if (!fetched) return terminal::complain(fetched.error(), options.language);
    if (fetched->documents.empty() && !options.json)
        terminal::line(say("Die Quelle '{}' hat noch kein Dokument.",
                           "The source '{}' has no document yet.", id)
                           .in(options.language));
    std::vector<Looked> all;
    for (auto& document : fetched->documents) {
        auto understood = connector->inspect(document);
        all.push_back({std::move(document), std::move(understood)});
    }
    return look(options, all);
}

} // namespace tuermer
