// SPDX-License-Identifier: EUPL-1.2
// Three kinds of counts share one chart: they differ in the variance of one unit of denominator
// and in the distribution of exact limits. 1.128 is the expected range of two standard normals.
#include "rules/statistics/control_charts.hpp"

#include "rules/statistics/boost_policy.hpp"
#include "rules/statistics/discrete_quantile.hpp"
#include "rules/statistics/finite.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tuermer::statistics {

namespace {

constexpr double range_of_two = 1.128, range_limit = 3.267, outside = 0.00135;

enum class CountKind { binomial, poisson };

struct Point {
    double count = 0, size = 1;

    double value() const { return count / size; }
};
using Points = std::vector<std::optional<Point>>;

std::optional<Points> points_of(Gappy counts, Gappy sizes)
{
    if (counts.size() != sizes.size()) return std::nullopt;
    Points points(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!counts[i] || !sizes[i]) continue;
        if (!(*counts[i] >= 0) || !(*sizes[i] >= 0) || !std::isfinite(*counts[i] + *sizes[i]))
            return std::nullopt;
        if (*sizes[i] > 0) points[i] = Point{*counts[i], *sizes[i]};
    }
    return points;
}

// The known points among the first `baseline`.
std::vector<Point> known(const Points& points, std::size_t baseline)
{
    const std::size_t size = baseline == 0 ? points.size() : std::min(baseline, points.size());
    std::vector<Point> all;
    for (std::size_t i = 0; i < size; ++i)
        if (points[i]) all.push_back(*points[i]);
    return all;
}

double sigma_of(CountKind kind, double centre, double size)
{
    const double variance = kind == CountKind::binomial ? centre * (1 - centre) : centre;
    return std::sqrt(std::max(0.0, variance) / size);
}

std::optional<double> centre_of(const std::vector<Point>& baseline)
{
    double count = 0, size = 0;
    for (const Point& point : baseline) {
        count += point.count;
        size += point.size;
    }
    return finite(count / size);
}

// Laney's sigma of z; nothing for fewer than two points or a centre without variance.
std::optional<double> scatter_of(const std::vector<Point>& baseline, CountKind kind, double centre)
{
    double sum = 0;
    for (std::size_t i = 1; i < baseline.size(); ++i) {
        const auto z = [&](const Point& point) {
            return (point.value() - centre) / sigma_of(kind, centre, point.size);
        };
        sum += std::abs(z(baseline[i]) - z(baseline[i - 1]));
    }
    return finite(sum / static_cast<double>(baseline.size() - 1) / range_of_two);
}

struct Pair {
    double lower = 0, upper = 0;
};

template <class Distribution>
Pair quantiles(const Distribution& distribution, double size)
{
    return {discrete_quantile(distribution, outside) / size,
            discrete_quantile(distribution, 1 - outside) / size};
}

Pair exact_limits(CountKind kind, double centre, double size)
{
    if (centre == 0) return {0, 0};
    if (kind == CountKind::poisson)
        return quantiles(boost::math::poisson_distribution<double, Quiet>(centre * size), size);
    return quantiles(boost::math::binomial_distribution<double, Quiet>(size, centre), size);
}

Pair limits_of(CountKind kind, const ChartSettings& settings, double centre, double scatter,
               double size)
{
    if (settings.limits == ChartLimits::exact) return exact_limits(kind, centre, size);
    const double half = 3 * sigma_of(kind, centre, size) * scatter;
    const double highest =
        kind == CountKind::binomial ? 1 : std::numeric_limits<double>::infinity();
    return {std::max(0.0, centre - half), std::min(highest, centre + half)};
}

// The scatter that sets the limits: 1 unless Laney's is asked for.
std::optional<double> scatter_for(const ChartSettings& settings, const std::vector<Point>& baseline,
                                  CountKind kind, double centre)
{
    const bool widened = settings.limits == ChartLimits::laney_widened;
    if (!widened && settings.limits != ChartLimits::laney) return 1;
    const auto scatter = scatter_of(baseline, kind, centre);
    return scatter && widened ? std::max(1.0, *scatter) : scatter;
}

