// SPDX-License-Identifier: EUPL-1.2
// The theta method (Assimakopoulos and Nikolopoulos 2000) in Hyndman and Billah's form (2003):
// simple exponential smoothing whose forecast drifts by half the slope of a straight line.
#pragma once

#include "rules/statistics/forecast_path.hpp"

#include <optional>
#include <span>

namespace tuermer::statistics {

struct ThetaSettings {
    int periods_per_year = 1; // from 2 on a significant season is taken out first, multiplicatively
    int horizon = 4;
    double confidence = 0.95;
};

// A series without gaps, of at least three values; nothing otherwise. The interval is that of the
// smoothing; it knows nothing of the drift's uncertainty.
std::optional<ForecastPath> theta_forecast(std::span<const double> series,
                                           const ThetaSettings& settings);

} // namespace tuermer::statistics
