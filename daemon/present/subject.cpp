// SPDX-License-Identifier: EUPL-1.2
#include "daemon/present/subject.hpp"

#include "daemon/present/figures.hpp"
#include "daemon/present/words.hpp"

#include <algorithm>

namespace tuermer::present {

namespace {

constexpr std::size_t most_themes = 3; // named in one subject line

std::size_t count(const Notice& notice, std::initializer_list<Transition> transitions)
{
    return static_cast<std::size_t>(std::ranges::count_if(notice.events, [&](const Event& event) {
        return std::ranges::find(transitions, event.transition) != transitions.end();
    }));
}

std::size_t count_fired(const Notice& notice, Severity severity)
{
    return static_cast<std::size_t>(std::ranges::count_if(notice.events, [&](const Event& event) {
        return event.transition == Transition::fired && event.severity == severity &&
               !event.common_shock;
    }));
}

std::size_t count_common(const Notice& notice)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        notice.events, [](const Event& event) { return event.common_shock.has_value(); }));
}

std::string joined(const std::vector<std::string>& words, std::string_view last_link)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? std::string(last_link) : ", ";
        text += words[i];
    }
    return text;
}

void add(std::vector<std::string>& parts, std::size_t number, std::string_view one,
         std::string_view several)
{
    if (number > 0) parts.push_back(fmt::format("{} {}", number, number == 1 ? one : several));
}

std::vector<std::string> counts_of(const Notice& notice, Language language)
{
    const bool german = language == Language::de;
    std::vector<std::string> parts;
    for (const auto severity : {Severity::urgent, Severity::signal, Severity::note})
        if (const auto fired = count_fired(notice, severity); fired > 0)
            parts.push_back(severities_text(fired, severity, language));
    const auto changed = count(notice, {Transition::escalated, Transition::eased,
                                        Transition::amended, Transition::confirmed});
    const auto resolved = count(notice, {Transition::resolved});
    const auto withdrawn = count(notice, {Transition::withdrawn});
    const auto rules = count(notice, {Transition::rule_changed});
    add(parts, count_common(notice), german ? "gemeinsame Veränderung" : "common change",
        german ? "gemeinsame Veränderungen" : "common changes");
    add(parts, changed, german ? "Änderung" : "update", german ? "Änderungen" : "updates");
    add(parts, resolved, german ? "Meldung beendet" : "resolved",
        german ? "Meldungen beendet" : "resolved");
    add(parts, withdrawn, german ? "Meldung zurückgezogen" : "withdrawn",
        german ? "Meldungen zurückgezogen" : "withdrawn");
    add(parts, rules, german ? "Regel geändert" : "rule changed",
        german ? "Regeln geändert" : "rules changed");
    return parts;
}

std::vector<std::string> themes_of(const Notice& notice, const Graph& graph, Language language)
{
    std::vector<std::string> themes;
    for (const auto& event : notice.events) {
        const auto id = graph.indicator(event.indicator);
        if (!id) continue;
        const auto theme = theme_of(graph.indicators()[*id].theme);
        const std::string title(language == Language::de ? theme.de : theme.en);
        if (!title.empty() && std::ranges::find(themes, title) == themes.end())
            themes.push_back(title);
    }
    return themes;
}

std::string themes_text(const std::vector<std::string>& themes, Language language)
{
    if (themes.empty()) return {};
    if (themes.size() > most_themes)
        return say(", {} Themen", ", {} themes", themes.size()).in(language);
    const bool german = language == Language::de;
    const auto names = joined(themes, german ? " und " : " and ");
    if (themes.size() == 1) return say(", Thema {}", ", theme {}", names).in(language);
    return say(", Themen {}", ", themes {}", names).in(language);
}

} // namespace

std::string subject_of(const Notice& notice, const Surroundings& surroundings, Language language)
{
    const auto& knowledge = *surroundings.knowledge;
    const auto date = short_date_text(
        local_date(notice.vintage.known_since, knowledge.installation.time_zone), language);
    const bool correction = count(notice, {Transition::withdrawn}) > 0;
    const auto prefix =
        correction ? say("Korrektur: ", "Correction: ").in(language) : std::string();
    const auto counts = joined(counts_of(notice, language), ", ");
    const auto themes = themes_text(themes_of(notice, knowledge.graph, language), language);
    if (notice.digest)
        return say("Türmer · {}: Sammelmail, {}{} (Stand {})",
                   "Türmer · {}: digest, {}{} (as of {})", knowledge.installation.name.in(language),
                   counts, themes, date)
            .in(language);
    // A rule's new version judges the figures there are: no release brought it about.
    const auto when = notice.source.empty() ? say("Stand {}", "as of {}", date)
                                            : say("Veröffentlichung vom {}", "release of {}", date);
    return fmt::format("{}Türmer · {}: {}{} ({})", prefix, knowledge.installation.name.in(language),
                       counts, themes, when.in(language));
}

} // namespace tuermer::present
