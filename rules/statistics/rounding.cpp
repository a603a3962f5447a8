// SPDX-License-Identifier: EUPL-1.2
// Interval arithmetic; a share takes its extremes at the corners, for it rises with the part and
// falls with the whole.
#include "rules/statistics/rounding.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

std::optional<CertainBounds> behind_rounded(double published, double base, RoundingWay way)
{
    if (!(published >= 0) || !std::isfinite(published)) return std::nullopt;
    if (!(base >= 1) || base != std::floor(base) || !std::isfinite(base)) return std::nullopt;
    const double reach = way == RoundingWay::nearest ? std::floor(base / 2) : base - 1;
    return CertainBounds{std::max(0.0, published - reach), published + reach};
}

double rounding_variance(double base, RoundingWay way)
{
    if (way == RoundingWay::random) return (base * base - 1) / 6;
    const bool has_halves = std::fmod(base, 2) == 0;
    return (base * base + (has_halves ? 2 : -1)) / 12;
}

std::optional<CertainBounds> share_of(const CertainBounds& part, const CertainBounds& whole)
{
    if (!(whole.lower > 0) || !(part.lower >= 0) || part.lower > whole.upper) return std::nullopt;
    return CertainBounds{part.lower / whole.upper, std::min(1.0, part.upper / whole.lower)};
}

CertainBounds sum_of(const CertainBounds& a, const CertainBounds& b)
{
    return {a.lower + b.lower, a.upper + b.upper};
}

CertainBounds difference_of(const CertainBounds& a, const CertainBounds& b)
{
    return {a.lower - b.upper, a.upper - b.lower};
}

std::optional<Interval> wilson_of_rounded(const CertainBounds& part, const CertainBounds& whole,
                                          double confidence)
{
    if (!share_of(part, whole)) return std::nullopt;
    const auto lowest = wilson(part.lower, whole.upper, confidence);
    const auto highest = wilson(std::min(part.upper, whole.lower), whole.lower, confidence);
    if (!lowest || !highest) return std::nullopt;
    return Interval{lowest->lower, highest->upper, confidence};
}

} // namespace tuermer::statistics
