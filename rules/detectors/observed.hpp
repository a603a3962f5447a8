// SPDX-License-Identifier: EUPL-1.2
// A figure taken from a sight, judged for whether a verdict may rest on it: is it there, is it
// reliable, is its denominator large enough. It covers one period, or several together.
#pragma once

#include "rules/detectors/chance.hpp"
#include "rules/detectors/completeness.hpp"
#include "rules/detectors/detector.hpp"
#include "rules/detectors/reference.hpp"
#include "rules/statistics/rounding.hpp"

namespace tuermer {

struct Observed {
    Figure figure;
    double value = 0; // finite; meaningful unless `unknown`
    std::optional<Counts> counts;
    // Where the true figure lies for certain, in the indicator's unit: the value itself, unless
    // the publisher rounds.
    statistics::CertainBounds behind;
    double complete = 1; // the least share of a period's cases that is in; `value` makes up for it
    Text unknown;        // why no verdict may rest on it; empty otherwise
};

struct Acceptance {
    bool accept_limited = false; // "( )"
    Text area;                   // "Land" before each period, or empty for the own area
    double rounded_to = 1;       // the publisher rounds counts (or plain figures) to multiples
    std::span<const double> complete = {}; // see completeness.hpp; empty: all cases are in
};

Observed read_now(const Sight& sight, const Acceptance& acceptance);
Observed read_reference(const Sight& sight, const Reference& reference,
                        const Acceptance& acceptance);

} // namespace tuermer
