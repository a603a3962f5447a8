// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/ols_cusum.hpp"

#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

double sum_of_squares(std::span<const double> values, double centre)
{
    double sum = 0;
    for (const double value : values) sum += (value - centre) * (value - centre);
    return sum;
}

} // namespace

std::optional<OlsCusum> ols_cusum(std::span<const double> series)
{
    const PresentValues present = present_values(series);
    if (present.size() < 2) return std::nullopt;
    const auto n = static_cast<double>(present.size());
    const double centre = sequences::mean(present.values);
    const double squares = sum_of_squares(present.values, centre);
    if (!std::isfinite(squares)) return std::nullopt;
    const double scale = std::sqrt(squares / (n - 1) * n);
    OlsCusum result{{0.0}, 0, 1};
    double sum = 0;
    for (const double value : present.values) {
        sum += value - centre;
        result.path.push_back(scale > 0 ? sum / scale : 0);
        result.statistic = std::max(result.statistic, std::abs(result.path.back()));
    }
    result.p = brownian_bridge_p(result.statistic);
    return result;
}

double brownian_bridge_p(double x)
{
    if (!(x > 0.1)) return 1; // 1 to more digits than a double has
    double sum = 0;
    for (int k = 1; k <= 100; ++k) sum += (k % 2 == 1 ? 1 : -1) * std::exp(-2.0 * k * k * x * x);
    return std::clamp(2 * sum, 0.0, 1.0);
}

} // namespace tuermer::statistics
