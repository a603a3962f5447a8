// SPDX-License-Identifier: EUPL-1.2
// What is new between the trajectory that was recorded and the one that holds now. Only the states
// before and after the release are compared: what happened in between wakes nobody.
#include "rules/alerts/trajectory.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

// Both trajectories, where they can differ.
struct Comparison {
    const Alert* before = nullptr;
    const Alert* after = nullptr;
    const Measured* measured = nullptr;
    std::vector<Episode> old_episodes, new_episodes;

    const Episode* old_open() const { return open_of(old_episodes); }
    const Episode* new_open() const { return open_of(new_episodes); }
    // Judged before this release, so that what it says now is a revision.
    // An answer that was unknown, because a figure was still missing, is no judgement to revise.
    bool had_judged(Period period) const
    {
        const auto* step = step_at(*before, period);
        return step != nullptr && step->judgement.truth != Truth::unknown;
    }

private:
    static const Episode* open_of(const std::vector<Episode>& episodes)
    {
        return !episodes.empty() && episodes.back().open ? &episodes.back() : nullptr;
    }
};

// The newest of the others that shares a period with this one.
const Episode* overlapping(const Episode& episode, const std::vector<Episode>& others)
{
    const auto found = std::find_if(others.rbegin(), others.rend(),
                                    [&](const Episode& other) { return overlap(episode, other); });
    return found == others.rend() ? nullptr : &*found;
}

Period told_name(const Comparison& trajectories, const Episode& old_open)
{
    return trajectories.before->episode.value_or(old_open.first);
}

// Closed episodes: those that came and went unseen, and those that were seen and are gone.
void compare_past(const Comparison& trajectories, std::vector<Turn>& turns)
{
    for (const auto& old : trajectories.old_episodes)
        if (!old.open && overlapping(old, trajectories.new_episodes) == nullptr)
            turns.push_back(
                {Transition::withdrawn, old.first, old.first, old.peak, true, Reach::digest});
    for (const auto& fresh : trajectories.new_episodes) {
        if (fresh.open || overlapping(fresh, trajectories.old_episodes) != nullptr) continue;
        const auto over = fresh.last + 1;
        turns.push_back({Transition::fired, fresh.first, fresh.first, fresh.peak,
                         trajectories.had_judged(fresh.first), Reach::record});
        turns.push_back({Transition::resolved, fresh.first, over, fresh.severity,
                         trajectories.had_judged(over), Reach::record});
    }
}

// The open episode is over: because its time came, or because a revision shows it never was.
Turn ended(const Comparison& trajectories, const Episode& old_open)
{
    const auto name = told_name(trajectories, old_open);
    const auto* rest = overlapping(old_open, trajectories.new_episodes);
    if (rest == nullptr)
        return {Transition::withdrawn, name, old_open.first, old_open.peak, true, Reach::notify};
    const auto over = rest->last + 1;
    return {Transition::resolved,          name,         over, old_open.severity,
            trajectories.had_judged(over), Reach::notify};
}

// A closed episode that a revision keeps open is fired again under the name it had.
Turn begun(const Comparison& trajectories, const Episode& new_open)
{
    const auto* reopened = overlapping(new_open, trajectories.old_episodes);
    const auto name = reopened != nullptr ? reopened->first : new_open.first;
    const auto period =
        reopened != nullptr ? std::max(new_open.since, reopened->last + 1) : new_open.since;
    return {Transition::fired, name, period, new_open.severity, trajectories.had_judged(period),
            Reach::notify};
}

const Judgement* judgement_at(const Alert& alert, Period period)
{
    const auto* step = step_at(alert, period);
    return step != nullptr ? &step->judgement : nullptr;
}

// The figure people were told about, as it stands now.
void compare_told(const Comparison& trajectories, const Episode& now, Period told_period,
                  const Life& life, std::vector<Turn>& turns)
{
    const auto& before = *trajectories.before;
    const auto* judgement = judgement_at(*trajectories.after, told_period);
    if (judgement == nullptr || judgement->truth == Truth::unknown) return;
    const Turn turn{
        Transition::amended, told_name(trajectories, now), told_period, now.severity, true,
        Reach::digest};
    const auto measured = before.told ? (*trajectories.measured)(told_period) : std::nullopt;
    if (measured && std::abs(*measured - *before.told) > life.amend_by) turns.push_back(turn);
    if (!life.confirms || !before.told_provisional || judgement->provisional) return;
    turns.push_back(turn);
    turns.back().transition = Transition::confirmed;
}

