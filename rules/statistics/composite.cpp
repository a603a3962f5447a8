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
#include <utility>

namespace tuermer::statistics {

namespace {

constexpr double strongest_autocorrelation = 0.97;
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
    if (!settings.mixed_dispersion)
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

// What one model says of a period, before it is known which side is bad.
struct ModelSays {
    CompositePoint point;
    double dispersion = 1;
};

// One model of a series and its newest fit.
class ScoringModel {
public:
    ScoringModel(const SeasonalSeries& series, const SeasonalPrior& prior)
        : series_(series), model_({series.values, series.exposure}, prior)
    {
    }

    tl::expected<ModelSays, Unjudged> judge(int period, int known,
                                            const CompositeSettings& settings);
    double log_evidence(double dispersion) { return model_.log_evidence(*fit_, dispersion); }
    double value(int period) const { return model_.value(period); }

private:
    double complete(int period) const
    {
        return series_.complete.empty() ? 1 : series_.complete[static_cast<std::size_t>(period)];
    }
    CompositePoint describe(const SeasonalPoint& at, int period,
                            const CompositeSettings& settings) const;
    double innovation(double z, int period, CompositePoint& point,
                      const CompositeSettings& settings) const;

    SeasonalSeries series_;
    SeasonalModel model_;
    std::optional<SeasonalFit> fit_;
};

// Where residuals depend on the one before, only what is new in this one counts.
double ScoringModel::innovation(double z, int period, CompositePoint& point,
                                const CompositeSettings& settings) const
{
    const double n = fit_->used;
    double rho = fit_->autocorrelation;
    if (n < least_periods_for_autocorrelation || rho <= settings.autocorrelation_z / std::sqrt(n))
        return z;
    rho = std::min(strongest_autocorrelation, rho + (1 + 3 * rho) / n); // Kendall's bias
    double before = fit_->last_residual;
    if (period > fit_->known) {
        const auto at = model_.expect(*fit_, period - 1);
        const double last = model_.value(period - 1);
        const double variance = at ? fit_->dispersion * at->unit_variance : 0;
        before = variance > 0 && !std::isnan(last) ? (last - at->mean) / std::sqrt(variance) : 0;
    }
    point.autocorrelation = rho;
    return settings.innovation_share * (z - rho * before) / std::sqrt(1 - rho * rho);
}

CompositePoint ScoringModel::describe(const SeasonalPoint& at, int period,
                                      const CompositeSettings& settings) const
{
    CompositePoint point;
    point.expected = at.mean;
    point.variance =
        variance_of(at, thinned_dispersion(fit_->dispersion, complete(period)), *fit_, settings);
    point.trials = at.trials;
    point.dispersion = fit_->dispersion;
    point.used = fit_->used;
    point.outliers = fit_->outliers;
    point.trend_per_year = fit_->coefficients[1];
    point.trend_error = std::sqrt(fit_->dispersion * fit_->inverse[1][1]);
    point.season = model_.season(*fit_, period);
    return point;
}

tl::expected<ModelSays, Unjudged> ScoringModel::judge(int period, int known,
                                                      const CompositeSettings& settings)
{
    fit_ = model_.fit(known);
    if (!fit_ || fit_->used < settings.least_history)
        return tl::unexpected(Unjudged::insufficient_history);
    const auto at = model_.expect(*fit_, period);
    if (!at || !(at->unit_variance > 0)) return tl::unexpected(Unjudged::degenerate);
    ModelSays said{describe(*at, period, settings), fit_->dispersion};
    const double z = score_of(value(period), *at, *fit_, complete(period), settings);
    said.point.z = innovation(z, period, said.point, settings);
    return said;
}

// The score of a mixture of what two models expect, the second with this weight; it is described by
// the likelier one, around what both expect on average.
CompositePoint averaged(const CompositePoint& first, const CompositePoint& second, double weight)
{
    CompositePoint point = weight > 0.5 ? second : first;
    const auto mean = [&](double a, double b) { return (1 - weight) * a + weight * b; };
    point.expected = mean(first.expected, second.expected);
    const auto around = [&](const CompositePoint& one) {
        const double off = one.expected - point.expected;
        return one.variance + off * off;
    };
    point.variance = mean(around(first), around(second));
    const double upper = mean(normal_cdf(-first.z), normal_cdf(-second.z));
    const double lower = mean(normal_cdf(first.z), normal_cdf(second.z));
    point.z = upper < lower ? -normal_quantile(upper) : normal_quantile(lower);
    return point;
}

SeasonalPrior plain_prior(const CompositeSettings& settings)
{
    auto prior = settings.prior;
    if (settings.plain_trend_sd > 0) prior.trend_sd = settings.plain_trend_sd;
    if (settings.plain_season_sd > 0) prior.season_sd = settings.plain_season_sd;
    return prior;
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
        if (settings.plain_trend_sd > 0 || settings.plain_season_sd > 0)
            plain_.emplace(SeasonalSeries{series.values, exposure_, complete_},
                           plain_prior(settings));
    }
    CompositeRun(const CompositeRun&) = delete; // its models look into it
    CompositeRun& operator=(const CompositeRun&) = delete;

