// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/trajectory.hpp"

#include <algorithm>
#include <limits>

namespace tuermer {

namespace {

constexpr int longest_count = std::numeric_limits<std::uint8_t>::max();

// What a period without a verdict counts as under the rule's policy; unknown: it changes nothing.
// A figure that is there but not final yet is not missing.
Truth counted_as(const Judgement& judgement, MissingPolicy missing)
{
    const bool waits = judgement.provisional;
    if (judgement.truth != Truth::unknown || waits || missing == MissingPolicy::keep)
        return judgement.truth;
    return missing == MissingPolicy::alert ? Truth::yes : Truth::no;
}

// Up as soon as a higher severity holds; down only when the one it has is cleared.
Severity severity_while_firing(Severity current, const Judgement& judgement)
{
    const auto held = std::max(judgement.severity, judgement.held);
    if (judgement.truth == Truth::yes) return std::clamp(current, judgement.severity, held);
    if (judgement.truth == Truth::band) return std::min(current, held);
    return current;
}

Step firing(const Judgement& judgement, Severity severity)
{
    return {judgement, Phase::firing, 0, severity};
}

Step not_yet_firing(const Step& before, const Judgement& judgement, Truth truth, const Life& life)
{
    if (truth != Truth::yes) return {judgement, Phase::inactive, 0, Severity::note};
    const int held_for = (before.phase == Phase::pending ? before.count : 0) + 1;
    if (held_for >= std::min(life.for_periods, longest_count))
        return firing(judgement, judgement.severity);
    return {judgement, Phase::pending, static_cast<std::uint8_t>(held_for), Severity::note};
}

Step already_firing(const Step& before, const Judgement& judgement, Truth truth, const Life& life)
{
    if (truth != Truth::no)
        return firing(judgement, severity_while_firing(before.severity, judgement));
    const int clear_for = (before.phase == Phase::recovering ? before.count : 0) + 1;
    if (clear_for >= std::min(life.keep_periods, longest_count))
        return {judgement, Phase::inactive, 0, Severity::note};
    return {judgement, Phase::recovering, static_cast<std::uint8_t>(clear_for), before.severity};
}

bool same_state(const Step& a, const Step& b)
{
    return a.phase == b.phase && a.count == b.count && a.severity == b.severity;
}

// Makes the record reach from `from` at the latest up to just before it; periods in between that
// nobody judged are unknown. Answers the index of `from`.
std::size_t reach(Alert& alert, Period from, const Life& life)
{
    if (alert.steps.empty()) alert.first = from;
    if (from < alert.first) {
        alert.steps.insert(alert.steps.begin(), static_cast<std::size_t>(alert.first - from),
                           Step{});
        alert.first = from;
    }
    const auto index = static_cast<std::size_t>(from - alert.first);
    while (alert.steps.size() < index)
        alert.steps.push_back(
            next_step(alert.steps.empty() ? Step{} : alert.steps.back(), Judgement{}, life));
    return index;
}

// From the first step that the given judgements change to behind the last of them that is new.
struct Differing {
    std::size_t first = 0, end = 0;
};
Differing differing(const Alert& alert, std::size_t index, std::span<const Judgement> judgements,
                    const Life& life)
{
    const auto& steps = alert.steps;
    const auto changes = [&](std::size_t i) {
        const auto before = i == 0 ? Step{} : steps[i - 1];
        return i >= steps.size() || next_step(before, judgements[i - index], life) != steps[i];
    };
    const auto is_new = [&](std::size_t i) {
        return i >= steps.size() || steps[i].judgement != judgements[i - index];
    };
    std::size_t first = index, end = index + judgements.size();
    while (first < end && !changes(first)) ++first;
    while (end > first + 1 && !is_new(end - 1)) --end;
    return {first, end};
}

} // namespace

bool flapped(const Step& before, const Step& after)
{
    return before.phase == Phase::recovering && after.phase == Phase::firing &&
           after.judgement.truth != Truth::band;
}

Step next_step(const Step& before, const Judgement& judgement, const Life& life)
{
    const auto truth = counted_as(judgement, life.missing);
    if (truth == Truth::unknown) return {judgement, before.phase, before.count, before.severity};
    return is_active(before.phase) ? already_firing(before, judgement, truth, life)
                                   : not_yet_firing(before, judgement, truth, life);
}

bool judge_forward(Alert& alert, Period from, std::span<const Judgement> judgements,
                   const Life& life)
{
    const auto held_before = alert.steps.size();
    const auto index = reach(alert, from, life);
    const bool grown = alert.steps.size() != held_before;
    const auto [first, end] = differing(alert, index, judgements, life);
    if (first == end) return grown;
    auto& steps = alert.steps;
    Step before = first == 0 ? Step{} : steps[first - 1], recorded_before = before;
    for (auto i = first; i < std::max(end, steps.size()); ++i) {
        const bool recorded = i < steps.size();
        const auto& judgement = i < end ? judgements[i - index] : steps[i].judgement;
        const auto step = next_step(before, judgement, life);
        if (recorded && i >= end && same_state(step, steps[i]) &&
            !flapped(recorded_before, steps[i]) && !flapped(before, step))
            break;
        if (!recorded) steps.push_back(Step{});
        if (recorded && flapped(recorded_before, steps[i])) --alert.flaps;
        if (flapped(before, step)) ++alert.flaps;
        recorded_before = steps[i];
        before = steps[i] = step;
    }
    return true;
}

std::vector<Episode> episodes_since(const Alert& alert, Period since)
{
    std::vector<Episode> episodes;
    if (alert.steps.empty()) return episodes;
    auto period =
        std::clamp(since, alert.first, alert.first + static_cast<int>(alert.steps.size()));
    const auto active_at = [&](Period p) {
        const auto* step = step_at(alert, p);
        return step != nullptr && is_active(step->phase);
    };
    while (active_at(period - 1)) period = period - 1;
    bool running = false;
    for (const auto* step = step_at(alert, period); step != nullptr;
         period = period + 1, step = step_at(alert, period)) {
        const bool active = is_active(step->phase);
        if (active && !running)
            episodes.push_back({period, period, true, step->severity, step->severity, period});
        running = active;
        if (!active) continue;
        auto& episode = episodes.back();
        episode.last = period;
        if (step->severity != episode.severity) episode.since = period;
        episode.severity = step->severity;
        episode.peak = std::max(episode.peak, step->severity);
    }
    for (auto& episode : episodes) episode.open = running && &episode == &episodes.back();
    return episodes;
}

} // namespace tuermer