void compare_continuing(const Comparison& trajectories, const Episode& was, const Episode& now,
                        const Life& life, std::vector<Turn>& turns)
{
    if (now.severity == was.severity) {
        compare_told(trajectories, now, was.since, life, turns);
        return;
    }
    const auto transition = now.severity > was.severity ? Transition::escalated : Transition::eased;
    turns.push_back({transition, told_name(trajectories, was), now.since, now.severity,
                     trajectories.had_judged(now.since), Reach::notify});
}

std::vector<Turn> compare(const Comparison& trajectories, const Life& life)
{
    std::vector<Turn> turns;
    compare_past(trajectories, turns);
    const auto* was = trajectories.old_open();
    const auto* now = trajectories.new_open();
    if (was != nullptr && now != nullptr && overlap(*was, *now)) {
        compare_continuing(trajectories, *was, *now, life, turns);
        return turns;
    }
    if (was != nullptr) turns.push_back(ended(trajectories, *was));
    if (now != nullptr) turns.push_back(begun(trajectories, *now));
    return turns;
}

bool has(const std::vector<Turn>& turns, Transition transition)
{
    return std::ranges::any_of(turns,
                               [&](const Turn& turn) { return turn.transition == transition; });
}

// Which figure people now know, and under which name they know the episode.
void note_told(const Comparison& trajectories, const std::vector<Turn>& turns, Alert& alert)
{
    const auto* was = trajectories.old_open();
    const auto* now = trajectories.new_open();
    if (now == nullptr) {
        alert.episode.reset();
        alert.told.reset();
        alert.told_provisional = false;
        return;
    }
    const bool continues = was != nullptr && overlap(*was, *now);
    if (!continues) alert.episode = turns.back().episode;
    if (has(turns, Transition::confirmed)) alert.told_provisional = false;
    const bool same_figure = continues && was->since == now->since;
    const bool told_anew = has(turns, Transition::amended) || has(turns, Transition::escalated) ||
                           has(turns, Transition::eased);
    if (same_figure && alert.told && !told_anew) return;
    alert.told = (*trajectories.measured)(now->since);
    alert.told_provisional = judgement_at(alert, now->since)->provisional;
}

} // namespace

Advanced advance(const Alert& before, Period from, std::span<const Judgement> judgements,
                 const Life& life, const Measured& measured)
{
    Advanced result{before, {}};
    if (judgements.empty()) return result;
    const bool judged_anew = judge_forward(result.alert, from, judgements, life);
    // Under the same judgement, the figure that people were told may be another one.
    if (!judged_anew && !before.told) return result;
    const Comparison trajectories{&before, &result.alert, &measured, episodes_since(before, from),
                                  episodes_since(result.alert, from)};
    result.turns = compare(trajectories, life);
    note_told(trajectories, result.turns, result.alert);
    return result;
}

std::optional<Turn> append(Alert& alert, const Judgement& judgement, const Life& life,
                           const Measured& measured)
{
    const auto before = alert.steps.empty() ? Step{} : alert.steps.back();
    const auto step = next_step(before, judgement, life);
    const auto period = alert.first + static_cast<int>(alert.steps.size());
    const bool was_active = is_active(before.phase), active = is_active(step.phase);
    if (flapped(before, step)) ++alert.flaps;
    alert.steps.push_back(step);
    if (!was_active && !active) return std::nullopt;
    if (was_active && active && step.severity == before.severity) return std::nullopt;
    Turn turn{Transition::fired, period, period, step.severity, false, Reach::notify};
    if (was_active) {
        turn.episode = alert.episode.value_or(period);
        turn.transition = !active                           ? Transition::resolved
                          : step.severity > before.severity ? Transition::escalated
                                                            : Transition::eased;
    }
    if (active) {
        if (!was_active) alert.episode = period;
        alert.told = measured(period);
        alert.told_provisional = judgement.provisional;
    } else {
        turn.severity = before.severity;
        alert.episode.reset();
        alert.told.reset();
        alert.told_provisional = false;
    }
    return turn;
}

} // namespace tuermer
