// SPDX-License-Identifier: EUPL-1.2
// Exponential smoothing with a damped trend, ETS(A,Ad,N) (Gardner and McKenzie 1985; Hyndman et
// al., Forecasting with Exponential Smoothing, 2008): level and slope follow the errors, and the
// slope dies out ahead. The look-ahead for longer series without a season.
#pragma once

#include "rules/statistics/forecast_path.hpp"

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

struct DampedTrend {
    double alpha = 0; // how much of an error goes into the level
    double beta = 0;  // and into the slope
    double phi = 1;   // what is left of the slope each period; 1: Holt's undamped trend
    double level0 = 0, slope0 = 0; // before the first period
};

struct SmoothedTrend {
    DampedTrend model;
    double level = 0, slope = 0;          // after the last period
    std::vector<double> fitted;           // what was expected of each period from those before
    double squares = 0;                   // sum of squared errors
    double variance = 0;                  // of an error: squares / (n − 5), undamped / (n − 4)
    std::optional<double> log_likelihood; // up to a constant; nothing for a perfect fit
};

// Runs the recursion. A gap is taken as exactly what was expected. Nothing where there are no
// degrees of freedom left, or a figure is not finite.
std::optional<SmoothedTrend> smooth(std::span<const double> series, const DampedTrend& model);

// The parameters of least squares within the customary bounds: 0.0001 <= beta <= alpha <= 0.9999,
// 0.8 <= phi <= 0.98; the start values follow by linear regression. Wants 10 values.
std::optional<DampedTrend> fit_damped_trend(std::span<const double> series);

ForecastPath forecast(const SmoothedTrend& trend, int horizon, double confidence);

// alpha + beta (phi + … + phi^j), j = 1, 2, …: what an error j periods before still weighs.
std::vector<double> error_weights(const DampedTrend& model, int horizon);

} // namespace tuermer::statistics
