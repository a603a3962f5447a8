// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/composite.hpp"

#include "rules/statistics/bayes_predictive.hpp"
#include "rules/statistics/count_tails.hpp"
#include "rules/statistics/intervals.hpp"
#include "rules/statistics/share_tails.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tl/expected.hpp>

namespace tuermer::statistics {

namespace {

constexpr double least_innovation = 0.01; // of a residual's deviation: less is a fit of chance
constexpr double least_periods_for_autocorrelation = 20;
constexpr int least_for_guard = 6; // with fewer figures before the guard, there is none

// Dispersions a count may have, and how likely each is after the fit: a scaled inverse chi-square
// law on a grid from 1 upwards (counts never vary less than Poisson's law).
struct DispersionMix {
    static constexpr std::size_t steps = 16;
    std::array<double, steps> value{}, weight{};
};

DispersionMix mix(const SeasonalFit& fit, const SeasonalPrior& prior)
{
    constexpr double ratio = 1.3;
    DispersionMix result;
    const double df = fit.degrees_of_freedom + prior.dispersion_df;
    const double sum = fit.pearson + prior.dispersion_df * prior.dispersion;
    double dispersion = std::max(1.0, fit.dispersion / std::pow(ratio, 7)), total = 0;
    const double reference = -df / 2 * std::log(fit.dispersion) - sum / (2 * fit.dispersion);
    for (std::size_t k = 0; k < DispersionMix::steps; ++k, dispersion *= ratio) {
        const double log_weight = -df / 2 * std::log(dispersion) - sum / (2 * dispersion);
        result.value[k] = dispersion;
        result.weight[k] = std::exp(log_weight - reference);
        total += result.weight[k];
    }
    for (double& weight : result.weight) weight /= total;
    return result;
}

// P(Y > y) + P(Y = y)/2 with this variance around the expected value.
double tail(double y, const SeasonalPoint& at, double variance, Family family)
{
    if (family == Family::share) {
        const double unit = at.unit_variance > 0 ? at.unit_variance : 1;
        return upper_mid_p(y, ShareLaw{at.trials, at.mean / at.trials, variance / unit});
    }
    const double ratio = variance > at.mean * 1.0001 ? variance / at.mean : 1;
    return upper_mid_p(y, CountLaw{at.mean, ratio});
}

double variance_of(const SeasonalPoint& at, double dispersion, const SeasonalFit& fit,
                   const CompositeSettings& settings)
{
    return dispersion * at.unit_variance + fit.dispersion * at.model_variance +
           settings.noise_variance;
}

// Each case being in with probability `complete`, the negative binomial keeps its size.
double thinned_dispersion(double dispersion, double complete)
{
    return complete < 1 ? 1 + complete * (dispersion - 1) : dispersion;
}

// Upper normal score of a figure, of which so much is in, under the prediction.
double score_of(double y, const SeasonalPoint& at, const SeasonalFit& fit, double complete,
                const CompositeSettings& settings)
{
    const double variance =
        variance_of(at, thinned_dispersion(fit.dispersion, complete), fit, settings);
    const Family family = settings.prior.family;
    if (family == Family::real)
        return studentised((y - at.mean) / std::sqrt(variance), fit.degrees_of_freedom);
    if (settings.prior.as_prototype)
        return studentised(upper_score(tail(y, at, variance, family)), fit.degrees_of_freedom);
    const DispersionMix dispersions = mix(fit, settings.prior);
    double sum = 0, weights = 0;
    for (std::size_t k = 0; k < DispersionMix::steps; ++k) {
        if (dispersions.weight[k] < 1e-3) continue;
        const double dispersion = thinned_dispersion(dispersions.value[k], complete);
        const double v = variance_of(at, dispersion, fit, settings);
        sum += dispersions.weight[k] * tail(y, at, v, family);
        weights += dispersions.weight[k];
    }
    return upper_score(sum / weights);
}

// The model of one series.
class ScoringModel {
public:
    ScoringModel(const SeasonalSeries& series, const SeasonalPrior& prior)
        : series_(series), model_({series.values, series.exposure}, prior)
    {
    }

