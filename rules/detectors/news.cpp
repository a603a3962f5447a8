// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/news.hpp"

#include <cmath>
#include <span>
#include <vector>

namespace tuermer {

namespace {

using statistics::Family;

constexpr std::size_t fewest_changes = 6;
constexpr double half_a_case = 0.5; // so that 0 has a logarithm

// On a scale where changes of large and small years compare; NaN for a gap.
double on_scale(const statistics::SeasonalSeries& series, std::size_t i, Family family)
{
    const double value = series.values[i];
    if (family == Family::real) return value;
    const double exposure = series.exposure.empty() ? 1 : series.exposure[i];
    const double rest = family == Family::share ? exposure - value + half_a_case : exposure;
    return std::log((value + half_a_case) / rest);
}

double mean_of(std::span<const double> values)
{
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double squares_around(std::span<const double> values, double centre)
{
    double sum = 0;
    for (const double value : values) sum += (value - centre) * (value - centre);
    return sum;
}

// Mean square of the distances from the straight line through what is there.
double distance_from_line(std::span<const double> values)
{
    double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) continue;
        const auto at = static_cast<double>(i);
        n += 1;
        x += at;
        y += values[i];
        xx += at * at;
        xy += at * values[i];
        yy += values[i] * values[i];
    }
    const double sxx = xx - x * x / n, sxy = xy - x * y / n, syy = yy - y * y / n;
    return sxx > 0 ? (syy - sxy * sxy / sxx) / (n - 2) : 0;
}

} // namespace

std::optional<NewestChange> newest_change(const RowSeries& row, int at, bool rises)
{
    const Positions learnt{row.known_before(at).first, at};
    const auto family = row.family(learnt);
    const auto series = row.series(learnt, family);
    std::vector<double> values, changes;
    for (std::size_t i = 0; i < series.values.size(); ++i)
        values.push_back(on_scale(series, i, family));
    for (std::size_t i = 1; i + 1 < values.size(); ++i)
        if (std::isfinite(values[i] - values[i - 1])) changes.push_back(values[i] - values[i - 1]);
    if (changes.size() < fewest_changes) return std::nullopt;
    const double newest = values.back() - values[values.size() - 2];
    const auto n = static_cast<double>(changes.size());
    const double mean = mean_of(changes), variance = squares_around(changes, mean) / (n - 1);
    const double distance = distance_from_line(std::span(values).first(values.size() - 1));
    if (!std::isfinite(newest) || !(variance > 0) || !(distance > 0)) return std::nullopt;
    const double t = (newest - mean) / std::sqrt(variance * (1 + 1 / n));
    return NewestChange{variance / distance, rises ? t : -t};
}

} // namespace tuermer
