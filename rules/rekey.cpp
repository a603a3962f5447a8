// SPDX-License-Identifier: EUPL-1.2
#include "rules/rekey.hpp"

#include "rules/alerts/move_episodes.hpp"

#include <algorithm>

namespace tuermer {

namespace {

using RowState = Watch::RowState;

// The last day of the newest period that the release says something new about.
std::optional<Date> newest_day(const Watch& watch, std::span<const Moved> moved)
{
    std::optional<Date> newest;
    for (const auto& block : moved)
        if (block.indicator == watch.indicator())
            newest = std::max(block.periods.last.last_day(), newest.value_or(Date::min()));
    return newest;
}

bool reforms_between(const Areas& areas, Date seen, Date on)
{
    return std::ranges::any_of(areas.reforms(), [&](const Reform& reform) {
        return reform.date > seen && reform.date <= on;
    });
}

std::vector<Alert> active_alerts(const Knowledge& knowledge, const std::string& rule)
{
    std::vector<Alert> active;
    for (const auto& alert : knowledge.alerts)
        if (alert.rule == rule && alert.phase() != Phase::inactive) active.push_back(alert);
    return active;
}

Severity severity_of(const Alert& alert)
{
    return alert.steps.empty() ? Severity::note : alert.steps.back().severity;
}

// `before`: the alert of the area that is no more.
Event rekeyed(const Knowledge& knowledge, const Watch& watch, const EpisodeMove& move,
              const Alert& before, const Release& release)
{
    const auto& now = move.opened ? *move.opened : move.closed;
    const auto& rule = watch.rule();
    Event event;
    event.alert = now.id;
    event.episode = knowledge.told.thread_of(episode_id(before.id, *before.episode));
    event.id = event_id(event.episode, Transition::rekeyed, release.vintage.retrieval);
    event.rule = rule.id;
    event.indicator = rule.indicator;
    event.key = now.key;
    event.area = move.opened ? move.into : move.from;
    event.transition = Transition::rekeyed;
    event.period = before.first + (static_cast<int>(before.steps.size()) - 1);
    event.episode_start = *before.episode;
    event.severity = severity_of(before);
    event.reach = Reach::record;
    event.source = release.source;
    event.vintage = release.vintage;
    event.evidence.rule_text = rule.text;
    event.evidence.rule_hash = rule.hash;
    event.evidence.definition_hash = knowledge.graph.definition_hash(watch.indicator());
    event.evidence.gates = {{"areas", GateSay::Effect::mentioned, move.why}};
    event.evidence.before = before.phase();
    event.evidence.after = now.phase();
    return event;
}

void carry_out(Knowledge& knowledge, Watch& watch, const EpisodeMove& move, const Alert& before,
               const Release& release, Turned& turned, Outcome& outcome)
{
    if (move.told) outcome.events.push_back(rekeyed(knowledge, watch, move, before, release));
    if (move.told && move.opened)
        knowledge.told.moved[episode_id(move.opened->id, *before.episode)] =
            outcome.events.back().episode;
    outcome.alerts.push_back(move.closed);
    knowledge.alerts.put(move.closed);
    if (move.opened) watch.take_over(knowledge.graph, *move.opened, knowledge.alerts, turned);
}

} // namespace

void move_open_episodes(Knowledge& knowledge, Watch& watch, std::span<const Moved> moved,
                        const Release& release, Turned& turned, Outcome& outcome)
{
    const auto areas = knowledge.installation.areas;
    const auto on = newest_day(watch, moved);
    if (!areas || !on) return;
    auto& seen = knowledge.reforms_seen.try_emplace(watch.rule().id, Date::min()).first->second;
    if (!reforms_between(*areas, seen, *on)) return;
    const auto active = active_alerts(knowledge, watch.rule().id);
    const auto state_at = [&](const std::string& key) {
        return watch.state_of(knowledge.graph, key);
    };
    const auto is_judged = [&](const std::string&, const std::string& key) {
        return state_at(key) == RowState::judged;
    };
    bool any_waits = false;
    for (const auto& move : move_episodes(active, *areas, *on, is_judged)) {
        const auto before = std::ranges::find(active, move.closed.id, &Alert::id);
        const bool waits = move.opened && state_at(move.opened->key) == RowState::absent;
        any_waits = any_waits || waits;
        if (!waits) carry_out(knowledge, watch, move, *before, release, turned, outcome);
    }
    if (!any_waits) seen = std::max(seen, *on);
}

} // namespace tuermer