    tl::expected<CompositePoint, Unjudged> judge(int period, int known,
                                                 const CompositeSettings& settings);
    double value(int period) const { return model_.value(period); }

private:
    double complete(int period) const
    {
        return series_.complete.empty() ? 1 : series_.complete[static_cast<std::size_t>(period)];
    }
    CompositePoint describe(const SeasonalFit& fit, const SeasonalPoint& at, int period,
                            const CompositeSettings& settings) const;
    double innovation(double z, int period, const SeasonalFit& fit, CompositePoint& point,
                      const CompositeSettings& settings) const;

    SeasonalSeries series_;
    SeasonalModel model_;
};

// Where residuals depend on the one before, only what is new in this one counts.
double ScoringModel::innovation(double z, int period, const SeasonalFit& fit, CompositePoint& point,
                                const CompositeSettings& settings) const
{
    const double n = fit.used;
    double rho = fit.autocorrelation;
    if (n < least_periods_for_autocorrelation || rho <= settings.autocorrelation_z / std::sqrt(n))
        return z;
    rho = unbiased_autocorrelation(rho, n);
    const auto at = model_.expect(fit, period - 1);
    const double last = model_.value(period - 1);
    const double variance = at ? fit.dispersion * at->unit_variance : 0;
    const bool known = variance > 0 && !std::isnan(last);
    const double before = known ? (last - at->mean) / std::sqrt(variance) : 0;
    point.autocorrelation = rho;
    const double deviation = settings.prior.as_prototype ? std::sqrt(1 - rho * rho)
                                                         : model_.innovation_deviation(fit, rho);
    return (z - rho * before) / std::max(deviation, least_innovation);
}

CompositePoint ScoringModel::describe(const SeasonalFit& fit, const SeasonalPoint& at, int period,
                                      const CompositeSettings& settings) const
{
    CompositePoint point;
    point.expected = at.mean;
    point.variance =
        variance_of(at, thinned_dispersion(fit.dispersion, complete(period)), fit, settings);
    point.trials = at.trials;
    point.dispersion = fit.dispersion;
    point.used = fit.used;
    point.outliers = fit.outliers;
    point.trend_per_year = fit.coefficients[1];
    point.trend_error = std::sqrt(fit.dispersion * fit.inverse[1][1]);
    point.season = model_.season(fit, period);
    return point;
}

// What the model says of a period, before it is known which side is bad.
tl::expected<CompositePoint, Unjudged> ScoringModel::judge(int period, int known,
                                                           const CompositeSettings& settings)
{
    const auto whole = model_.fit(known);
    if (!whole || whole->used < settings.least_history)
        return tl::unexpected(Unjudged::insufficient_history);
    const auto fit = model_.averaged(*whole, settings.may_lack);
    const auto at = model_.expect(fit, period);
    if (!at || !(at->unit_variance > 0)) return tl::unexpected(Unjudged::degenerate);
    auto point = describe(fit, *at, period, settings);
    const double z = score_of(value(period), *at, fit, complete(period), settings);
    point.z = innovation(z, period, fit, point, settings);
    return point;
}

// What the figures of one series have said so far, period by period.
class CompositeRun {
public:
    CompositeRun(const SeasonalSeries& series, const CompositeSettings& settings,
                 const CompositeMemory& memory)
        : complete_(settings.prior.family == Family::count ? series.complete
                                                           : std::span<const double>()),
          exposure_(exposure_so_far({series.values, series.exposure, complete_})),
          settings_(settings),
          model_({series.values, exposure_, complete_}, settings.prior),
          memory_(memory)
    {
    }
    CompositeRun(const CompositeRun&) = delete; // its models look into it
    CompositeRun& operator=(const CompositeRun&) = delete;

    // What the period itself says: without memory.
    CompositeVerdict score(int period);
    CompositeVerdict judge(int period);

private:
    int known_before(int period) const;
    std::optional<CompositePoint> after_zeros(int period, int known) const;
    bool nothing_but_zeros(int known) const;
    double value(int period) const { return model_.value(period); }

