// SPDX-License-Identifier: EUPL-1.2
// What a look-ahead method says of the next 1, 2, … periods.
#pragma once

#include <span>
#include <vector>

namespace tuermer::statistics {

struct ForecastPath {
    std::vector<double> mean;
    std::vector<double> lower, upper; // prediction interval, each period for itself
};

// Normal prediction intervals from means and standard deviations. What a double cannot hold ends at
// its largest value.
ForecastPath forecast_path(std::span<const double> means, std::span<const double> deviations,
                           double confidence);

} // namespace tuermer::statistics
