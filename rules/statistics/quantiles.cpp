// SPDX-License-Identifier: EUPL-1.2
// By partial sorting.
#include "rules/statistics/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tuermer::statistics {

std::optional<double> sample_quantile(std::vector<double> values, double probability)
{
    if (values.empty() || !(probability >= 0 && probability <= 1)) return std::nullopt;
    const double position = probability * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(values.begin(), nth, values.end());
    const double lower = *nth, fraction = position - static_cast<double>(below);
    if (fraction == 0) return lower;
    return lower + fraction * (*std::min_element(nth + 1, values.end()) - lower);
}

std::optional<double> median_absolute_deviation(const std::vector<double>& values)
{
    const auto median = sample_quantile(values, 0.5);
    if (!median) return std::nullopt;
    std::vector<double> deviations;
    deviations.reserve(values.size());
    for (const double value : values) deviations.push_back(std::abs(value - *median));
    return 1.4826 * *sample_quantile(std::move(deviations), 0.5);
}

} // namespace tuermer::statistics
