// SPDX-License-Identifier: EUPL-1.2
// A random walk with drift: the next value is the last one plus the average step so far. The
// look-ahead for annual and short series, hard to beat for stocks (Hyndman and Athanasopoulos,
// Forecasting, 2021, ch. 5.2).
#pragma once

#include "rules/statistics/forecast_path.hpp"

#include <optional>
#include <span>

namespace tuermer::statistics {

struct RandomWalk {
    double last = 0;  // the last value present
    double drift = 0; // per period
    double sigma = 0; // standard deviation of one step around the drift
    int steps = 0;    // periods between the first and the last value: what the drift rests on
    int waited = 0;   // gaps after the last value; horizons count from the end of the series

    double mean(int horizon) const;      // of the value `horizon` periods after the series
    double deviation(int horizon) const; // its standard deviation; the drift is estimated too
};

// Steps across gaps count by their length. Nothing below three values.
std::optional<RandomWalk> random_walk(std::span<const double> series);

// 1 to `horizon` periods ahead.
ForecastPath forecast(const RandomWalk& walk, int horizon, double confidence);

} // namespace tuermer::statistics
