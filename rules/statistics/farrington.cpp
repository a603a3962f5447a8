// SPDX-License-Identifier: EUPL-1.2
// Reference periods → quasi-Poisson fit → weights against past outbreaks → fit again → is the trend
// worth keeping → upper limit. Steps and names follow Noufaily and others 2013.
#include "rules/statistics/farrington.hpp"

#include "rules/statistics/bayes_predictive.hpp"
#include "rules/statistics/boost_policy.hpp"
#include "rules/statistics/count_tails.hpp"
#include "rules/statistics/farrington_reference.hpp"
#include "rules/statistics/glm.hpp"
#include "rules/statistics/intervals.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <vector>

namespace tuermer::statistics {

namespace {

// The reference counts with what the model knows about each of them.
struct FarringtonBaseline {
    std::vector<double> counts, times, offsets;
    std::vector<int> blocks;
    double newest_time = 0, newest_offset = 0;
    int newest_block = 1;

    bool all_zero() const
    {
        return std::all_of(counts.begin(), counts.end(), [](double y) { return y == 0; });
    }
};

FarringtonBaseline collect(std::span<const double> counts, std::span<const double> population,
                           const FarringtonSettings& settings)
{
    const int left_out = settings.left_out < 0 ? settings.half_window : settings.left_out;
    const auto blocks = reference_blocks(
        static_cast<int>(counts.size()),
        {settings.frequency, settings.years, settings.half_window, settings.seasons, left_out});
    FarringtonBaseline baseline;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (blocks[i] == 0 || std::isnan(counts[i])) continue;
        if (!population.empty() && !(population[i] > 0)) continue;
        baseline.counts.push_back(counts[i]);
        baseline.times.push_back(static_cast<double>(i + 1));
        baseline.blocks.push_back(blocks[i]);
        baseline.offsets.push_back(population.empty() ? 0 : std::log(population[i]));
    }
    baseline.newest_time = static_cast<double>(counts.size());
    baseline.newest_offset = population.empty() ? 0 : std::log(population.back());
    baseline.newest_block = settings.seasons;
    return baseline;
}

// The blocks that occur, in order: the first is the one the others are compared with.
std::vector<int> levels(const FarringtonBaseline& baseline)
{
    std::vector<int> found = baseline.blocks;
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

// Rows 1, time (if any), indicators of every block but the first.
std::vector<double> row(double time, bool with_trend, int block, const std::vector<int>& known)
{
    std::vector<double> cells{1};
    if (with_trend) cells.push_back(time);
    for (std::size_t k = 1; k < known.size(); ++k) cells.push_back(known[k] == block ? 1 : 0);
    return cells;
}

struct FarringtonFit {
    double predictor = 0, error = 0; // of the judged period: linear predictor, standard error
    double dispersion = 1;
    double trend = 0, trend_p = 1;
    bool has_trend = false;
};

double two_sided_t(double t, double degrees_of_freedom)
{
    return boost::math::ibeta(degrees_of_freedom / 2, 0.5,
                              degrees_of_freedom / (degrees_of_freedom + t * t), Quiet());
}

// Weights s^-2 beyond the threshold, scaled to add up to the number of rows.
std::vector<double> outbreak_weights(const GlmFit& fit, std::span<const double> counts, double phi,
                                     double threshold)
{
    std::vector<double> weights(counts.size(), 1);
    double sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double s = anscombe(counts[i], fit.mean[i]) / std::sqrt(phi * (1 - fit.leverage[i]));
        if (s > threshold) weights[i] = 1 / (s * s);
        sum += weights[i];
    }
    for (double& weight : weights) weight *= static_cast<double>(counts.size()) / sum;
    return weights;
}

// surveillance overwrites the model's working weights by the outbreak weights before it asks for
// the dispersion, so that R sums omega ((y − mu)/mu)² instead of omega (y − mu)²/mu.
double dispersion_of_package(const GlmFit& fit, std::span<const double> counts,
                             std::span<const double> weights, double degrees_of_freedom)
{
    double sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double relative = (counts[i] - fit.mean[i]) / fit.mean[i];
        sum += weights[i] * relative * relative;
    }
    return sum / degrees_of_freedom;
}