    // What the period itself says: without memory.
    CompositeVerdict score(int period);
    CompositeVerdict judge(int period);

private:
    int known_before(int period) const;
    std::optional<CompositePoint> after_zeros(int period, int known) const;
    tl::expected<CompositePoint, Unjudged> by_models(int period, int known);
    bool nothing_but_zeros(int known) const;

    std::span<const double> complete_;
    std::vector<double> exposure_;
    CompositeSettings settings_;
    ScoringModel model_;
    std::optional<ScoringModel> plain_;
    CompositeMemory memory_;
};

int CompositeRun::known_before(int period) const
{
    const int guarded = period - settings_.guard;
    return guarded < least_for_guard ? period : guarded;
}

bool CompositeRun::nothing_but_zeros(int known) const
{
    if (settings_.prior.family != Family::count || !settings_.mixed_dispersion) return false;
    for (int i = 0; i < known; ++i)
        if (model_.value(i) > 0) return false;
    return true;
}

// Where nothing but zeros came before, Jeffreys' prior speaks (methods.md 4.6).
std::optional<CompositePoint> CompositeRun::after_zeros(int period, int known) const
{
    double periods = 0;
    for (int i = 0; i < known; ++i) periods += std::isnan(model_.value(i)) ? 0 : 1;
    if (periods == 0) return std::nullopt;
    const BayesPrediction prediction{0, periods};
    const double y = model_.value(period);
    CompositePoint point;
    point.used = static_cast<int>(periods);
    point.expected = 0.5 / periods;
    point.variance = point.expected * (1 + 1 / periods);
    point.z = upper_score(0.5 * (prediction.upper_tail(y) + prediction.upper_tail(y + 1)));
    return point;
}

// Both models are as likely before they have seen anything.
tl::expected<CompositePoint, Unjudged> CompositeRun::by_models(int period, int known)
{
    auto said = model_.judge(period, known, settings_);
    if (!said) return tl::unexpected(said.error());
    const auto plainly =
        plain_ ? plain_->judge(period, known, settings_) : tl::unexpected(Unjudged::none);
    if (!plainly) return std::move(said->point);
    const double ahead =
        plain_->log_evidence(said->dispersion) - model_.log_evidence(said->dispersion);
    return averaged(said->point, plainly->point, 1 / (1 + std::exp(-ahead)));
}

CompositeVerdict CompositeRun::score(int period)
{
    const int known = known_before(period);
    if (known < settings_.least_history) return {std::nullopt, Unjudged::insufficient_history};
    if (std::isnan(model_.value(period))) return {std::nullopt, Unjudged::missing_value};
    CompositePoint point;
    if (nothing_but_zeros(known)) {
        auto after = after_zeros(period, known);
        if (!after) return {std::nullopt, Unjudged::insufficient_history};
        point = std::move(*after);
    } else {
        auto found = by_models(period, known);
        if (!found) return {std::nullopt, found.error()};
        point = std::move(*found);
    }
    if (!std::isfinite(point.z)) return {std::nullopt, Unjudged::degenerate};
    if (settings_.bad == BadSide::low) point.z = -point.z;
    return {std::move(point), Unjudged::none};
}

CompositeVerdict CompositeRun::judge(int period)
{
    auto verdict = score(period);
    if (!verdict.point) return verdict;
    verdict.point = with_memory(std::move(*verdict.point), std::move(memory_), settings_);
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
        back.push_back(std::move(*verdict.point));
    }
    CompositeMemory memory;
    for (auto point = back.rbegin(); point != back.rend(); ++point) {
        *point = with_memory(std::move(*point), std::move(memory), settings);
        memory = point->memory;
    }
    return {std::move(back.front()), Unjudged::none};
}

} // namespace tuermer::statistics
