// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/autocorrelation.hpp"

#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

// Deviations from the mean; NaN at gaps.
std::vector<double> deviations(std::span<const double> series)
{
    const PresentValues present = present_values(series);
    std::vector<double> result(series.size(), std::nan(""));
    if (present.values.empty()) return result;
    const double centre = sequences::mean(present.values);
    for (std::size_t i = 0; i < series.size(); ++i)
        if (std::isfinite(series[i])) result[i] = series[i] - centre;
    return result;
}

double autocovariance(std::span<const double> deviation, std::size_t lag)
{
    double sum = 0;
    std::size_t pairs = 0;
    for (std::size_t i = lag; i < deviation.size(); ++i) {
        const double product = deviation[i] * deviation[i - lag];
        if (std::isnan(product)) continue;
        sum += product;
        ++pairs;
    }
    return pairs == 0 ? 0 : sum / static_cast<double>(pairs + lag);
}

} // namespace

std::vector<double> autocorrelations(std::span<const double> series, int max_lag)
{
    const int longest = std::min(max_lag, static_cast<int>(series.size()) - 1);
    if (longest < 1) return {};
    const std::vector<double> deviation = deviations(series);
    const double variance = autocovariance(deviation, 0);
    std::vector<double> result(static_cast<std::size_t>(longest), 0.0);
    if (!(variance > 0) || !std::isfinite(variance)) return result;
    for (std::size_t lag = 1; lag <= result.size(); ++lag)
        result[lag - 1] = autocovariance(deviation, lag) / variance;
    return result;
}

} // namespace tuermer::statistics
