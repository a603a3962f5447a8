// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/exponential_smoothing.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

struct TrendState {
    double level = 0, slope = 0;
};

TrendState after(const TrendState& state, const DampedTrend& model, double error)
{
    return {state.level + model.phi * state.slope + model.alpha * error,
            model.phi * state.slope + model.beta * error};
}

bool is_finite(const SmoothedTrend& result)
{
    return std::isfinite(result.level) && std::isfinite(result.slope) &&
           std::isfinite(result.variance);
}

} // namespace

std::optional<SmoothedTrend> smooth(std::span<const double> series, const DampedTrend& model)
{
    SmoothedTrend result;
    result.model = model;
    TrendState state{model.level0, model.slope0};
    double n = 0;
    for (const double value : series) {
        result.fitted.push_back(state.level + model.phi * state.slope);
        const double error = std::isfinite(value) ? value - result.fitted.back() : 0;
        n += std::isfinite(value);
        result.squares += error * error;
        state = after(state, model, error);
    }
    const double freedom = n - (model.phi == 1 ? 4 : 5);
    result.level = state.level;
    result.slope = state.slope;
    if (freedom < 1) return std::nullopt;
    result.variance = result.squares / freedom;
    if (!is_finite(result)) return std::nullopt;
    if (result.squares > 0) result.log_likelihood = -n / 2 * std::log(result.squares);
    return result;
}

std::vector<double> error_weights(const DampedTrend& model, int horizon)
{
    std::vector<double> weights;
    double damped = 0, power = 1;
    for (int j = 1; j <= horizon; ++j) {
        power *= model.phi;
        damped += power;
        weights.push_back(model.alpha + model.beta * damped);
    }
    return weights;
}

ForecastPath forecast(const SmoothedTrend& trend, int horizon, double confidence)
{
    const std::vector<double> weights = error_weights(trend.model, horizon);
    std::vector<double> means, deviations;
    double damped = 0, power = 1, squares = 1;
    for (int h = 1; h <= horizon; ++h) {
        power *= trend.model.phi;
        damped += power;
        means.push_back(trend.level + damped * trend.slope);
        deviations.push_back(std::sqrt(trend.variance) * std::sqrt(squares));
        const double weight = weights[static_cast<std::size_t>(h - 1)];
        squares += weight * weight;
    }
    return forecast_path(means, deviations, confidence);
}

} // namespace tuermer::statistics
