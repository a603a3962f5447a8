// SPDX-License-Identifier: EUPL-1.2
// The errors are linear in the two start values, so least squares gives these for any alpha, beta
// and phi; only the three are searched.
#include "rules/statistics/exponential_smoothing.hpp"

#include "rules/base/vectorised.hpp"
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

// Four models at once, lane by lane.
constexpr std::size_t lanes = 4;
using Lanes __attribute__((vector_size(lanes * sizeof(double)))) = double;
using Models = std::array<DampedTrend, lanes>;

// Sums of products of the errors that each ingredient makes on its own: the series from start
// values of 0 (y), a start level of 1 (l), and a start slope of 1 (s).
struct ErrorProducts {
    Lanes yy{}, yl{}, ys{}, ll{}, ls{}, ss{};
};

struct SmoothingLanes {
    Lanes alpha{}, beta{}, phi{};
};

// One ingredient's level and slope, moved on by a period; its error in it.
struct IngredientLanes {
    Lanes level{}, slope{}, error{};
};

inline void step(IngredientLanes& state, const SmoothingLanes& model, double value, double present)
{
    const Lanes damped = model.phi * state.slope;
    const Lanes expected = state.level + damped;
    state.error = present * (value - expected);
    state.level = expected + model.alpha * state.error;
    state.slope = damped + model.beta * state.error;
}

// `present`: 1, or 0 for a gap, whose value is 0.
TUERMER_VECTORISED void add_products(const std::vector<double>& values,
                                     const std::vector<double>& present,
                                     const SmoothingLanes& model, ErrorProducts& sums)
{
    IngredientLanes y, l, s;
    l.level += 1;
    s.slope += 1;
    ErrorProducts e;
    for (std::size_t t = 0; t < values.size(); ++t) {
        step(y, model, values[t], present[t]);
        step(l, model, 0, present[t]);
        step(s, model, 0, present[t]);
        e.yy += y.error * y.error;
        e.yl += y.error * l.error;
        e.ys += y.error * s.error;
        e.ll += l.error * l.error;
        e.ls += l.error * s.error;
        e.ss += s.error * s.error;
    }
    sums = e;
}

struct BestStart {
    double level = 0, slope = 0;
    double squares = std::numeric_limits<double>::infinity();
};

// The series around its middle, where it loses no digits to a large level.
struct CentredSeries {
    std::vector<double> values, present;

    CentredSeries(std::span<const double> series, double centre)
    {
        for (const double value : series) {
            const bool is_there = std::isfinite(value);
            values.push_back(is_there ? value - centre : 0);
            present.push_back(is_there ? 1 : 0);
        }
    }
    std::array<BestStart, lanes> best_starts(const Models& models) const;
};

BestStart best_start(const ErrorProducts& e, std::size_t i)
{
    const double determinant = e.ll[i] * e.ss[i] - e.ls[i] * e.ls[i];
    if (!(determinant > 1e-12 * e.ll[i] * e.ss[i])) return {};
    const double level = (e.ls[i] * e.ys[i] - e.ss[i] * e.yl[i]) / determinant;
    const double slope = (e.ls[i] * e.yl[i] - e.ll[i] * e.ys[i]) / determinant;
    return {level, slope, std::max(0.0, e.yy[i] + level * e.yl[i] + slope * e.ys[i])};
}

std::array<BestStart, lanes> CentredSeries::best_starts(const Models& models) const
{
    SmoothingLanes parameters;
    for (std::size_t i = 0; i < lanes; ++i) {
        parameters.alpha[i] = models[i].alpha;
        parameters.beta[i] = models[i].beta;
        parameters.phi[i] = models[i].phi;
    }
    ErrorProducts sums;
    add_products(values, present, parameters, sums);
    std::array<BestStart, lanes> found;
    for (std::size_t i = 0; i < lanes; ++i) found[i] = best_start(sums, i);
    return found;
}

// The point's second coordinate is beta as a share of alpha, which keeps beta <= alpha.
DampedTrend model_at(const Point3& point)
{
    return {point[0], std::max(0.0001, point[0] * point[1]), point[2], 0, 0};
}

// Three searches beside each other; a lane without one repeats the first.
std::array<Point3, lanes> minima(const CentredSeries& series)
{
    const Box3 box{{0.0001, 0, 0.8}, {0.9999, 1, 0.98}};
    std::array<SimplexSearch, 3> searches{SimplexSearch(box, {0.5, 0.1, 0.9}, tries_per_start),
                                          SimplexSearch(box, {0.95, 0.02, 0.97}, tries_per_start),
                                          SimplexSearch(box, {0.1, 0.5, 0.85}, tries_per_start)};
    const auto is_done = [](const SimplexSearch& search) { return search.is_done(); };
    while (!std::ranges::all_of(searches, is_done)) {
        Models models;
        models.fill(model_at(searches[0].asks()));
        for (std::size_t i = 1; i < searches.size(); ++i) models[i] = model_at(searches[i].asks());
        const auto starts = series.best_starts(models);
        for (std::size_t i = 0; i < searches.size(); ++i)
            if (!searches[i].is_done()) searches[i].tell(starts[i].squares);
    }
    return {searches[0].best(), searches[1].best(), searches[2].best(), searches[0].best()};
}

} // namespace

std::optional<DampedTrend> fit_damped_trend(std::span<const double> series)
{
    PresentValues present = present_values(series);
    if (present.size() < fewest_values) return std::nullopt;
    const double centre = sequences::middle(present.values);
    const CentredSeries values(series, centre);
    const auto found = minima(values);
    Models models;
    for (std::size_t i = 0; i < lanes; ++i) models[i] = model_at(found[i]);
    const auto starts = values.best_starts(models);
    const auto best = std::ranges::min_element(starts, {}, &BestStart::squares);
    if (!std::isfinite(best->squares)) return std::nullopt;
    DampedTrend model = models[static_cast<std::size_t>(best - starts.begin())];
    model.level0 = best->level + centre;
    model.slope0 = best->slope;
    return model;
}

} // namespace tuermer::statistics
