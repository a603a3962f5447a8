// SPDX-License-Identifier: EUPL-1.2
// Holt and Winters' exponential smoothing of level, slope and season (Holt 1957; Winters,
// Management Science 1960).
#pragma once

#include "rules/statistics/seasonal_decomposition.hpp"

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

struct HoltWintersSettings {
    int periods_per_year = 12;
    SeasonKind kind = SeasonKind::additive;
    double alpha = 0.3, beta = 0.1, gamma = 0.1; // how fast level, slope and season learn
};

struct HoltWinters {
    double level = 0, slope = 0;
    std::vector<double> season; // of the next year's periods, in order
    double squares = 0;         // of the errors one period ahead, from the second year on
    SeasonKind kind = SeasonKind::additive;

    double mean(int horizon) const; // 1, 2, … periods after the series
};

// Starts from the classical decomposition of the first two years, which must have no gap: season,
// and the line through its trend, whose first value counts as period 1 (as in R, half a year late:
// a steep start takes some periods to be learnt). A later gap is taken as exactly what was
// expected. Nothing where that fails or a figure is not finite.
std::optional<HoltWinters> holt_winters(std::span<const double> series,
                                        const HoltWintersSettings& settings);

} // namespace tuermer::statistics
