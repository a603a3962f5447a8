// SPDX-License-Identifier: EUPL-1.2
#include "rules/unconfirmed.hpp"

#include <algorithm>

namespace tuermer {

namespace {

bool is_open(const Remembered& told, const std::string& episode, const Alert* alert)
{
    return alert != nullptr && alert->episode &&
           told.thread_of(episode_id(alert->id, *alert->episode)) == episode;
}

bool turned_anyway(const Turned& turned, Alerts::Place place)
{
    return std::ranges::any_of(turned.turns, [&](const RowTurn& turn) {
        return turn.alert == place && turn.turn.reach == Reach::notify;
    });
}

bool was_held_by_chance(const Event& event)
{
    return std::ranges::any_of(event.evidence.gates, [](const GateSay& say) {
        return say.gate == "multiplicity" && say.effect == GateSay::Effect::held;
    });
}

} // namespace

void ask_again(Knowledge& knowledge, const Watch& watch, Turned& turned)
{
    auto& unconfirmed = knowledge.told.unconfirmed;
    for (auto one = unconfirmed.begin(); one != unconfirmed.end();) {
        const auto& [episode, waits] = *one;
        if (waits.rule != watch.rule().id) {
            ++one;
            continue;
        }
        const auto place = knowledge.alerts.place_of(waits.alert);
        const auto* alert = place ? &knowledge.alerts.at(*place) : nullptr;
        const auto row = alert ? watch.row_with(knowledge.graph, alert->key) : std::nullopt;
        if (!row || !is_open(knowledge.told, episode, alert) || turned_anyway(turned, *place)) {
            one = unconfirmed.erase(one);
            continue;
        }
        const auto& step = alert->steps.back();
        const auto newest = alert->first + (static_cast<int>(alert->steps.size()) - 1);
        if (newest > waits.last && step.judgement.truth == Truth::yes)
            turned.turns.push_back({*row, *place, step.phase, step.phase,
                                    Turn{Transition::fired, *alert->episode, newest, step.severity,
                                         false, Reach::notify}});
        ++one;
    }
}

void note_unconfirmed(Remembered& told, const std::vector<Event>& events)
{
    for (const auto& event : events) {
        if (event.transition != Transition::fired || event.common_shock) continue;
        if (was_held_by_chance(event))
            told.unconfirmed[event.episode] = {event.rule, event.alert, event.period};
        else
            told.unconfirmed.erase(event.episode);
    }
}

} // namespace tuermer
