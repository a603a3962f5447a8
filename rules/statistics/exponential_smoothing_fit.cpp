// SPDX-License-Identifier: EUPL-1.2
// The errors are linear in the two start values, so least squares gives these for any alpha, beta
// and phi; only the three are searched.
#include "rules/statistics/exponential_smoothing.hpp"

#include "rules/statistics/present_values.hpp"
#include "rules/statistics/simplex_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tuermer::statistics {

namespace {

constexpr int tries_per_start = 250;
constexpr std::size_t fewest_values = 7; // five parameters and two degrees of freedom

// Sums of products of the errors that each ingredient makes on its own: the series from start
// values of 0, a start level of 1, and a start slope of 1.
struct ErrorProducts {
    double yy = 0, yl = 0, ys = 0, ll = 0, ls = 0, ss = 0;
};

ErrorProducts error_products(std::span<const double> series, const DampedTrend& model)
{
    struct State {
        double level, slope;
    };
    std::array<State, 3> states{{{0, 0}, {1, 0}, {0, 1}}};
    ErrorProducts sums;
    for (const double value : series) {
        const bool present = std::isfinite(value);
        std::array<double, 3> errors{};
        for (std::size_t i = 0; i < 3; ++i) {
            const double expected = states[i].level + model.phi * states[i].slope;
            if (present) errors[i] = (i == 0 ? value : 0) - expected;
            states[i] = {expected + model.alpha * errors[i],
                         model.phi * states[i].slope + model.beta * errors[i]};
        }
        sums.yy += errors[0] * errors[0];
        sums.yl += errors[0] * errors[1];
        sums.ys += errors[0] * errors[2];
        sums.ll += errors[1] * errors[1];
        sums.ls += errors[1] * errors[2];
        sums.ss += errors[2] * errors[2];
    }
    return sums;
}

struct BestStart {
    double level = 0, slope = 0;
    double squares = std::numeric_limits<double>::infinity();
};

BestStart best_start(std::span<const double> series, const DampedTrend& model)
{
    const ErrorProducts e = error_products(series, model);
    const double determinant = e.ll * e.ss - e.ls * e.ls;
    if (!(determinant > 1e-12 * e.ll * e.ss)) return {};
    const double level = (e.ls * e.ys - e.ss * e.yl) / determinant;
    const double slope = (e.ls * e.yl - e.ll * e.ys) / determinant;
    return {level, slope, std::max(0.0, e.yy + level * e.yl + slope * e.ys)};
}

// The point's second coordinate is beta as a share of alpha, which keeps beta <= alpha.
DampedTrend model_at(const Point3& point)
{
    return {point[0], std::max(0.0001, point[0] * point[1]), point[2], 0, 0};
}

// Around its middle the series loses no digits to a large level.
std::vector<double> centred(std::span<const double> series, double centre)
{
    std::vector<double> result(series.begin(), series.end());
    for (double& value : result) value -= centre;
    return result;
}

} // namespace

std::optional<DampedTrend> fit_damped_trend(std::span<const double> series)
{
    PresentValues present = present_values(series);
    if (present.size() < fewest_values) return std::nullopt;
    const double centre = sequences::middle(present.values);
    const std::vector<double> values = centred(series, centre);
    const auto squares = [&](const Point3& at) { return best_start(values, model_at(at)).squares; };
    const Box3 box{{0.0001, 0, 0.8}, {0.9999, 1, 0.98}};
    Point3 best{0.5, 0.1, 0.9};
    double least = std::numeric_limits<double>::infinity();
    for (const Point3& start :
         {Point3{0.5, 0.1, 0.9}, Point3{0.95, 0.02, 0.97}, Point3{0.1, 0.5, 0.85}}) {
        const Point3 found = simplex_minimum(squares, box, start, tries_per_start);
        if (squares(found) >= least) continue;
        best = found;
        least = squares(found);
    }
    DampedTrend model = model_at(best);
    const BestStart start = best_start(values, model);
    if (!std::isfinite(start.squares)) return std::nullopt;
    model.level0 = start.level + centre;
    model.slope0 = start.slope;
    return model;
}

} // namespace tuermer::statistics
