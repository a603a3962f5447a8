// SPDX-License-Identifier: EUPL-1.2
// The Theil–Sen slope (Theil 1950; Sen, JASA 1968): the median of all pairwise slopes. Up to 29 %
// of the values may be wild without moving it far; the companion of the Mann–Kendall test.
#pragma once

#include "rules/statistics/present_values.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace tuermer::statistics {

struct TheilSen {
    double slope = 0;     // per unit of time
    double intercept = 0; // median of value − slope × time, at time 0
    double lower = 0;     // Sen's interval for the slope, from the variance of Mann–Kendall's s
    double upper = 0;
    std::int64_t pairs = 0;
};

// Time is the period's number, the first being 1. Nothing below two values, or where a slope is
// too large for a double.
std::optional<TheilSen> theil_sen(std::span<const double> series, double confidence);

// The same where time is uneven: both spans are equally long; pairs at one time are left out.
std::optional<TheilSen> theil_sen(std::span<const double> times, std::span<const double> values,
                                  double confidence);

// The slope alone.
std::optional<double> theil_sen_slope(const PresentValues& present);

} // namespace tuermer::statistics
