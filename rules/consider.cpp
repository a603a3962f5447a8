// SPDX-License-Identifier: EUPL-1.2
#include "rules/consider.hpp"

#include "rules/alerts/gates.hpp"
#include "rules/alerts/plan.hpp"

#include <algorithm>
#include <map>

namespace tuermer {

namespace {

std::string area_of(const KeyTable& keys, std::uint32_t row)
{
    const auto area = keys.dimension("area");
    return area ? keys.code(row, *area) : std::string();
}

// The event that a turn is, with everything it rests on.
Event event_of(const Knowledge& knowledge, const Watch& watch, const RowTurn& turned,
               const Release& release)
{
    const auto& rule = watch.rule();
    const auto& indicator = knowledge.graph.indicators()[watch.indicator()];
    const auto& alert = knowledge.alerts.at(turned.alert);
    const auto& turn = turned.turn;
    const auto panels = knowledge.graph.panels(watch.indicator());
    const auto area = area_of(panels.value.keys(), turned.row);
    const auto judged_at = [&](Period period) {
        return judge(rule, Sight(panels, indicator, turned.row, period));
    };
    const auto judged = judged_at(turn.period);
    // Whoever heard of the beginning hears of the end, and nobody else: the same gates decide.
    const bool ending =
        turn.transition == Transition::resolved || turn.transition == Transition::withdrawn;
    const auto gated = pass_gates(
        rule, indicator, ending ? judged_at(turn.episode).assessments : judged.assessments,
        turn.severity, turn.reach, area, ending ? turn.episode : turn.period, knowledge.breaks);
    Event event;
    event.alert = alert.id;
    event.episode = episode_id(alert.id, turn.episode);
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
    event.evidence = {rule.text,
                      rule.hash,
                      knowledge.graph.definition_hash(watch.indicator()),
                      judged.judgement,
                      judged.measured,
                      judged.assessments,
                      knowledge.graph.trace(watch.indicator(), turned.row, turn.period),
                      gated.says,
                      turned.before,
                      turned.after};
    return event;
}

std::vector<Notice> notices(const Knowledge& knowledge, const std::vector<Event>& events)
{
    std::map<std::string, const Rule*, std::less<>> rules;
    for (const auto& rule : knowledge.rules) rules.emplace(rule.id, &rule);
    return plan(events, rules, knowledge.recipients);
}

// Watches exist from the first moment they are needed; what they recall is what the figures held
// say.
void recall(Knowledge& knowledge)
{
    for (const auto& rule : knowledge.rules) {
        const auto indicator = knowledge.graph.indicator(rule.indicator);
        if (!indicator) continue;
        auto& watch = knowledge.watches.emplace_back(rule, *indicator, knowledge.installation.area);
        watch.recall(knowledge.graph, knowledge.alerts);
    }
}

void note_alerts(const Knowledge& knowledge, const Turned& turned, Outcome& outcome)
{
    for (const auto& touched : turned.alerts)
        outcome.alerts.push_back(knowledge.alerts.at(touched.alert));
}

// A rule over rows it had not judged, or had judged under another text: the owner is told once that
// it changed; what now holds is recorded and wakes nobody else.
void rejudge(Knowledge& knowledge, Watch& watch, const Release& reload, Outcome& outcome)
{
    const auto known = knowledge.alerts.size();
    Turned turned;
    watch.judge_unjudged(knowledge.graph, knowledge.alerts, turned);
    note_alerts(knowledge, turned, outcome);
    for (const auto& turn : turned.turns) {
        auto event = event_of(knowledge, watch, turn, reload);
        event.reach = Reach::record;
        outcome.events.push_back(std::move(event));
    }
    const auto concerns_owner = [&](const Turned::Touched& touched) {
        return touched.alert < known || knowledge.alerts.at(touched.alert).phase() == Phase::firing;
    };
    const auto first = std::ranges::find_if(turned.alerts, concerns_owner);
    if (first == turned.alerts.end()) return;
    const auto& alert = knowledge.alerts.at(first->alert);
    const auto newest = alert.first + static_cast<int>(alert.steps.size()) - 1;
    const Turn turn{Transition::rule_changed,        newest, newest,
                    watch.rule().severities.front(), false,  Reach::notify};
    outcome.events.push_back(
        event_of(knowledge, watch, {first->row, first->alert, Phase::inactive, alert.phase(), turn},
                 reload));
}

} // namespace

Result<Outcome> consider(Knowledge& knowledge, const Release& release, Instant /*now*/)
{
    if (knowledge.watches.empty()) recall(knowledge);
    auto absorbed = knowledge.graph.absorb(release);
    if (!absorbed) return tl::unexpected(absorbed.error());
    const auto moved = knowledge.graph.update(*absorbed);
    Outcome outcome;
    outcome.source = release.source;
    outcome.vintage = release.vintage;
    outcome.cells = std::move(*absorbed);
    for (auto& watch : knowledge.watches) {
        Turned turned;
        watch.advance(knowledge.graph, moved, knowledge.alerts, turned);
        note_alerts(knowledge, turned, outcome);
        for (const auto& turn : turned.turns)
            outcome.events.push_back(event_of(knowledge, watch, turn, release));
    }
    outcome.notices = notices(knowledge, outcome.events);
    return outcome;
}

Outcome reconsider_rules(Knowledge& knowledge, Instant now)
{
    Release reload;
    reload.vintage = {now, now, to_string(now), {}};
    Outcome outcome;
    outcome.vintage = reload.vintage;
    knowledge.watches.clear();
    recall(knowledge);
    for (auto& watch : knowledge.watches) rejudge(knowledge, watch, reload, outcome);
    outcome.notices = notices(knowledge, outcome.events);
    return outcome;
}

} // namespace tuermer
