// SPDX-License-Identifier: EUPL-1.2
// The likelihood is maximised over log nu alone; for each nu the best mean follows by Newton's
// method. A coarse grid comes first, for with few areas the likelihood may have two peaks.
#include "rules/statistics/empirical_bayes.hpp"

#include "rules/statistics/boost_policy.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <cstdint>

namespace tuermer::statistics {

namespace {

struct Area {
    double observed = 0, expected = 0;
};

constexpr double lowest_log_shape = -9, highest_log_shape = 13.815510557964274; // nu = 10^6
constexpr int grid_steps = 60;

bool are_sound(std::span<const double> counts, std::span<const double> bases)
{
    if (counts.size() != bases.size()) return false;
    const auto is_count = [](double x) { return x >= 0 && std::isfinite(x); };
    return std::all_of(counts.begin(), counts.end(), is_count) &&
           std::all_of(bases.begin(), bases.end(), is_count);
}

std::vector<Area> areas_at_risk(std::span<const double> observed, std::span<const double> expected)
{
    std::vector<Area> areas;
    for (std::size_t i = 0; i < observed.size(); ++i)
        if (expected[i] > 0) areas.push_back({observed[i], expected[i]});
    return areas;
}

double pooled_mean(const std::vector<Area>& areas)
{
    double observed = 0, expected = 0;
    for (const Area& area : areas) {
        observed += area.observed;
        expected += area.expected;
    }
    return observed / expected;
}

// The mean m that solves sum (O - E m) / (1 + E m / nu) = 0, by Newton's method in log m.
double best_mean(const std::vector<Area>& areas, double shape, double start)
{
    double log_mean = std::log(start);
    for (int round = 0; round < 100; ++round) {
        double score = 0, information = 0;
        for (const Area& area : areas) {
            const double fitted = area.expected * std::exp(log_mean), weight = 1 + fitted / shape;
            score += (area.observed - fitted) / weight;
            information += fitted * (1 + area.observed / shape) / (weight * weight);
        }
        const double step = std::clamp(score / information, -2.0, 2.0);
        log_mean += step;
        if (std::abs(step) < 1e-12) break;
    }
    return std::exp(log_mean);
}

// Of the negative binomial marginal, up to what depends on neither shape nor mean.
double log_likelihood(const std::vector<Area>& areas, double shape, double mean)
{
    double sum = 0;
    for (const Area& area : areas) {
        const double fitted = area.expected * mean;
        sum += boost::math::lgamma(area.observed + shape, Quiet()) -
               boost::math::lgamma(shape, Quiet()) - shape * std::log1p(fitted / shape) -
               area.observed * std::log((fitted + shape) / mean);
    }
    return sum;
}

// The likeliest log nu within the limits; the highest where more scatter never helps.
double best_log_shape(const std::vector<Area>& areas, double start)
{
    const auto cost = [&](double log_shape) {
        const double shape = std::exp(log_shape);
        return -log_likelihood(areas, shape, best_mean(areas, shape, start));
    };
    const double width = (highest_log_shape - lowest_log_shape) / grid_steps;
    double best = highest_log_shape, least = cost(best);
    for (int step = 0; step < grid_steps; ++step) {
        const double log_shape = lowest_log_shape + step * width, here = cost(log_shape);
        if (here < least) {
            best = log_shape;
            least = here;
        }
    }
    if (best == highest_log_shape) return best;
    std::uintmax_t rounds = 100;
    return boost::math::tools::brent_find_minima(cost, best - width, best + width, 40, rounds)
        .first;
}

ShrunkenRatio posterior(double shape, double rate, double limit, double confidence)
{
    const double tail = (1 - confidence) / 2;
    return {shape / rate, boost::math::gamma_p_inv(shape, tail, Quiet()) / rate,
            boost::math::gamma_q_inv(shape, tail, Quiet()) / rate,
            boost::math::gamma_q(shape, limit * rate, Quiet())};
}

bool is_finite(const ShrunkenRatio& ratio)
{
    return std::isfinite(ratio.mean + ratio.lower + ratio.upper + ratio.probability_above);
}

} // namespace

std::optional<PoissonGamma> poisson_gamma(std::span<const double> observed,
                                          std::span<const double> expected,
                                          const PoissonGammaSettings& settings)
{
    if (!are_sound(observed, expected)) return std::nullopt;
    const auto areas = areas_at_risk(observed, expected);
    if (areas.empty() || !(settings.confidence > 0 && settings.confidence < 1)) return std::nullopt;
    PoissonGamma fit;
    fit.mean = pooled_mean(areas);
    if (!std::isfinite(fit.mean)) return std::nullopt;
    const double log_shape = fit.mean > 0 ? best_log_shape(areas, fit.mean) : highest_log_shape;
    if (log_shape >= highest_log_shape) {
        fit.smoothed.assign(observed.size(), fit.mean);
        return fit;
    }
    fit.shape = std::exp(log_shape);
    fit.mean = best_mean(areas, *fit.shape, fit.mean);
    fit.rate = *fit.shape / fit.mean;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        const double known = expected[i] > 0 ? observed[i] : 0;
        fit.areas.push_back(posterior(*fit.shape + known, *fit.rate + expected[i],
                                      settings.severity * fit.mean, settings.confidence));
        if (!is_finite(fit.areas.back())) return std::nullopt;
        fit.smoothed.push_back(fit.areas.back().mean);
    }
    return fit;
}

std::optional<MarshallShrinkage> marshall(std::span<const double> counts,
                                          std::span<const double> persons)
{
    if (!are_sound(counts, persons) || counts.empty()) return std::nullopt;
    double all_counts = 0, all_persons = 0, scatter = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (persons[i] == 0) return std::nullopt;
        all_counts += counts[i];
        all_persons += persons[i];
    }
    MarshallShrinkage fit;
    fit.overall = all_counts / all_persons;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        fit.raw.push_back(counts[i] / persons[i]);
        scatter += persons[i] * (fit.raw[i] - fit.overall) * (fit.raw[i] - fit.overall);
    }
    const double mean_persons = all_persons / static_cast<double>(counts.size());
    fit.between_areas = std::max(0.0, scatter / all_persons - fit.overall / mean_persons);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double variance = fit.between_areas + fit.overall / persons[i];
        const double weight = variance > 0 ? fit.between_areas / variance : 0;
        fit.estimate.push_back(fit.overall + weight * (fit.raw[i] - fit.overall));
    }
    if (!std::isfinite(fit.overall) || !std::isfinite(fit.between_areas)) return std::nullopt;
    return fit;
}

} // namespace tuermer::statistics
