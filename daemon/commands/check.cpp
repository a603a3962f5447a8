// SPDX-License-Identifier: EUPL-1.2
// `tuermer check DIR`: every mistake of every file at once, what is not well about them, and what
// the rules would have said of the figures held. Starts nothing and changes nothing.
#include "config/advise.hpp"
#include "config/stories.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/findings.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/held.hpp"
#include "daemon/setup.hpp"

#include <algorithm>

namespace tuermer {

namespace {

// Tries the rules on what the store holds; what came of it.
Text try_rules(const Loaded& loaded, const CommandOptions& options, Mistakes& mistakes)
{
    if (loaded.mistakes.any_error()) return {};
    const auto& config = loaded.config;
    const auto graph = figures_held(config, options.state);
    if (!graph) {
        const auto& why = graph.error().what;
        return {"Nur die Dateien wurden geprüft; der Bestand lässt sich nicht lesen: " + why.de,
                "Only the files were checked; the store cannot be read: " + why.en};
    }
    if (!*graph)
        return {"Nur die Dateien wurden geprüft: hier ist noch kein Bestand an Zahlen (--state).",
                "Only the files were checked: there is no store of figures here yet (--state)."};
    advise_by_figures(config.rules, **graph, config.installation.area, mistakes);
    return {"Die Regeln wurden auch an den Zahlen im Bestand erprobt.",
            "The rules were also tried on the figures in the store."};
}

std::string format_of(const CommandOptions& options)
{
    if (options.json) return "json";
    if (!options.format.empty()) return options.format;
    return terminal::is_terminal() ? "text" : "gnu";
}

std::string written(const Findings& findings, const std::string& format, Language language)
{
    if (format == "json") return findings_json(findings);
    if (format == "sarif") return findings_sarif(findings, language);
    return format == "text" ? findings_text(findings, language) : findings_gnu(findings, language);
}

} // namespace

int check_command(const CommandOptions& options)
{
    auto loaded = load_installation(options.config);
    if (!loaded) return terminal::complain(loaded.error(), options.language);
    auto mistakes = loaded->mistakes;
    advise(*loaded, mistakes);
    if (!mistakes.any_error()) load_stories(options.config, loaded->config, mistakes);
    const auto figures = try_rules(*loaded, options, mistakes);
    const Findings findings{options.config, &loaded->config, mistakes.sorted(), figures};
    terminal::line(written(findings, format_of(options), options.language));
    const auto worst = options.strict ? Level::warning : Level::error;
    const bool wrong = std::ranges::any_of(
        findings.found, [&](const Mistake& mistake) { return mistake.level <= worst; });
    return wrong ? something_wrong : all_well;
}

} // namespace tuermer
