// SPDX-License-Identifier: EUPL-1.2
// The states an alert has gone through, period by period, and the episodes they make up.
#pragma once

#include "rules/alerts/alert.hpp"

#include <optional>
#include <span>
#include <vector>

namespace tuermer {

// The state after one more judged period (design: semantics, "An alert's life").
Step next_step(const Step& before, const Judgement& judgement, const Life& life);

inline bool is_active(Phase phase)
{
    return phase == Phase::firing || phase == Phase::recovering;
}

// Replaces the judgements from `from` on and brings the states after them up to date, no further
// than they differ from what was recorded. False when nothing differs at all.
bool judge_forward(Alert& alert, Period from, std::span<const Judgement> judgements,
                   const Life& life);

// Back to firing before it was over. A figure in the dead band is no new alarm.
bool flapped(const Step& before, const Step& after);

// A stretch of firing and recovering periods.
struct Episode {
    Period first, last; // both included; `last` is the newest judged period while it is open
    bool open = false;
    Severity severity = Severity::note; // at its end
    Severity peak = Severity::note;
    Period since; // from which on it has had its severity
};
// Those that end in or after the period before `since`, oldest first.
std::vector<Episode> episodes_since(const Alert& alert, Period since);

inline bool overlap(const Episode& a, const Episode& b)
{
    return a.first <= b.last && b.first <= a.last;
}

inline const Step* step_at(const Alert& alert, Period period)
{
    const int index = period - alert.first;
    const bool held = index >= 0 && index < static_cast<int>(alert.steps.size());
    return held ? &alert.steps[static_cast<std::size_t>(index)] : nullptr;
}

} // namespace tuermer
