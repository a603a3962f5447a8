// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/seasonal_decomposition.hpp"

#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

// Around series[at]; of an even year the two ends count half.
double yearly_average(std::span<const double> series, std::size_t at, std::size_t year)
{
    const std::size_t half = year / 2;
    double sum = 0;
    for (std::size_t i = at - half; i <= at + half; ++i) sum += series[i];
    if (year % 2 == 0) sum -= (series[at - half] + series[at + half]) / 2;
    return sum / static_cast<double>(year);
}

std::vector<double> season_averages(std::span<const double> series,
                                    const ClassicalDecomposition& found, std::size_t year,
                                    SeasonKind kind)
{
    std::vector<double> sums(year, 0.0), counts(year, 0.0);
    for (std::size_t i = 0; i < found.trend.size(); ++i) {
        const std::size_t at = found.first + i;
        sums[at % year] += kind == SeasonKind::additive ? series[at] - found.trend[i]
                                                        : series[at] / found.trend[i];
        counts[at % year] += 1;
    }
    for (std::size_t s = 0; s < year; ++s) sums[s] /= counts[s];
    return sums;
}

void centre(std::vector<double>& season, SeasonKind kind)
{
    const double average = sequences::mean(season);
    for (double& figure : season)
        figure = kind == SeasonKind::additive ? figure - average : figure / average;
}

bool all_finite(std::span<const double> values)
{
    return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

} // namespace

std::optional<ClassicalDecomposition> classical_decomposition(std::span<const double> series,
                                                              int periods_per_year, SeasonKind kind)
{
    const auto year = static_cast<std::size_t>(std::max(periods_per_year, 1));
    if (year < 2 || series.size() < 2 * year || !all_finite(series)) return std::nullopt;
    ClassicalDecomposition result;
    result.first = year / 2;
    for (std::size_t at = result.first; at + year / 2 < series.size(); ++at)
        result.trend.push_back(yearly_average(series, at, year));
    result.season = season_averages(series, result, year, kind);
    centre(result.season, kind);
    if (!all_finite(result.season) || !all_finite(result.trend)) return std::nullopt;
    return result;
}

} // namespace tuermer::statistics
