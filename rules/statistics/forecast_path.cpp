// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/forecast_path.hpp"

#include "rules/statistics/intervals.hpp"

namespace tuermer::statistics {

ForecastPath forecast_path(std::span<const double> means, std::span<const double> deviations,
                           double confidence)
{
    const double z = two_sided_z(confidence);
    ForecastPath path;
    for (std::size_t i = 0; i < means.size(); ++i) {
        path.mean.push_back(means[i]);
        path.lower.push_back(means[i] - z * deviations[i]);
        path.upper.push_back(means[i] + z * deviations[i]);
    }
    return path;
}

} // namespace tuermer::statistics
