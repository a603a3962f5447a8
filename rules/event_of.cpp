// SPDX-License-Identifier: EUPL-1.2
#include "rules/event_of.hpp"

#include "rules/alerts/composition.hpp"
#include "rules/alerts/gates.hpp"

#include <algorithm>
#include <iterator>

namespace tuermer {

namespace {

using Effect = GateSay::Effect;

std::string area_in(const KeyTable& keys, std::uint32_t row)
{
    const auto area = keys.dimension("area");
    return area ? keys.code(row, *area) : std::string();
}

bool begins(Transition transition)
{
    return transition == Transition::fired || transition == Transition::escalated;
}

// A figure that the publisher will still replace.
void tell_provisional(const Rule& rule, const Judgement& judgement, Transition transition,
                      std::vector<GateSay>& says)
{
    if (!judgement.provisional || !begins(transition)) return;
    if (rule.act_on == ActOn::any)
        says.push_back({"act_on",
                        Effect::mentioned,
                        {"Die Zahl ist vorläufig; diese Regel unterscheidet das nicht.",
                         "The figure is provisional; this rule makes no difference."}});
    else
        says.push_back({"act_on",
                        Effect::mentioned,
                        {"Die Zahl ist vorläufig. Ist sie endgültig, wird die Meldung bestätigt "
                         "oder zurückgenommen.",
                         "The figure is provisional. When it is final, the message will be "
                         "confirmed or withdrawn."}});
}

// What the gates that follow and the ranking of messages ask for.
Assessment without_words(const Assessment& said)
{
    Assessment bare;
    bare.test = said.test;
    bare.truth = said.truth;
    bare.measured = said.measured;
    bare.limit = said.limit;
    bare.upward = said.upward;
    bare.p_value = said.p_value;
    return bare;
}

Evidence evidence_of(const Knowledge& knowledge, const Watch& watch, const RowTurn& turned,
                     Judged judged, std::vector<GateSay> says)
{
    Evidence evidence;
    evidence.judgement = judged.judgement;
    evidence.measured = judged.measured;
    evidence.before = turned.before;
    evidence.after = turned.after;
    if (knowledge.rehearsal) {
        std::ranges::transform(judged.assessments, std::back_inserter(evidence.assessments),
                               without_words);
        return evidence;
    }
    evidence.rule_text = watch.rule().text;
    evidence.rule_hash = watch.rule().hash;
    evidence.definition_hash = knowledge.graph.definition_hash(watch.indicator());
    evidence.assessments = std::move(judged.assessments);
    evidence.trace = knowledge.graph.trace(watch.indicator(), turned.row, turned.turn.period);
    evidence.gates = std::move(says);
    return evidence;
}

} // namespace

void hold(Event& event, std::string gate, Text why)
{
    event.reach = Reach::record;
    event.evidence.gates.push_back({std::move(gate), Effect::held, std::move(why)});
}

Event event_of(const Knowledge& knowledge, const Watch& watch, const RowTurn& turned,
               const Release& release)
{
    const auto& rule = watch.rule();
    const auto& indicator = knowledge.graph.indicators()[watch.indicator()];
    const auto& alert = knowledge.alerts.at(turned.alert);
    const auto& turn = turned.turn;
    const auto panels = knowledge.graph.panels(watch.indicator());
    const auto area = area_in(panels.value.keys(), turned.row);
    const auto judged_at = [&](Period period) {
        return judge(rule, Sight(panels, indicator, turned.row, period));
    };
    auto judged = judged_at(turn.period);
    const bool spoken = !knowledge.rehearsal;
    // What ends is held against the gates of its beginning.
    const bool ending =
        turn.transition == Transition::resolved || turn.transition == Transition::withdrawn;
    auto gated =
        pass_gates(rule, indicator,
                   ending ? judged_at(turn.episode).assessments : judged.assessments, turn.severity,
                   turn.reach, area, ending ? turn.episode : turn.period, knowledge.breaks, spoken);
    if (spoken) {
        tell_provisional(rule, judged.judgement, turn.transition, gated.says);
        if (auto composition = composition_say(Sight(panels, indicator, turned.row, turn.period)))
            gated.says.push_back(std::move(*composition));
    }
    Event event;
    event.alert = alert.id;
    event.episode = knowledge.told.thread_of(episode_id(alert.id, turn.episode));
    event.id = event_id(event.episode, turn.transition, release.vintage.retrieval);
    event.rule = rule.id;
    event.indicator = indicator.id;
    event.key = alert.key;
    event.area = area;
    event.transition = turn.transition;
    event.period = turn.period;
    event.episode_start = turn.episode;
    event.severity = gated.severity;
    event.by_revision = turn.by_revision;
    event.reach = gated.reach;
    event.source = release.source;
    event.vintage = release.vintage;
    event.evidence =
        evidence_of(knowledge, watch, turned, std::move(judged), std::move(gated.says));
    if (turn.reach == Reach::record)
        hold(event, "episode",
             {"Begann und endete in Zeiträumen, die zugleich bekannt wurden: nur festgehalten.",
              "Began and ended within periods that became known together: recorded only."});
    return event;
}

} // namespace tuermer
