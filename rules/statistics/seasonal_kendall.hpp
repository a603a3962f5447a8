// SPDX-License-Identifier: EUPL-1.2
// The seasonal Kendall test (Hirsch, Slack and Smith, Water Resources Research 1982): each month is
// only compared with the same month of other years, and the months' statistics are added. So a
// season can neither feign nor hide a trend.
#pragma once

#include "rules/statistics/mann_kendall.hpp"

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

struct SeasonalKendallSettings {
    int periods_per_year = 12;
    // Adds the covariances between the seasons (Hirsch and Slack 1984; with gaps Dietz and Killeen
    // 1981): needed where a high January means a high February. From 10 years on.
    bool between_seasons = false;
    MannKendallSettings test = {};
};

struct SeasonalKendall {
    std::int64_t s = 0;
    double variance = 0;
    double z = 0;
    double p = 1;
    std::vector<std::int64_t> season_s; // in the order of the series' first year
    std::vector<double> season_variance;
    std::optional<double> slope_per_year; // median of all slopes within seasons
    int shortest_season = 0;              // values present; below 3 the season says next to nothing
};

// Nothing unless there is at least one period per year and one value.
std::optional<SeasonalKendall> seasonal_kendall(std::span<const double> series,
                                                const SeasonalKendallSettings& settings);

} // namespace tuermer::statistics
