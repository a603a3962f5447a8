// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/forecast_path.hpp"

#include "rules/statistics/intervals.hpp"

#include <algorithm>
#include <limits>

namespace tuermer::statistics {

namespace {

double within_range(double value)
{
    constexpr double largest = std::numeric_limits<double>::max();
    return std::clamp(value, -largest, largest);
}

} // namespace

ForecastPath forecast_path(std::span<const double> means, std::span<const double> deviations,
                           double confidence)
{
    const double z = two_sided_z(confidence);
    ForecastPath path;
    for (std::size_t i = 0; i < means.size(); ++i) {
        const double mean = within_range(means[i]);
        path.mean.push_back(mean);
        path.lower.push_back(within_range(mean - z * deviations[i]));
        path.upper.push_back(within_range(mean + z * deviations[i]));
    }
    return path;
}

} // namespace tuermer::statistics