    std::span<const double> complete_;
    std::vector<double> exposure_;
    CompositeSettings settings_;
    ScoringModel model_;
    CompositeMemory memory_;
};

int CompositeRun::known_before(int period) const
{
    const int guarded = period - settings_.guard;
    return guarded < least_for_guard ? period : guarded;
}

bool CompositeRun::nothing_but_zeros(int known) const
{
    if (settings_.prior.family != Family::count || settings_.prior.as_prototype) return false;
    for (int i = 0; i < known; ++i)
        if (value(i) > 0) return false;
    return true;
}

// Where nothing but zeros came before, Jeffreys' prior speaks (methods.md 4.6).
std::optional<CompositePoint> CompositeRun::after_zeros(int period, int known) const
{
    double periods = 0;
    for (int i = 0; i < known; ++i) periods += std::isnan(value(i)) ? 0 : 1;
    if (periods == 0) return std::nullopt;
    const BayesPrediction prediction{0, periods};
    const double y = value(period);
    CompositePoint point;
    point.used = static_cast<int>(periods);
    point.expected = 0.5 / periods;
    point.variance = point.expected * (1 + 1 / periods);
    point.z = upper_score(0.5 * (prediction.upper_tail(y) + prediction.upper_tail(y + 1)));
    return point;
}

CompositeVerdict CompositeRun::score(int period)
{
    const int known = known_before(period);
    if (known < settings_.least_history) return {std::nullopt, Unjudged::insufficient_history};
    if (std::isnan(value(period))) return {std::nullopt, Unjudged::missing_value};
    CompositePoint point;
    if (nothing_but_zeros(known)) {
        auto after = after_zeros(period, known);
        if (!after) return {std::nullopt, Unjudged::insufficient_history};
        point = *after;
    } else {
        auto found = model_.judge(period, known, settings_);
        if (!found) return {std::nullopt, found.error()};
        point = *found;
    }
    if (!std::isfinite(point.z)) return {std::nullopt, Unjudged::degenerate};
    if (settings_.bad == BadSide::low) point.z = -point.z;
    return {point, Unjudged::none};
}

CompositeVerdict CompositeRun::judge(int period)
{
    auto verdict = score(period);
    if (!verdict.point) return verdict;
    verdict.point = with_memory(*verdict.point, memory_, settings_);
    memory_ = verdict.point->memory;
    return verdict;
}

} // namespace

std::vector<CompositeVerdict> composite(const SeasonalSeries& series, int first, int last,
                                        const CompositeSettings& settings,
                                        const CompositeMemory& memory)
{
    CompositeRun run(series, settings, memory);
    std::vector<CompositeVerdict> verdicts;
    for (int period = std::max(0, first);
         period <= last && period < static_cast<int>(series.values.size()); ++period)
        verdicts.push_back(run.judge(period));
    return verdicts;
}

CompositeLimits composite_limits(const CompositePoint& point, const CompositeSettings& settings)
{
    const double reach = settings.outbreak_limit, half = reach * std::sqrt(point.variance);
    const double alpha = normal_cdf(-reach);
    CompositeLimits limits{point.expected - half, point.expected + half};
    if (settings.prior.family == Family::real || point.expected <= 0) return limits;
    if (settings.prior.family == Family::share)
        return {std::max(0.0, limits.lower), std::min(point.trials, limits.upper)};
    const CountLaw law{point.expected, std::max(1.0, point.variance / point.expected)};
    return {count_quantile(alpha, law), count_quantile(1 - alpha, law)};
}

CompositeVerdict composite_newest(const SeasonalSeries& series, const CompositeSettings& settings)
{
    const int last = static_cast<int>(series.values.size()) - 1;
    if (last < 0) return {std::nullopt, Unjudged::insufficient_history};
    CompositeRun run(series, settings, {});
    std::vector<CompositePoint> back;     // newest first
    std::vector<std::optional<double>> z; // oldest first
    const int first = std::max(0, last - settings.look_back);
    for (int period = last; period >= first && !forgets_before(z, settings); --period) {
        auto verdict = run.score(period);
        if (period == last && !verdict.point) return verdict;
        if (!verdict.point) continue;
        z.insert(z.begin(), verdict.point->z);
        back.push_back(*verdict.point);
    }
    CompositeMemory memory;
    for (auto point = back.rbegin(); point != back.rend(); ++point) {
        *point = with_memory(*point, memory, settings);
        memory = point->memory;
    }
    return {back.front(), Unjudged::none};
}

} // namespace tuermer::statistics
