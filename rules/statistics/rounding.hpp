// SPDX-License-Identifier: EUPL-1.2
// Figures that an office published rounded to multiples of 3, 5 or 10: where the true figures lie
// for certain, and what follows for shares and differences computed from them.
#pragma once

#include "rules/statistics/intervals.hpp"

#include <optional>

namespace tuermer::statistics {

// The true figure lies within these for certain: no probability is involved.
struct CertainBounds {
    double lower = 0, upper = 0;

    bool operator==(const CertainBounds&) const = default;
};

enum class RoundingWay {
    nearest, // to the nearest multiple; which way halves go is not known: 15 to 25 for 20
    random,  // to either neighbouring multiple, by chance (unbiased random rounding): 11 to 29
};

// Whole counts behind a count published as a multiple of `base` (1: unrounded), never below 0.
// Nothing for a negative figure, a base below 1 or that is not whole.
std::optional<CertainBounds> behind_rounded(double published, double base,
                                            RoundingWay way = RoundingWay::nearest);

// The variance that rounding to multiples of a whole `base` adds to a count whose last digits are
// evenly spread: about base^2 / 12 for the nearest multiple, (base^2 - 1) / 6 for random rounding.
double rounding_variance(double base, RoundingWay way = RoundingWay::nearest);

// The share part / whole, in [0, 1], of parts that are within their whole. Nothing where the whole
// may be 0.
std::optional<CertainBounds> share_of(const CertainBounds& part, const CertainBounds& whole);

CertainBounds sum_of(const CertainBounds& a, const CertainBounds& b);
CertainBounds difference_of(const CertainBounds& a, const CertainBounds& b);

// Rounding and chance together: from the lowest to the highest of Wilson's intervals of all shares
// that may lie behind the published figures. Never too narrow.
std::optional<Interval> wilson_of_rounded(const CertainBounds& part, const CertainBounds& whole,
                                          double confidence);

} // namespace tuermer::statistics
