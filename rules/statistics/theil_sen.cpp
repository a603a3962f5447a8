// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/theil_sen.hpp"

#include "rules/statistics/intervals.hpp"
#include "rules/statistics/mann_kendall.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tuermer::statistics {

namespace {

std::vector<double> pairwise_slopes(std::span<const double> times, std::span<const double> values)
{
    std::vector<double> slopes;
    slopes.reserve(values.size() * (values.size() + 1) / 2);
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = i + 1; j < values.size(); ++j)
            if (times[j] != times[i])
                slopes.push_back((values[j] - values[i]) / (times[j] - times[i]));
    return slopes;
}

// The value of a 1-based rank; a rank outside is taken as the nearest there is.
double of_rank(std::vector<double>& slopes, double rank)
{
    const auto last = static_cast<double>(slopes.size());
    const auto nth = slopes.begin() + static_cast<std::ptrdiff_t>(std::clamp(rank, 1.0, last)) - 1;
    std::nth_element(slopes.begin(), nth, slopes.end());
    return *nth;
}

double intercept_of(std::span<const double> times, std::span<const double> values, double slope)
{
    std::vector<double> rest(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) rest[i] = values[i] - slope * times[i];
    return sequences::middle(rest);
}

bool is_finite(const TheilSen& result)
{
    return std::isfinite(result.slope) && std::isfinite(result.intercept) &&
           std::isfinite(result.lower) && std::isfinite(result.upper);
}

std::optional<TheilSen> line_through(const PresentValues& present, double confidence)
{
    std::vector<double> slopes = pairwise_slopes(present.times, present.values);
    if (slopes.empty()) return std::nullopt;
    const double spread =
        two_sided_z(confidence) * std::sqrt(mann_kendall(present.values).variance);
    const auto pairs = static_cast<double>(slopes.size());
    TheilSen result;
    result.pairs = static_cast<std::int64_t>(slopes.size());
    result.slope = sequences::middle(slopes);
    result.intercept = intercept_of(present.times, present.values, result.slope);
    // Sen's ranks, rounded half to even.
    result.lower = of_rank(slopes, std::nearbyint((pairs - spread) / 2));
    result.upper = of_rank(slopes, std::nearbyint((pairs + spread) / 2 + 1));
    if (!is_finite(result)) return std::nullopt;
    return result;
}

} // namespace

std::optional<TheilSen> theil_sen(std::span<const double> series, double confidence)
{
    return line_through(present_values(series), confidence);
}

std::optional<TheilSen> theil_sen(std::span<const double> times, std::span<const double> values,
                                  double confidence)
{
    PresentValues present;
    for (std::size_t i = 0; i < std::min(times.size(), values.size()); ++i) {
        if (!std::isfinite(values[i]) || !std::isfinite(times[i])) continue;
        present.values.push_back(values[i]);
        present.times.push_back(times[i]);
    }
    return line_through(present, confidence);
}

std::optional<double> theil_sen_slope(const PresentValues& present)
{
    std::vector<double> slopes = pairwise_slopes(present.times, present.values);
    if (slopes.empty()) return std::nullopt;
    const double slope = sequences::middle(slopes);
    if (!std::isfinite(slope)) return std::nullopt;
    return slope;
}

} // namespace tuermer::statistics
