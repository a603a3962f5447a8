// SPDX-License-Identifier: EUPL-1.2
#include "rules/consider.hpp"

#include "rules/alerts/families.hpp"
#include "rules/alerts/plan.hpp"
#include "rules/event_of.hpp"
#include "rules/rekey.hpp"
#include "rules/unconfirmed.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace tuermer {

namespace {

// Watches exist from the first moment they are needed; what they recall is what the figures held
// say.
void recall(Knowledge& knowledge)
{
    for (const auto& rule : knowledge.rules) {
        const auto indicator = knowledge.graph.indicator(rule.indicator);
        if (!indicator) continue;
        auto& watch = knowledge.watches.emplace_back(rule, *indicator, knowledge.installation.area,
                                                     knowledge.share_out);
        watch.recall(knowledge.graph, knowledge.alerts);
    }
}

void note_alerts(const Knowledge& knowledge, const Turned& turned, Outcome& outcome)
{
    if (knowledge.rehearsal) return;
    for (const auto& touched : turned.alerts)
        outcome.alerts.push_back(knowledge.alerts.at(touched.alert));
}

// One rule's part of a release, up to the gates that look at all of its rows.
RuleJudgements advance(Knowledge& knowledge, Watch& watch, std::span<const Moved> moved,
                       const Release& release, Instant now, Outcome& outcome)
{
    Turned turned;
    if (watch.rule().is_over(std::chrono::floor<std::chrono::days>(now))) {
        watch.advance(knowledge.graph, moved, knowledge.alerts, turned); // knows, and is silent
        return {&watch.rule(), {}};
    }
    move_open_episodes(knowledge, watch, moved, release, turned, outcome);
    watch.advance(knowledge.graph, moved, knowledge.alerts, turned);
    ask_again(knowledge, watch, turned);
    note_alerts(knowledge, turned, outcome);
    const auto first = outcome.events.size();
    outcome.events.resize(first + turned.turns.size());
    knowledge.share_out(turned.turns.size(), [&](std::size_t i) {
        outcome.events[first + i] = event_of(knowledge, watch, turned.turns[i], release);
    });
    hold_common_shocks(knowledge, watch, release, turned.turns, first, outcome.events);
    return {&watch.rule(), std::move(turned.judged)};
}

// What would be told if this were not the past.
void leave_untold(std::vector<Event>& events)
{
    for (auto& event : events)
        if (event.reach == Reach::notify)
            hold(event, "history",
                 {"Die Veröffentlichung war älter als einen Monat, als sie bekannt wurde: nur "
                  "festgehalten.",
                  "The release was older than a month when it became known: recorded only."});
}

using EventsById = std::unordered_map<std::string_view, Event*>;

void say_over_budget(const OverBudget& over, const Recipient& recipient, const EventsById& events)
{
    const auto messages = recipient.budget->messages;
    for (const auto& held : over.events)
        events.at(held.id)->evidence.gates.push_back(
            {"budget", GateSay::Effect::held,
             say("{}: Die {} Nachrichten dieses Zeitraums sind verschickt. Die nächste Nachricht "
                 "nennt diese Meldung, spätestens die Sammelmail am ersten Arbeitstag des nächsten "
                 "Monats.",
                 "{}: the {} messages of this span have been sent. The next message names this "
                 "one, at the latest the digest of the next month's first working day.",
                 over.recipient, messages)});
}

void nobody_told(Event& event)
{
    const bool ends = event.transition == Transition::resolved ||
                      event.transition == Transition::withdrawn ||
                      event.transition == Transition::eased;
    if (ends)
        hold(event, "recipients",
             {"Von der Meldung hatte niemand erfahren; auch dies wird nur festgehalten.",
              "Nobody had heard of the message; this is recorded only, too."});
    else
        hold(event, "recipients",
             {"Kein Empfänger ist für Regel, Gebiet und Stufe zuständig, dem es neu wäre: nur "
              "festgehalten.",
              "No recipient for this rule, area and severity to whom it would be news: recorded "
              "only."});
}

// Who is told what; every event that nobody is told says why.
void plan_notices(Knowledge& knowledge, Outcome& outcome, Instant now)
{
    RulesById rules;
    for (const auto& rule : knowledge.rules) rules.emplace(rule.id, &rule);
    forget_withdrawn(knowledge.told, outcome.events);
    auto planned = plan(outcome.events, rules, knowledge.recipients, knowledge.told, now);
    EventsById events;
    for (auto& event : outcome.events) events.emplace(event.id, &event);
    std::unordered_set<std::string_view> reached;
    for (const auto& notice : planned.notices)
        for (const auto& event : notice.events) reached.insert(events.at(event.id)->id);
    for (const auto& over : planned.over_budget) {
        const auto recipient =
            std::ranges::find(knowledge.recipients, over.recipient, &Recipient::id);
        say_over_budget(over, *recipient, events);
        for (const auto& event : over.events) reached.insert(events.at(event.id)->id);
        auto& waiting = knowledge.told.waiting[over.recipient];
        for (const auto& event : over.events) waiting.push_back({event, now});
    }
    for (auto& event : outcome.events)
        if (event.reach == Reach::notify && !reached.contains(event.id)) nobody_told(event);
    for (const auto& notice : planned.notices) note_told(knowledge.told, notice, now);
    outcome.notices = std::move(planned.notices);
    outcome.over_budget = std::move(planned.over_budget);
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
        hold(event, "rule_changed",
             {"Folgt aus der geänderten Regel, nicht aus neuen Zahlen: nur festgehalten.",
              "Follows from the changed rule, not from new figures: recorded only."});
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

Result<Outcome> consider(Knowledge& knowledge, const Release& release, Instant now)
{
    if (knowledge.watches.empty()) recall(knowledge);
    auto absorbed = knowledge.graph.absorb(release);
    if (!absorbed) return tl::unexpected(absorbed.error());
    const auto moved = knowledge.graph.update(*absorbed);
    Outcome outcome;
    outcome.source = release.source;
    outcome.vintage = release.vintage;
    outcome.cells = std::move(*absorbed);
    std::vector<RuleJudgements> judged;
    judged.reserve(knowledge.watches.size());
    for (auto& watch : knowledge.watches)
        judged.push_back(advance(knowledge, watch, moved, release, now, outcome));
    control_families(judged, outcome.events, knowledge.told, knowledge.installation);
    if (now - release.vintage.known_since > history_after && !knowledge.tells_history)
        leave_untold(outcome.events);
    else
        note_unconfirmed(knowledge.told, outcome.events);
    plan_notices(knowledge, outcome, now);
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
    const auto today = std::chrono::floor<std::chrono::days>(now);
    for (auto& watch : knowledge.watches)
        if (!watch.rule().is_over(today)) rejudge(knowledge, watch, reload, outcome);
    plan_notices(knowledge, outcome, now);
    return outcome;
}

Outcome tell_waiting(Knowledge& knowledge, Instant now)
{
    Outcome outcome;
    outcome.vintage = {now, now, {}, {}};
    if (!knowledge.newest_digest || knowledge.told.waiting.empty()) return outcome;
    outcome.notices =
        plan_digests(knowledge.recipients, knowledge.told, knowledge.newest_digest(now), now);
    for (const auto& digest : outcome.notices) note_told(knowledge.told, digest, now);
    return outcome;
}

} // namespace tuermer
