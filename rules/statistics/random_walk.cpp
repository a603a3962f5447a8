// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/random_walk.hpp"

#include "rules/statistics/present_values.hpp"

#include <cmath>

namespace tuermer::statistics {

namespace {

// Each step is brought to the variance of one period.
double step_deviation(const PresentValues& present, double drift)
{
    double sum = 0;
    for (std::size_t i = 1; i < present.size(); ++i) {
        const double periods = present.times[i] - present.times[i - 1];
        const double step = present.values[i] - present.values[i - 1] - drift * periods;
        sum += step * step / periods;
    }
    return std::sqrt(sum / static_cast<double>(present.size() - 2));
}

} // namespace

double RandomWalk::mean(int horizon) const
{
    return last + (waited + horizon) * drift;
}

double RandomWalk::deviation(int horizon) const
{
    const double ahead = waited + horizon;
    return sigma * std::sqrt(ahead * (1 + ahead / steps));
}

std::optional<RandomWalk> random_walk(std::span<const double> series)
{
    const PresentValues present = present_values(series);
    if (present.size() < 3) return std::nullopt;
    RandomWalk walk;
    walk.last = present.values.back();
    walk.steps = static_cast<int>(present.times.back() - present.times.front());
    walk.waited = static_cast<int>(series.size()) - static_cast<int>(present.times.back());
    walk.drift = (walk.last - present.values.front()) / walk.steps;
    walk.sigma = step_deviation(present, walk.drift);
    if (!std::isfinite(walk.drift) || !std::isfinite(walk.sigma)) return std::nullopt;
    return walk;
}

ForecastPath forecast(const RandomWalk& walk, int horizon, double confidence)
{
    std::vector<double> means, deviations;
    for (int h = 1; h <= horizon; ++h) {
        means.push_back(walk.mean(h));
        deviations.push_back(walk.deviation(h));
    }
    return forecast_path(means, deviations, confidence);
}

} // namespace tuermer::statistics
