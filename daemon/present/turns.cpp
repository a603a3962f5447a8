// SPDX-License-Identifier: EUPL-1.2
// What became of an earlier message, and an event in one sentence.
#include "daemon/present/case.hpp"
#include "daemon/present/figures.hpp"
#include "daemon/present/words.hpp"

namespace tuermer::present {

namespace {

std::string common_text(const Case& c)
{
    const auto& common = *c.event->common_shock;
    const auto fired = count_text(static_cast<double>(common.areas.size()), c.language);
    const auto judged = count_text(common.judged, c.language);
    if (common.upward)
        return c.say("Gemeinsame Veränderung: In {} von {} Gebieten, auf die diese Regel achtet, "
                     "steigt die Zahl zugleich. Türmer meldet das einmal statt für jedes Gebiet.",
                     "Common change: in {} of {} areas that this rule watches, the figure rises at "
                     "the same time. Türmer tells this once instead of for each area.",
                     fired, judged);
    return c.say("Gemeinsame Veränderung: In {} von {} Gebieten, auf die diese Regel achtet, fällt "
                 "die Zahl zugleich. Türmer meldet das einmal statt für jedes Gebiet.",
                 "Common change: in {} of {} areas that this rule watches, the figure falls at the "
                 "same time. Türmer tells this once instead of for each area.",
                 fired, judged);
}

std::string fired_text(const Case& c)
{
    if (c.event->common_shock) return common_text(c);
    if (!c.event->by_revision) return {};
    return c.say("Nachträglich: Diese Meldung ergibt sich aus berichtigten Zahlen für {}, einen "
                 "Zeitraum, der schon bewertet war.",
                 "Late, by revision: this message follows from corrected figures for {}, a period "
                 "that had been judged before.",
                 periods_text(c.event->period, c.event->period, c.language));
}

std::string resolved_text(const Case& c, const std::string& since)
{
    return c.say("Beendet: Die Meldung seit {} gilt nicht mehr, denn der Wert liegt nicht mehr "
                 "jenseits der Schwelle der Regel.",
                 "Resolved: the message since {} no longer holds, because the value is no longer "
                 "beyond the rule's threshold.",
                 since);
}

std::string withdrawn_text(const Case& c, const std::string& since)
{
    return c.say("Korrektur: Nach den jetzt berichtigten Zahlen hätte es die Meldung für {} nicht "
                 "gegeben. Bitte betrachten Sie sie als zurückgezogen, und sagen Sie es auch "
                 "denen, an die Sie sie weitergegeben haben.",
                 "Correction: with the figures as corrected now, the message for {} would not have "
                 "been sent. Please regard it as withdrawn, and tell those you passed it on to.",
                 since);
}

std::string severity_text(const Case& c)
{
    return c.in(title_of(c.event->severity));
}

// Terminals and lists: one line, ordinary spaces.
std::string turn_word(const Case& c)
{
    if (c.event->common_shock)
        return c.say(" ({} von {} Gebieten zugleich)", " ({} of {} areas at once)",
                     c.event->common_shock->areas.size(), c.event->common_shock->judged);
    const auto late = c.event->by_revision && c.event->transition == Transition::fired;
    if (late) return c.say(" (nachträglich, durch Revision)", " (late, by revision)");
    if (c.event->transition == Transition::fired) return {};
    return fmt::format(" ({})", c.in(title_of(c.event->transition)));
}

std::string change_words(const Case& c)
{
    if (c.now == nullptr) return {};
    auto text = ": " + figure_text(c, *c.now);
    if (const auto factor = factor_of(c))
        return text + ", " + measured_text(*factor, Scale::factor, c.unit, c.per, c.language) +
               " " + reference_genitive(c, *c.reference);
    if (const auto change = own_change(c))
        text += ", " + measured_text(*change, scale_of(*c.main), c.unit, c.per, c.language);
    if (c.reference == nullptr || !c.reference->value) return text;
    return text + c.say(" (vorher {})", " (before {})", reference_text(c, *c.reference));
}

} // namespace

std::string turn_text(const Case& c)
{
    const auto& start = c.event->episode_start;
    const auto since = periods_text(start, start, c.language);
    switch (c.event->transition) {
    case Transition::fired:
        return fired_text(c);
    case Transition::resolved:
        return resolved_text(c, since);
    case Transition::withdrawn:
        return withdrawn_text(c, since);
    case Transition::escalated:
        return c.say("Verstärkt: Die Meldung seit {} gilt weiter und hat jetzt die Stufe „{}“.",
                     "Escalated: the message since {} still holds and now has the level “{}”.",
                     since, severity_text(c));
    case Transition::eased:
        return c.say("Abgeschwächt: Die Meldung seit {} gilt weiter, jetzt mit der Stufe „{}“.",
                     "Eased: the message since {} still holds, now at the level “{}”.", since,
                     severity_text(c));
    case Transition::amended:
        return c.say("Berichtigte Zahl: Die Meldung seit {} gilt weiter, der Wert hat sich "
                     "geändert.",
                     "Amended: the message since {} still holds, the value has changed.", since);
    case Transition::confirmed:
        return c.say("Bestätigt: Die Meldung seit {} gilt weiter, die bisher vorläufige Zahl ist "
                     "jetzt endgültig.",
                     "Confirmed: the message since {} still holds, the figure that was "
                     "provisional is final now.",
                     since);
    case Transition::rekeyed:
        return c.say("Gebiet gewechselt: Die Meldung seit {} geht nach einer Gebietsreform unter "
                     "dem neuen Gebiet weiter oder ist dort aufgegangen.",
                     "Area changed: after a reform of areas the message since {} goes on under the "
                     "new area, or has become part of it.",
                     since);
    case Transition::rule_changed:
        break;
    }
    return c.say("Geänderte Regel: Diese Bewertung folgt der neuen Fassung der Regel „{}“.",
                 "Changed rule: this judgement follows the new version of the rule “{}”.",
                 c.event->rule);
}

std::string headline(const Event& event, bool hidden, const Knowledge& knowledge, Language language)
{
    const auto c = case_of(event, hidden, 0, knowledge, language);
    auto line = severity_text(c);
    if (c.indicator != nullptr) line += " · " + c.in(title_of(c.indicator->frame));
    const auto period = periods_text(event.period, event.period, language);
    line += fmt::format("{}: {}, {} {}", turn_word(c), c.title(), c.area(), period);
    return plain(line + change_words(c));
}

} // namespace tuermer::present

namespace tuermer {

using namespace present;

std::string headline(const Event& event, const Knowledge& knowledge, Language language)
{
    return present::headline(event, false, knowledge, language);
}

} // namespace tuermer
