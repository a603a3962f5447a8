// SPDX-License-Identifier: EUPL-1.2
// `tuermer check DIR`: every mistake of every file at once, in the notation editors understand
// (file:line:column: level: text).
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/setup.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using terminal::Colour;
using terminal::painted;

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

std::string level_text(Level level, Language language)
{
    switch (level) {
    case Level::error:
        return painted(Colour::red, language == Language::de ? "Fehler" : "error");
    case Level::warning:
        return painted(Colour::yellow, language == Language::de ? "Warnung" : "warning");
    case Level::hint:
        return painted(Colour::blue, language == Language::de ? "Hinweis" : "hint");
    }
    return {};
}

void print_json(const Config& config, const std::vector<Mistake>& mistakes)
{
    nlohmann::ordered_json report;
    report["mistakes"] = nlohmann::ordered_json::array();
    for (const auto& mistake : mistakes)
        report["mistakes"].push_back({{"level", code_of(mistake.level)},
                                      {"file", mistake.place.file},
                                      {"line", mistake.place.line},
                                      {"column", mistake.place.column},
                                      {"key", mistake.key},
                                      {"de", mistake.what.de},
                                      {"en", mistake.what.en}});
    report["sources"] = config.sources.size();
    report["indicators"] = config.indicators.size();
    report["rules"] = config.rules.size();
    report["recipients"] = config.recipients.size();
    report["breaks"] = config.breaks.size();
    terminal::line(report.dump(2));
}

void print_text(const Config& config, const std::vector<Mistake>& mistakes, Language language)
{
    for (const auto& mistake : mistakes)
        terminal::line(fmt::format("{}: {}: {}", to_string(mistake.place),
                                   level_text(mistake.level, language), mistake.what.in(language)));
    const auto errors = std::ranges::count(mistakes, Level::error, &Mistake::level);
    const auto others = static_cast<std::ptrdiff_t>(mistakes.size()) - errors;
    const auto found = say("{} Quellen, {} Kennzahlen, {} Regeln, {} Empfänger, {} Brüche: {}",
                           "{} sources, {} indicators, {} rules, {} recipients, {} breaks: {}",
                           config.sources.size(), config.indicators.size(), config.rules.size(),
                           config.recipients.size(), config.breaks.size(), "");
    const auto verdict = errors == 0 && others == 0
                             ? Text{"alles in Ordnung.", "all well."}
                             : say("{} Fehler, {} Hinweise und Warnungen.",
                                   "{} errors, {} hints and warnings.", errors, others);
    terminal::line(found.in(language) +
                   painted(errors == 0 ? Colour::green : Colour::red, verdict.in(language)));
}

} // namespace

int check_command(const CommandOptions& options)
{
    auto loaded = load_installation(options.config);
    if (!loaded) return terminal::complain(loaded.error(), options.language);
    const auto mistakes = loaded->mistakes.sorted();
    if (options.json)
        print_json(loaded->config, mistakes);
    else
        print_text(loaded->config, mistakes, options.language);
    return loaded->mistakes.any_error() ? something_wrong : all_well;
}

} // namespace tuermer
