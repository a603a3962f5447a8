// SPDX-License-Identifier: EUPL-1.2
// The exponentially weighted moving average chart (Roberts, Technometrics 1959).
#pragma once

#include <span>
#include <vector>

namespace tuermer::statistics {

struct EwmaSettings {
    double weight = 0.2; // lambda, of the newest figure
    double width = 2.86; // L, in standard deviations of the average: ARL 370 with lambda 0.2
    double centre = 0, sd = 1;
};

struct EwmaChart {
    std::vector<double> average, lower, upper; // limits widen from the first period on
    std::vector<int> signal;                   // −1 below, 1 above, 0 within
};

// NaN leaves the average as it is.
EwmaChart ewma(std::span<const double> figures, const EwmaSettings& settings);

} // namespace tuermer::statistics
