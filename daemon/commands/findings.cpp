// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/findings.hpp"

#include "daemon/commands/terminal.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::painted;

Text word_of(Level level)
{
    switch (level) {
    case Level::error:
        return {"Fehler", "error"};
    case Level::warning:
        return {"Warnung", "warning"};
    case Level::hint:
        return {"Hinweis", "hint"};
    }
    return {};
}

Colour colour_of(Level level)
{
    return level == Level::error     ? Colour::red
           : level == Level::warning ? Colour::yellow
                                     : Colour::blue;
}

std::string line_of(const Mistake& mistake, Language language)
{
    return fmt::format("{}: {}: {}\n", to_string(mistake.place),
                       painted(colour_of(mistake.level), word_of(mistake.level).in(language)),
                       mistake.what.in(language));
}

std::string summary(const Findings& findings, Language language)
{
    const auto& config = *findings.config;
    const auto count = [&](Level level) {
        return static_cast<std::size_t>(std::ranges::count(findings.found, level, &Mistake::level));
    };
    const auto errors = count(Level::error), warnings = count(Level::warning);
    const auto there_is = say("{} Quellen, {} Kennzahlen, {} Regeln, {} Empfänger, {} Brüche: {}",
                              "{} sources, {} indicators, {} rules, {} recipients, {} breaks: {}",
                              config.sources.size(), config.indicators.size(), config.rules.size(),
                              config.recipients.size(), config.breaks.size(), "");
    const auto several = [](std::size_t number, const char* one, const char* more) {
        return fmt::format("{} {}", number, number == 1 ? one : more);
    };
    const auto hints = count(Level::hint);
    const Text verdict = findings.found.empty()
                             ? Text{"alles in Ordnung.", "all well."}
                             : Text{fmt::format("{} Fehler, {}, {}.", errors,
                                                several(warnings, "Warnung", "Warnungen"),
                                                several(hints, "Hinweis", "Hinweise")),
                                    fmt::format("{}, {}, {}.", several(errors, "error", "errors"),
                                                several(warnings, "warning", "warnings"),
                                                several(hints, "hint", "hints"))};
    const auto colour = errors > 0 ? Colour::red : warnings > 0 ? Colour::yellow : Colour::green;
    const auto figures = findings.figures.in(language);
    return (figures.empty() ? "" : figures + "\n") + there_is.in(language) +
           painted(colour, verdict.in(language));
}

using Lines = std::vector<std::string>;

// Of a file that cannot be read (any more), none.
Lines lines_of(const std::filesystem::path& file)
{
    Lines lines;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

// The line with a mark under the column, which is counted in characters.
std::string excerpt(const Lines& lines, const Place& place)
{
    if (place.line == 0 || place.line > lines.size()) return {};
    auto text = lines[place.line - 1];
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    const auto number = fmt::format("{:>6} | ", place.line);
    const auto blank = std::string(number.size() - 2, ' ') + "| ";
    const std::string before(place.column > 0 ? place.column - 1 : 0, ' ');
    return painted(Colour::faint, number) + text + "\n" + painted(Colour::faint, blank) + before +
           painted(Colour::bold, "^") + "\n";
}

} // namespace

std::string_view code_of(Level level)
{
    switch (level) {
    case Level::error:
        return "error";
    case Level::warning:
        return "warning";
    case Level::hint:
        return "hint";
    }
    return "error";
}

std::string findings_gnu(const Findings& findings, Language language)
{
    std::string text;
    for (const auto& mistake : findings.found) text += line_of(mistake, language);
    return text + summary(findings, language);
}

std::string findings_text(const Findings& findings, Language language)
{
    std::map<std::string, Lines> files;
    std::string text;
    for (const auto& mistake : findings.found) {
        const auto& name = mistake.place.file.text();
        const auto [file, is_new] = files.try_emplace(name);
        if (is_new) file->second = lines_of(findings.directory / name);
        text += line_of(mistake, language) + excerpt(file->second, mistake.place);
    }
    return text + summary(findings, language);
}

std::string findings_json(const Findings& findings)
{
    const auto& config = *findings.config;
    ordered_json report;
    report["version"] = 1;
    report["mistakes"] = ordered_json::array();
    for (const auto& mistake : findings.found)
        report["mistakes"].push_back(
            {{"level", code_of(mistake.level)},
             {"code", mistake.code.empty() ? "configuration" : mistake.code},
             {"file", mistake.place.file.text()},
             {"line", mistake.place.line},
             {"column", mistake.place.column},
             {"key", mistake.key},
             {"de", mistake.what.de},
             {"en", mistake.what.en}});
    report["figures"] = {{"de", findings.figures.de}, {"en", findings.figures.en}};
    report["sources"] = config.sources.size();
    report["indicators"] = config.indicators.size();
    report["rules"] = config.rules.size();
    report["recipients"] = config.recipients.size();
    report["breaks"] = config.breaks.size();
    return report.dump(2);
}

} // namespace tuermer
