// SPDX-License-Identifier: EUPL-1.2
// A common shock becomes one event, and the events it stands for say so.
#include "rules/alerts/common_shock.hpp"
#include "rules/base/digest.hpp"
#include "rules/event_of.hpp"

#include "rules/detectors/spelling.hpp"

#include <algorithm>

namespace tuermer {

namespace {

using Effect = GateSay::Effect;

bool begins_to_fire(const Event& event)
{
    return event.transition == Transition::fired && event.reach == Reach::notify;
}

bool rises(const std::vector<Assessment>& assessments)
{
    return assessments.empty() || assessments.front().upward;
}

std::vector<Beginning> beginnings(const std::vector<RowTurn>& turns, std::size_t first,
                                  const std::vector<Event>& events)
{
    std::vector<Beginning> found;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const auto& event = events[first + i];
        if (begins_to_fire(event))
            found.push_back(
                {first + i, turns[i].row, event.period, rises(event.evidence.assessments)});
    }
    return found;
}

Text number(std::size_t count)
{
    return plain_number(static_cast<double>(count));
}

Text how_many(const FoundShock& shock)
{
    const auto fired = number(shock.areas.size());
    const auto judged = number(static_cast<std::size_t>(shock.judged));
    if (shock.upward)
        return weave("In {} von {} vergleichbaren Gebieten steigt die Zahl im selben Zeitraum so, "
                     "dass die Regel auslöst.",
                     "In {} of {} comparable areas the figure rises in the same period so that the "
                     "rule fires.",
                     fired, judged);
    return weave("In {} von {} vergleichbaren Gebieten fällt die Zahl im selben Zeitraum so, dass "
                 "die Regel auslöst.",
                 "In {} of {} comparable areas the figure falls in the same period so that the "
                 "rule fires.",
                 fired, judged);
}

const Text told_as_one{"Gemeldet wird das einmal für alle; diese Meldung wird zurückgehalten.",
                       "This is told once for all of them; this message is held back."};
const Text one_cause{
    "Wenn sich so viele zugleich bewegen, liegt das selten an einem einzelnen "
    "Gebiet: zu denken ist an ein neues Gesetz, eine neue Erhebung oder Rechnung, "
    "oder ein Ereignis, das alle trifft.",
    "When so many move at once, it is rarely one area's doing: think of a new law, "
    "a new survey or method, or an event that reaches all of them."};

// The key of the row that stands for all: the same groups in the area they lie in.
std::vector<std::string_view> codes_in(const KeyTable& keys, std::uint32_t row,
                                       std::string_view area)
{
    std::vector<std::string_view> codes;
    for (std::size_t i = 0; i < keys.dimensions().size(); ++i)
        codes.emplace_back(keys.dimensions()[i] == "area" ? area : keys.code(row, i));
    return codes;
}

std::string key_of(const KeyTable& keys, std::uint32_t row, std::string_view area)
{
    KeyTable one(keys.dimensions());
    return key_text(one, one.row(codes_in(keys, row, area)));
}

Evidence evidence_of(const Knowledge& knowledge, const Watch& watch, const FoundShock& shock)
{
    const auto& rule = watch.rule();
    Evidence evidence;
    evidence.rule_text = rule.text;
    evidence.rule_hash = rule.hash;
    evidence.definition_hash = knowledge.graph.definition_hash(watch.indicator());
    const auto panels = knowledge.graph.panels(watch.indicator());
    const auto& keys = panels.value.keys();
    const auto row = keys.find(codes_in(keys, shock.row, shock.within));
    if (!row) return evidence;
    const auto& indicator = knowledge.graph.indicators()[watch.indicator()];
    auto judged = judge(rule, Sight(panels, indicator, *row, shock.period));
    evidence.judgement = judged.judgement;
    evidence.measured = judged.measured;
    evidence.assessments = std::move(judged.assessments);
    if (!knowledge.rehearsal)
        evidence.trace = knowledge.graph.trace(watch.indicator(), *row, shock.period);
    return evidence;
}

Event told_for_all(const Knowledge& knowledge, const Watch& watch, const FoundShock& shock,
                   const Release& release, const std::vector<Event>& events)
{
    const auto& rule = watch.rule();
    const auto panels = knowledge.graph.panels(watch.indicator());
    Event event;
    event.rule = rule.id;
    event.indicator = rule.indicator;
    event.area = shock.within;
    event.key = key_of(panels.value.keys(), shock.row, shock.within);
    // Where all of them lie may change with the last that publish; what they are part of does not.
    event.alert =
        identity({"common shock", rule.id, key_of(panels.value.keys(), shock.row, shock.among),
                  shock.kind, shock.upward ? "up" : "down"});
    event.episode = episode_id(event.alert, shock.period);
    event.id = event_id(event.episode, Transition::fired, release.vintage.retrieval);
    event.period = event.episode_start = shock.period;
    event.severity = Severity::note;
    event.source = release.source;
    event.vintage = release.vintage;
    event.evidence = evidence_of(knowledge, watch, shock);
    event.evidence.gates.push_back(
        {"common_shock", Effect::mentioned, weave("{} {}", "{} {}", how_many(shock), one_cause)});
    CommonShock common{shock.areas, {}, shock.judged, shock.upward};
    for (const auto held : shock.events) {
        event.severity = std::max(event.severity, events[held].severity);
        event.by_revision = event.by_revision || events[held].by_revision;
        common.episodes.push_back(events[held].episode);
        // The breaks between their periods are those between its own.
        for (const auto& say : events[held].evidence.gates)
            if (say.gate == "breaks" &&
                std::ranges::none_of(event.evidence.gates,
                                     [&](const auto& known) { return known.what == say.what; }))
                event.evidence.gates.push_back(say);
    }
    event.common_shock = std::move(common);
    return event;
}

} // namespace

void hold_common_shocks(const Knowledge& knowledge, const Watch& watch, const Release& release,
                        const std::vector<RowTurn>& turns, std::size_t first,
                        std::vector<Event>& events)
{
    static const Areas by_digits;
    const auto& areas = knowledge.installation.areas ? *knowledge.installation.areas : by_digits;
    const auto begun = beginnings(turns, first, events);
    if (begun.empty()) return;
    const auto panels = knowledge.graph.panels(watch.indicator());
    const auto& indicator = knowledge.graph.indicators()[watch.indicator()];
    const auto rises_at = [&](std::uint32_t row, Period period) {
        return rises(judge(watch.rule(), Sight(panels, indicator, row, period)).assessments);
    };
    for (const auto& shock :
         find_shocks(watch, panels.value, knowledge.alerts, areas, begun, rises_at)) {
        auto one = told_for_all(knowledge, watch, shock, release, events);
        for (const auto held : shock.events)
            hold(events[held], "common_shock",
                 weave("{} {}", "{} {}", how_many(shock), told_as_one));
        events.push_back(std::move(one));
    }
}

} // namespace tuermer
