// SPDX-License-Identifier: EUPL-1.2
// STL, the seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning,
// Journal of Official Statistics 1990). For charts and for trends of adjusted figures, not for
// alarms: its ends are the least reliable part.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

struct StlSettings {
    int periods_per_year = 12;
    // Years that a season's figure is drawn from, odd (else one more), 7 or more; nothing: the
    // season is the same every year.
    std::optional<int> season_window = std::nullopt;
    bool robust = false; // 15 rounds in which outliers lose their weight
};

struct Stl {
    std::vector<double> season, trend, remainder; // add up to the series; gaps: to what fills them
};

// Gaps are filled on the straight line between their neighbours, each without its season's median.
// Nothing below two years and one period, without a season (fewer than 2 periods), or where some
// season has no value at all.
std::optional<Stl> stl(std::span<const double> series, const StlSettings& settings);

} // namespace tuermer::statistics
