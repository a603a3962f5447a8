// SPDX-License-Identifier: EUPL-1.2
// In units of a step's deviation and around the expected path, the walk with estimated drift is at
// X_t = W_t + t D with D normal of variance 1/m. Given X_t, the drift is normal with mean
// X_t / (m + t) and variance 1 / (m + t): so X is Markov, and the density of those paths that have
// not crossed yet can be carried from period to period.
#include "rules/statistics/crossing.hpp"

#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <array>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <limits>
#include <numbers>

namespace tuermer::statistics {

namespace {

constexpr double panel_width = 3.5; // of steps: a step's density is smooth on that scale
constexpr double reach = 7;         // deviations looked at; beyond lie 1e-12

using PanelNodes = boost::math::quadrature::gauss<double, 8>;

struct DensityPoint {
    double x = 0;
    double weight = 0; // of the quadrature
    double density = 0;
};

double normal_density(double x, double variance)
{
    return std::exp(-x * x / (2 * variance)) / std::sqrt(2 * std::numbers::pi * variance);
}

std::vector<DensityPoint> points_between(double low, double high)
{
    std::vector<DensityPoint> points;
    if (!(high > low)) return points;
    const auto panels = static_cast<int>(std::ceil((high - low) / panel_width));
    const double half = (high - low) / (2 * panels);
    for (int panel = 0; panel < panels; ++panel) {
        const double centre = low + (2 * panel + 1) * half;
        for (std::size_t i = 0; i < PanelNodes::abscissa().size(); ++i)
            for (const double side : {-1.0, 1.0})
                points.push_back({centre + side * half * PanelNodes::abscissa()[i],
                                  half * PanelNodes::weights()[i], 0});
    }
    return points;
}

double mass(const std::vector<DensityPoint>& points)
{
    double sum = 0;
    for (const DensityPoint& point : points) sum += point.weight * point.density;
    return sum;
}

// The walk in its own units: t periods after its last value.
struct CentredWalk {
    double steps = 0;

    double deviation(double t) const { return std::sqrt(t * (1 + t / steps)); }

    std::vector<DensityPoint> below(double limit, double t) const
    {
        const double edge = reach * deviation(t);
        return points_between(-edge, std::min(limit, edge));
    }

    void begin(std::vector<DensityPoint>& now, double t) const
    {
        for (DensityPoint& point : now)
            point.density = normal_density(point.x, deviation(t) * deviation(t));
    }

    void move(const std::vector<DensityPoint>& before, std::vector<DensityPoint>& now,
              double t) const
    {
        const double pull = 1 + 1 / (steps + t);
        for (DensityPoint& point : now)
            for (const DensityPoint& from : before)
                point.density +=
                    from.weight * from.density * normal_density(point.x - pull * from.x, pull);
    }
};

// A walk that never varied is where its drift leads.
Crossing certain_crossing(const RandomWalk& walk, const CrossingLimit& limit)
{
    Crossing result;
    double crossed = 0;
    for (int h = 1; h <= limit.horizon; ++h) {
        const double beyond =
            limit.upwards ? walk.mean(h) - limit.value : limit.value - walk.mean(h);
        result.at.push_back(beyond > 0 ? 1 : 0);
        crossed = std::max(crossed, result.at.back());
        result.within.push_back(crossed);
    }
    result.median = median_crossing(result.within);
    return result;
}

} // namespace

std::optional<int> median_crossing(const std::vector<double>& within)
{
    const auto half = std::find_if(within.begin(), within.end(), [](double p) { return p >= 0.5; });
    if (half == within.end()) return std::nullopt;
    return static_cast<int>(half - within.begin()) + 1;
}

Crossing crossing(const RandomWalk& walk, const CrossingLimit& limit)
{
    if (!(walk.sigma > 0)) return certain_crossing(walk, limit);
    const CentredWalk centred{static_cast<double>(walk.steps)};
    const double side = limit.upwards ? 1 : -1;
    Crossing result;
    std::vector<DensityPoint> before;
    for (int h = 1; h <= limit.horizon; ++h) {
        const double t = walk.waited + h;
        const double room = side * (limit.value - walk.mean(h)) / walk.sigma;
        std::vector<DensityPoint> now = centred.below(room, t);
        h == 1 ? centred.begin(now, t) : centred.move(before, now, t - 1);
        const double at = sequences::upper_normal(room / centred.deviation(t));
        const double least = h == 1 ? at : std::max(at, result.within.back());
        result.at.push_back(at);
        result.within.push_back(h == 1 ? at : std::clamp(1 - mass(now), least, 1.0));
        before = std::move(now);
    }
    result.median = median_crossing(result.within);
    return result;
}

} // namespace tuermer::statistics