ChartPoint judged(const Point& point, Pair limits)
{
    const double value = point.value();
    const auto lower = finite(limits.lower), upper = finite(limits.upper);
    if (!lower || !upper) return {finite(value), std::nullopt, std::nullopt, std::nullopt};
    const int signal = value > *upper ? 1 : value < *lower ? -1 : 0;
    return {finite(value), lower, upper, signal};
}

std::optional<Chart> chart_of(CountKind kind, Gappy counts, Gappy sizes,
                              const ChartSettings& settings)
{
    const auto points = points_of(counts, sizes);
    if (!points) return std::nullopt;
    const auto baseline = known(*points, settings.baseline);
    Chart chart;
    chart.centre = centre_of(baseline);
    if (chart.centre) chart.scatter = scatter_for(settings, baseline, kind, *chart.centre);
    for (const auto& point : *points) {
        chart.points.emplace_back();
        if (!point) continue;
        chart.points.back().value = finite(point->value());
        if (chart.centre && chart.scatter)
            chart.points.back() = judged(
                *point, limits_of(kind, settings, *chart.centre, *chart.scatter, point->size));
    }
    return chart;
}

std::vector<double> known(Gappy values)
{
    std::vector<double> all;
    for (const auto& value : values)
        if (value) all.push_back(*value);
    return all;
}

double mean_of(const std::vector<double>& values)
{
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

} // namespace

std::optional<Chart> p_chart(Gappy counts, Gappy denominators, const ChartSettings& settings)
{
    for (std::size_t i = 0; i < std::min(counts.size(), denominators.size()); ++i)
        if (counts[i] && denominators[i].value_or(0) > 0 && *counts[i] > *denominators[i])
            return std::nullopt;
    return chart_of(CountKind::binomial, counts, denominators, settings);
}

std::optional<Chart> u_chart(Gappy counts, Gappy exposures, const ChartSettings& settings)
{
    return chart_of(CountKind::poisson, counts, exposures, settings);
}

std::optional<Chart> c_chart(Gappy counts, const ChartSettings& settings)
{
    const std::vector<std::optional<double>> alike(counts.size(), 1.0);
    return chart_of(CountKind::poisson, counts, alike, settings);
}

std::optional<GapChart> g_chart(Gappy gaps)
{
    const auto all = known(gaps);
    for (const double gap : all)
        if (!(gap >= 1)) return std::nullopt;
    const double mean = mean_of(all), deviation = std::sqrt(mean * mean - mean);
    if (!std::isfinite(deviation)) return std::nullopt;
    return GapChart{mean, deviation, std::max(0.0, mean - 3 * deviation), mean + 3 * deviation};
}

std::optional<double> short_gap_p(double gap, double mean)
{
    if (!(gap >= 0) || !(mean >= 1)) return std::nullopt;
    if (mean == 1) return gap >= 1 ? 1 : 0;
    return finite(-std::expm1(std::floor(gap) * std::log1p(-1 / mean)));
}

std::optional<IndividualsChart> xmr_chart(Gappy values)
{
    const auto all = known(values);
    if (all.size() < 2) return std::nullopt;
    double ranges = 0;
    for (std::size_t i = 1; i < all.size(); ++i) ranges += std::abs(all[i] - all[i - 1]);
    IndividualsChart chart{.centre = mean_of(all)};
    chart.mean_range = ranges / static_cast<double>(all.size() - 1);
    chart.sigma = chart.mean_range / range_of_two;
    chart.lower = chart.centre - 3 * chart.sigma;
    chart.upper = chart.centre + 3 * chart.sigma;
    chart.range_upper = range_limit * chart.mean_range;
    if (!std::isfinite(chart.lower) || !std::isfinite(chart.range_upper)) return std::nullopt;
    return chart;
}

} // namespace tuermer::statistics
