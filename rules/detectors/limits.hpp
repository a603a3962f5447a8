// SPDX-License-Identifier: EUPL-1.2
// The limits of a test: one, or a ladder of one per severity, each with the point at which it
// counts as cleared again. Read from `at_least` or `at_most` and `clear`; turned into three-valued
// truth.
#pragma once

#include "rules/detectors/amount.hpp"
#include "rules/detectors/detector.hpp"
#include "rules/statistics/rounding.hpp"

#include <array>
#include <optional>
#include <vector>

namespace tuermer {

struct Limit {
    double value = 0;
    double clear = 0; // between it and `value` lies the dead band
};

struct Limits {
    bool upward = true;
    std::vector<Severity> ladder;       // empty: one limit for all
    std::array<Limit, severities> of{}; // where a severity has none: the next lower one's
    bool beyond_limit = false;          // what an interval must exclude: see `decide`

    const Limit& lowest() const { return of.front(); }
};

// Notes every mistake. `kind` difference and relative: a minus sign looks for falls.
Limits read_limits(Settings& settings, AmountKind kind, const DetectorContext& context);

// What a test of this name and these limits begins with, before anything is known.
Assessment assessment_of(std::string_view test, const Limits& limits);
// How a change is to be read: in percent of what was, in points, or in the figure's own unit.
Scale scale_of_change(bool relative, bool points);

// Fills truth, measured, limit, clear and upward of an assessment whose interval is set. A figure
// beyond the limit whose interval does not exclude chance is inside the dead band: it fires nothing
// and resolves nothing. Excluding chance means for a change: the interval lies on one side of 0;
// for a level: it lies beyond the limit (`beyond_limit`). `decisive` false: the interval only
// informs.
void decide(Assessment& assessment, double measured, const Limits& limits, bool decisive);

// What chance may explain fires nothing and resolves nothing: yes becomes band.
void leave_in_band(Assessment& assessment);

// `rounded_to`: the publisher rounds to multiples of so many; 1 where nothing is written.
double read_rounded_to(Settings& settings);
// What rounding leaves open is decided for nobody: yes (and no) stand only where they hold for
// everything that may lie behind the rounded figures, else they become band. The finding says so.
void hold_over(Assessment& assessment, const statistics::CertainBounds& measured,
               const Limits& limits, double rounded_to, const Unit& unit);

// Says that only this share of the cases was in, and what the figure is without the rest.
void tell_incomplete(Assessment& assessment, double share, double whole, const Unit& unit);

// A limit on trends, shifts and distances must lie on the side of 0 it looks to: "at most +1 pp"
// says nothing that chance could be held against. Notes the mistake.
void check_side(Settings& settings, const Limits& limits);

} // namespace tuermer