// The fit after reweighting, with the two dispersions that Farrington's steps need.
struct Reweighted {
    GlmFit fit;
    double dispersion = 1; // at least 1
    double scale = 1;      // of the coefficients' variances
};

std::optional<Reweighted> fit_and_reweight(const Design& design, const FarringtonBaseline& baseline,
                                           const FarringtonSettings& settings)
{
    GlmResponse response{.values = baseline.counts, .offset = baseline.offsets};
    const GlmSettings rules{.stopping = Stopping::as_r};
    Reweighted result{fit(design, response, rules)};
    if (!result.fit.converged) return std::nullopt;
    const double df = static_cast<double>(baseline.counts.size() - design.columns());
    result.scale = result.fit.pearson / df;
    result.dispersion = std::max(1.0, result.scale);
    if (settings.reweight) {
        const auto weights = outbreak_weights(result.fit, baseline.counts, result.dispersion,
                                              settings.weights_threshold);
        response.weights = weights;
        result.fit = fit(design, response, rules);
        result.dispersion = std::max(1.0, result.fit.pearson / df);
        result.scale = dispersion_of_package(result.fit, baseline.counts, weights, df);
    }
    if (settings.mode == FarringtonMode::corrected) result.scale = result.dispersion;
    return result;
}

std::optional<FarringtonFit> fit_once(const FarringtonBaseline& baseline, bool with_trend,
                                      const FarringtonSettings& settings)
{
    const auto known = levels(baseline);
    const std::size_t columns = known.size() + (with_trend ? 1 : 0);
    if (columns > max_coefficients || columns >= baseline.counts.size()) return std::nullopt;
    Design design(columns);
    for (std::size_t i = 0; i < baseline.counts.size(); ++i)
        design.append(row(baseline.times[i], with_trend, baseline.blocks[i], known));
    const auto found = fit_and_reweight(design, baseline, settings);
    if (!found) return std::nullopt;
    const auto newest = row(baseline.newest_time, with_trend, baseline.newest_block, known);
    FarringtonFit result{.dispersion = found->dispersion, .has_trend = with_trend};
    result.predictor = linear_predictor(found->fit, newest) + baseline.newest_offset;
    result.error = std::sqrt(found->scale * unscaled_variance(found->fit, newest));
    if (!with_trend) return result;
    result.trend = found->fit.coefficients[1];
    const double error = std::sqrt(found->scale * found->fit.inverse[columns + 1]);
    const double df = static_cast<double>(baseline.counts.size() - columns);
    result.trend_p = error > 0 ? two_sided_t(result.trend / error, df) : 0;
    return result;
}

// Noufaily's three conditions: three years, significant, and no extrapolation beyond what was seen.
bool keeps_trend(const FarringtonFit& fit, const FarringtonBaseline& baseline,
                 const FarringtonSettings& settings)
{
    const double highest = *std::max_element(baseline.counts.begin(), baseline.counts.end());
    return settings.years >= 3 && fit.trend_p < settings.trend_level &&
           std::exp(fit.predictor) <= highest;
}

std::optional<FarringtonFit> fit_with_or_without_trend(const FarringtonBaseline& baseline,
                                                       const FarringtonSettings& settings)
{
    if (settings.trend) {
        const auto with = fit_once(baseline, true, settings);
        if (with && keeps_trend(*with, baseline, settings)) return with;
    }
    return fit_once(baseline, false, settings);
}

void limit_by_delta(FarringtonPoint& point, double count, const FarringtonFit& fit, double z)
{
    const double mean = std::exp(fit.predictor), error = mean * fit.error;
    const double root = std::cbrt(mean), centre = root * root;
    const double tau = fit.dispersion + error * error / mean;
    const double spread = std::sqrt(4.0 / 9 * root * tau);
    point.expected = mean;
    point.fitted = mean;
    point.upper = std::pow(centre + z * spread, 1.5);
    point.p_value = normal_cdf((centre - std::pow(count, 2.0 / 3)) / spread);
}

