// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/seasonal_scale.hpp"

#include "rules/statistics/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tuermer::statistics {

namespace {

std::vector<double> same_season(std::span<const double> figures, int frequency, int half_window)
{
    std::vector<double> found;
    const int newest = static_cast<int>(figures.size()) - 1;
    for (int centre = newest - frequency; centre + half_window >= 0; centre -= frequency)
        for (int i = std::max(0, centre - half_window); i <= centre + half_window; ++i)
            if (const double figure = figures[static_cast<std::size_t>(i)]; !std::isnan(figure))
                found.push_back(figure);
    return found;
}

} // namespace

std::optional<SeasonalScore> seasonal_score(std::span<const double> figures, int frequency,
                                            double floor, int half_window)
{
    if (figures.empty() || frequency < 1 || std::isnan(figures.back())) return std::nullopt;
    const auto references = same_season(figures, frequency, std::min(half_window, frequency - 1));
    const auto median = sample_quantile(references, 0.5);
    const auto mad = median_absolute_deviation(references);
    if (!median || !mad) return std::nullopt;
    SeasonalScore score{static_cast<int>(references.size()), *median, *mad, std::nullopt};
    const double spread = std::max(*mad, floor);
    if (spread > 0) score.z = (figures.back() - *median) / spread;
    return score;
}

} // namespace tuermer::statistics