void limit_by_quantile(FarringtonPoint& point, double count, const FarringtonFit& fit, double z,
                       const FarringtonSettings& settings)
{
    const bool muan = settings.threshold == FarringtonThreshold::muan;
    const double mean = std::exp(fit.predictor + (muan ? z * fit.error : 0));
    const CountLaw law{mean, fit.dispersion};
    point.expected = std::exp(fit.predictor);
    point.fitted = mean;
    if (!std::isfinite(mean)) return; // no limit: nothing but zeros in the reference say so little
    point.upper = count_quantile(1 - settings.alpha, law);
    point.p_value = upper_tail(count, law);
}

// The package knows no number of cases where one of the periods is missing.
bool enough_cases(std::span<const double> counts, const FarringtonSettings& settings)
{
    double sum = 0;
    const std::size_t size = counts.size(),
                      used = std::min(size, static_cast<std::size_t>(settings.case_periods));
    for (std::size_t i = size - used; i < size; ++i) {
        if (!std::isnan(counts[i]))
            sum += counts[i];
        else if (settings.mode == FarringtonMode::parity)
            return false;
    }
    return sum >= settings.least_cases;
}

FarringtonPoint by_bayes(const FarringtonBaseline& baseline, double count, double alpha)
{
    const BayesPrediction prediction{0, static_cast<double>(baseline.counts.size())};
    FarringtonPoint point;
    point.expected = point.fitted = 0;
    point.upper = prediction.quantile(1 - alpha);
    point.p_value = prediction.upper_tail(count);
    return point;
}

// Alarm and score, once the limit is known; with too few cases there is no limit.
FarringtonPoint judged(FarringtonPoint point, std::span<const double> counts,
                       const FarringtonSettings& settings)
{
    const double count = counts.back();
    if (!enough_cases(counts, settings)) point.upper.reset();
    if (!point.upper) return point;
    point.alarm = count > *point.upper && count > 0;
    const double room = *point.upper - point.expected;
    point.score = room > 0 ? (count - point.expected) / room : 0;
    return point;
}

} // namespace

std::optional<FarringtonPoint> farrington(std::span<const double> counts,
                                          std::span<const double> population,
                                          const FarringtonSettings& settings)
{
    const int needed = settings.years * settings.frequency + settings.half_window + 1;
    if (static_cast<int>(counts.size()) < needed) return std::nullopt;
    const bool missing = std::isnan(counts.back());
    if (missing && settings.mode == FarringtonMode::corrected) return std::nullopt;
    if (!population.empty() && !(population.back() > 0)) return std::nullopt;
    const auto baseline = collect(counts, population, settings);
    const std::size_t least = settings.mode == FarringtonMode::parity ? 2 : 3;
    if (baseline.counts.size() < least) return std::nullopt;
    if (settings.mode == FarringtonMode::corrected && baseline.all_zero())
        return judged(by_bayes(baseline, counts.back(), settings.alpha), counts, settings);
    auto fit = fit_with_or_without_trend(baseline, settings);
    if (!fit) return std::nullopt;
    // Of a thinned count: the negative binomial keeps its size.
    if (settings.complete < 1) fit->dispersion = 1 + settings.complete * (fit->dispersion - 1);
    FarringtonPoint point;
    point.dispersion = fit->dispersion;
    point.error = fit->error;
    if (fit->has_trend) point.trend = fit->trend;
    const double z = normal_quantile(1 - settings.alpha);
    if (settings.threshold == FarringtonThreshold::delta)
        limit_by_delta(point, counts.back(), *fit, z);
    else
        limit_by_quantile(point, counts.back(), *fit, z, settings);
    if (missing) point.p_value = 1;
    return judged(point, counts, settings);
}

} // namespace tuermer::statistics
