// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/seasonal_expectation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace tuermer::statistics {

namespace {

constexpr int passes = 3;          // fit, weigh, fit again, weigh, fit again
constexpr int most_rounds = 25;    // of one pass
constexpr double longest_step = 3; // of a coefficient in one round
constexpr double ridge = 1e-9;
// Of a coefficient in a pass's last round: of a pass that only weighs periods, and of the last one.
// A round squares what is missing, so after it 2e-3 and 1e-8 are (no SCORE moves by 0.1).
constexpr double rough = 5e-2, quick = 1e-4;

// Harmonics of the season; a quarter's second one is the alternation, a single column.
int harmonics(const SeasonalPrior& prior, int known)
{
    if (prior.frequency == 4) return known >= 8 ? 2 : 0;
    if (prior.frequency != 12) return 0;
    return known >= prior.second_harmonic_from ? 2 : known >= prior.first_harmonic_from ? 1 : 0;
}

std::size_t columns_of(const SeasonalPrior& prior, int known)
{
    const int count = harmonics(prior, known);
    return prior.frequency == 4 && count > 0 ? 5 : static_cast<std::size_t>(2 + 2 * count);
}

std::size_t twelves_of(int periods)
{
    return (static_cast<std::size_t>(periods) + places - 1) / places;
}

// What is not finite, negative where that cannot be, or without exposure is a gap.
bool usable(const SeasonalSeries& series, std::size_t i, Family family)
{
    const double value = series.values[i];
    if (!std::isfinite(value) || (family != Family::real && value < 0)) return false;
    if (series.exposure.empty() || family == Family::real) return true;
    const double exposure = series.exposure[i];
    if (!(std::isfinite(exposure) && exposure > 0)) return false;
    return family == Family::count || value <= exposure;
}

double level_of(std::span<const double> values, std::span<const double> present)
{
    double sum = 0, squares = 0, count = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += values[i] * present[i];
        squares += values[i] * values[i] * present[i];
        count += present[i];
    }
    if (count == 0) return 1;
    const double mean = sum / count,
                 spread = std::sqrt(std::max(0.0, squares / count - mean * mean));
    const double level = std::max(std::abs(mean), spread);
    return level > 0 ? level : 1;
}

// V(mean): a single period's variance per unit of dispersion.
double unit_variance(Family family, double mean, double trials)
{
    if (family == Family::real) return 1;
    return family == Family::count ? mean : mean * (1 - mean / trials);
}

// What all periods are fitted with before the first round: their common level.
double first_level(const SeasonalRows& rows, Family family, int known)
{
    double sum = 0, exposure = 0, count = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(known); ++i) {
        const double present = rows[SeasonalRows::present][i];
        sum += rows[SeasonalRows::value][i] * present;
        exposure += rows[SeasonalRows::exposure][i] * present;
        count += present;
    }
    if (family == Family::real) return sum / count;
    if (family == Family::count) return std::log((sum + 0.1) / exposure);
    return std::log((sum + 0.5) / (exposure - sum + 0.5));
}

// The columns of what is lacking, among those of the fit.
std::vector<std::size_t> columns_of(const SeasonalFit& fit, Lacking lacking)
{
    std::vector<std::size_t> columns;
    if (lacking.trend) columns.push_back(1);
    for (std::size_t a = 2; lacking.season && a < fit.columns; ++a) columns.push_back(a);
    return columns;
}

} // namespace

std::vector<double> exposure_so_far(const SeasonalSeries& series)
{
    std::vector<double> exposure(series.exposure.begin(), series.exposure.end());
    if (series.complete.empty()) return exposure;
    exposure.resize(series.values.size(), 1);
    for (std::size_t i = 0; i < exposure.size(); ++i) exposure[i] *= series.complete[i];
    return exposure;
}

SeasonalModel::SeasonalModel(const SeasonalSeries& series, const SeasonalPrior& prior)
    : prior_(prior),
      waves_(waves(prior.frequency)),
      series_(series.values.begin(), series.values.end()),
      rows_(series.values.size())
{
    const bool exposed = !series.exposure.empty() && prior.family != Family::real;
    for (std::size_t i = 0; i < rows_.length(); ++i) {
        const bool in_series = i < series_.size();
        const bool known = in_series && usable(series, i, prior.family);
        if (in_series && !known) series_[i] = std::numeric_limits<double>::quiet_NaN();
        const double value = known ? series_[i] : 0;
        const double exposure = exposed && in_series ? series.exposure[i] : 1;
        const bool positive = std::isfinite(exposure) && exposure > 0;
        rows_[SeasonalRows::value][i] = value;
        rows_[SeasonalRows::present][i] = known ? 1 : 0;
        rows_[SeasonalRows::trials][i] = positive ? exposure : 0;
        rows_[SeasonalRows::exposure][i] = positive ? exposure : 1;
        rows_[SeasonalRows::time][i] = static_cast<double>(i + 1) / prior.frequency;
        if (prior.family != Family::count) continue;
        const double root = std::cbrt(value);
        rows_[SeasonalRows::two_thirds][i] = root * root;
        rows_[SeasonalRows::sixth][i] = exposed && positive ? std::sqrt(std::cbrt(exposure)) : 1;
    }
    parts_.twelve.resize(rows_.length() / places);
    parts_.twelve_sixth.resize(rows_.length() / places);
    if (prior.family == Family::real)
        scale_ = level_of(std::span(rows_[SeasonalRows::value], series_.size()),
                          std::span(rows_[SeasonalRows::present], series_.size()));
    const double trend = prior_.trend_sd * scale_, season = prior_.season_sd * scale_;
    const double first = 1 / (season * season);
    precision_ = {0, 1 / (trend * trend), first, first, 4 * first, 4 * first};
}

// The predictor's two parts at the coefficients. exp(trend) of every twelve is that of the one
// before it times the same.
void SeasonalModel::part(const SeasonalFit& fit, bool with_sixths)
{
    constexpr double widest = 300; // neither part overflows, nor their product
    const bool real = prior_.family == Family::real;
    const std::size_t twelves = twelves_of(fit.known);
    const double per_twelve = fit.coefficients[1] * static_cast<double>(places) / prior_.frequency;
    Places x;
    for (std::size_t p = 0; p < places; ++p) {
        x[p] = fit.coefficients[0] + fit.coefficients[1] * rows_[SeasonalRows::time][p];
        for (std::size_t a = 2; a < fit.columns; ++a)
            x[p] += fit.coefficients[a] * waves_.column(a - 1, p);
        if (!real) x[p] = std::clamp(x[p], -widest, widest);
    }
    if (real) {
        parts_.place = x;
        for (std::size_t k = 0; k < twelves; ++k)
            parts_.twelve[k] = per_twelve * static_cast<double>(k);
        return;
    }
    const auto powers = [&](double exponent, std::vector<double>& of_twelve) {
        const double most = widest / static_cast<double>(twelves);
        const double factor = std::exp(std::clamp(exponent, -most, most));
        of_twelve[0] = 1;
        for (std::size_t k = 1; k < twelves; ++k) of_twelve[k] = of_twelve[k - 1] * factor;
    };
    exponentials(x, parts_.place);
    powers(per_twelve, parts_.twelve);
    if (!with_sixths) return;
    for (double& one : x) one /= 6;
    exponentials(x, parts_.place_sixth);
    powers(per_twelve / 6, parts_.twelve_sixth);
}

// The column of the model that a factor of the waves is.
constexpr std::size_t column_of(std::size_t factor)
{
    return factor == 0 ? 0 : factor + 1;
}

SeasonalModel::Solver SeasonalModel::penalised(const SeasonalFit& fit, const RoundSums& sums) const
{
    Solver::Matrix matrix{};
    matrix[1][0] = sums.weight_time[0];
    matrix[1][1] = sums.weight_square;
    for (std::size_t a = 0; a + 1 < fit.columns; ++a) {
        if (a > 0) matrix[column_of(a)][1] = sums.weight_time[a];
        for (std::size_t b = 0; b <= a; ++b)
            matrix[column_of(a)][column_of(b)] = sums.weight[Waves::product(a, b)];
    }
    for (std::size_t a = 0; a < fit.columns; ++a)
        matrix[a][a] += fit.dispersion * precision_[a] + ridge;
    return {matrix, fit.columns};
}

// Of the penalised log-likelihood.
SeasonalModel::Solver::Vector SeasonalModel::slope(const SeasonalFit& fit,
                                                   const RoundSums& sums) const
{
    Solver::Vector right{sums.score[0], sums.score_time};
    for (std::size_t a = 2; a < fit.columns; ++a) right[a] = sums.score[a - 1];
    for (std::size_t a = 0; a < fit.columns; ++a)
        right[a] -= fit.dispersion * precision_[a] * fit.coefficients[a];
    return right;
}

// Newton's steps, which are iteratively reweighted least squares; a real figure needs one.
void SeasonalModel::solve(SeasonalFit& fit, double largest_change)
{
    const bool real = prior_.family == Family::real;
    for (int round = 0; round < most_rounds; ++round) {
        part(fit, false);
        const auto sums = round_sums(rows_, twelves_of(fit.known), parts_, waves_, prior_.family);
        const auto matrix = penalised(fit, sums);
        const auto step = matrix.solve(slope(fit, sums));
        double largest = 0;
        for (const double one : step) largest = std::max(largest, std::abs(one));
        const double share = !real && largest > longest_step ? longest_step / largest : 1;
        for (std::size_t a = 0; a < fit.columns; ++a) fit.coefficients[a] += share * step[a];
        if (!real && largest >= largest_change && round + 1 < most_rounds) continue;
        fit.inverse = matrix.inverse();
        return;
    }
}

LeverageParts SeasonalModel::leverage(const SeasonalFit& fit) const
{
    std::array<double, Waves::padded> inverse{};
    std::array<double, Waves::factors> inverse_time{};
    for (std::size_t a = 0; a + 1 < fit.columns; ++a) {
        inverse_time[a] = fit.inverse[column_of(a)][1];
        for (std::size_t b = 0; b <= a; ++b)
            inverse[Waves::product(a, b)] =
                (a == b ? 1 : 2) * fit.inverse[column_of(a)][column_of(b)];
    }
    return leverage_parts(waves_, inverse, inverse_time, fit.inverse[1][1]);
}

// How much a period tells of the dispersion, as a share of what a normal figure tells: a variance
// of n figures has itself the variance 2/n + kurtosis/n, and the negative binomial's excess
// kurtosis is 6 (dispersion − 1) / mean + 1 / variance.
double SeasonalModel::told_of_dispersion(const SeasonalFit& fit, double rarity) const
{
    if (prior_.family != Family::count || prior_.as_prototype) return 1;
    const double kurtosis = (6 * (fit.dispersion - 1) + 1 / fit.dispersion) * rarity / fit.used;
    return 1 / (1 + kurtosis / 2);
}

// Dispersion and its degrees of freedom from what a pass left.
void SeasonalModel::estimate_dispersion(SeasonalFit& fit, const FitSums& sums) const
{
    fit.parameters = sums.parameters;
    fit.told = told_of_dispersion(fit, sums.rarity);
    fit.degrees_of_freedom = fit.told * std::max(1.0, fit.used - fit.parameters);
    fit.pearson = fit.told * sums.pearson;
    fit.dispersion = dispersion_of(fit);
}

double SeasonalModel::dispersion_of(const SeasonalFit& fit) const
{
    const bool real = prior_.family == Family::real;
    const double guesses = real ? 0 : prior_.dispersion_df;
    const double estimate =
        (fit.pearson + guesses * prior_.dispersion) / (fit.degrees_of_freedom + guesses);
    return std::max(real ? 1e-12 * scale_ * scale_ : 1.0, estimate);
}

// Pairs are not taken of plain figures: how their tails run is not known, and two high ones may be
// no more than a long tail.
void SeasonalModel::weigh(const SeasonalFit& fit)
{
    const bool both = prior_.outliers == Outliers::both;
    statistics::weigh(rows_, static_cast<std::size_t>(fit.known), fit.dispersion,
                      {.limit = prior_.outlier_limit,
                       .high = both || prior_.outliers == Outliers::high,
                       .low = both || prior_.outliers == Outliers::low,
                       .pairs = !prior_.as_prototype && prior_.family != Family::real});
}

double SeasonalModel::pearson_residual(const SeasonalFit& fit, std::size_t i) const
{
    const double left = rows_[SeasonalRows::value][i] - rows_[SeasonalRows::mean][i];
    return left / std::sqrt(fit.dispersion * rows_[SeasonalRows::variance][i]);
}

// Of successive residuals, gaps left out.
void SeasonalModel::relate_residuals(SeasonalFit& fit) const
{
    double products = 0, squares = 0, before = 0;
    bool has_before = false;
    for (std::size_t i = 0; i < static_cast<std::size_t>(fit.known); ++i) {
        if (rows_[SeasonalRows::present][i] == 0) {
            has_before = false;
            continue;
        }
        const double residual = pearson_residual(fit, i);
        squares += residual * residual;
        if (has_before) products += residual * before;
        before = residual;
        has_before = true;
    }
    fit.autocorrelation = squares > 0 ? products / squares : 0;
}

void SeasonalModel::begin(SeasonalFit& fit)
{
    const auto known = static_cast<std::size_t>(fit.known);
    const double* present = rows_[SeasonalRows::present];
    double* weight = rows_[SeasonalRows::weight];
    std::copy_n(present, known, weight);
    std::fill(weight + known, weight + twelves_of(fit.known) * places, 0.0);
    fit.used = static_cast<int>(std::count(present, present + known, 1.0));
    fit.columns = columns_of(prior_, fit.known);
    if (prior_.family == Family::real) fit.dispersion = scale_ * scale_;
    if (fit.used > 0) fit.coefficients[0] = first_level(rows_, prior_.family, fit.known);
}

std::optional<SeasonalFit> SeasonalModel::fit(int known)
{
    SeasonalFit fit;
    fit.known = known;
    begin(fit);
    if (fit.used < 3) return std::nullopt;
    const std::size_t twelves = twelves_of(known);
    for (int pass = 0; pass < passes; ++pass) {
        if (pass > 0) weigh(fit);
        solve(fit, pass + 1 < passes ? rough : quick);
        part(fit, true);
        estimate_dispersion(fit, look(rows_, twelves, parts_, leverage(fit), prior_.family));
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(known); ++i)
        fit.outliers +=
            rows_[SeasonalRows::present][i] > 0 && rows_[SeasonalRows::weight][i] < 1 ? 1 : 0;
    relate_residuals(fit);
    return fit;
}

// The fit on condition that what is lacking is exactly 0, by the normal approximation around it;
// its odds are the ratio of the posterior and the prior density there (Savage and Dickey: Dickey
// 1971, Annals of Mathematical Statistics 42).
SeasonalModel::Simpler SeasonalModel::without(const SeasonalFit& fit, Lacking lacking) const
{
    Simpler simpler{fit, 0};
    const auto columns = columns_of(fit, lacking);
    const std::size_t count = columns.size();
    if (count == 0) return simpler;
    Solver::Matrix among{};
    Solver::Vector gone{};
    for (std::size_t a = 0; a < count; ++a) {
        gone[a] = fit.coefficients[columns[a]];
        for (std::size_t b = 0; b < count; ++b) among[a][b] = fit.inverse[columns[a]][columns[b]];
    }
    const Solver covariance(among, count);
    const auto pull = covariance.solve(gone);
    double far = 0, penalty = 0, held_back = 0, log_prior = 0;
    for (std::size_t a = 0; a < count; ++a) {
        const double precision = precision_[columns[a]];
        far += gone[a] * pull[a];
        penalty += precision * gone[a] * gone[a];
        held_back += fit.dispersion * precision * among[a][a];
        log_prior += std::log(fit.dispersion * precision);
    }
    simpler.log_odds = -(covariance.log_determinant() + log_prior + far / fit.dispersion) / 2;
    auto& rest = simpler.fit;
    for (std::size_t a = 0; a < fit.columns; ++a) {
        Solver::Vector shared{};
        for (std::size_t c = 0; c < count; ++c) shared[c] = fit.inverse[a][columns[c]];
        const auto share = covariance.solve(shared);
        for (std::size_t c = 0; c < count; ++c) {
            rest.coefficients[a] -= share[c] * gone[c];
            for (std::size_t b = 0; b < fit.columns; ++b)
                rest.inverse[a][b] -= share[c] * fit.inverse[columns[c]][b];
        }
    }
    for (const std::size_t column : columns) {
        rest.coefficients[column] = 0;
        for (std::size_t b = 0; b < fit.columns; ++b)
            rest.inverse[column][b] = rest.inverse[b][column] = 0;
    }
    rest.pearson += fit.told * (far + fit.dispersion * penalty);
    rest.degrees_of_freedom += fit.told * (static_cast<double>(count) - held_back);
    rest.dispersion = dispersion_of(rest);
    return simpler;
}

SeasonalFit SeasonalModel::averaged(const SeasonalFit& fit, Lacking may) const
{
    // So many squared standard errors from 0, even the widest prior leaves a model without the
    // coefficient less than one in a million.
    constexpr double beyond_doubt = 40;
    const auto doubtful = [&](std::size_t column) {
        const double b = fit.coefficients[column];
        return b * b < beyond_doubt * fit.dispersion * fit.inverse[column][column];
    };
    const bool trend = may.trend && doubtful(1);
    bool season = may.season && fit.columns > 2;
    for (std::size_t a = 2; a < fit.columns; ++a) season = season && doubtful(a);
    if (!trend && !season) return fit;
    std::vector<Simpler> models{{fit, 0}};
    if (trend) models.push_back(without(fit, {.trend = true, .season = false}));
    if (season) models.push_back(without(fit, {.trend = false, .season = true}));
    if (trend && season) models.push_back(without(fit, {.trend = true, .season = true}));
    double likeliest = 0, total = 0;
    for (const auto& one : models) likeliest = std::max(likeliest, one.log_odds);
    for (auto& one : models) total += one.log_odds = std::exp(one.log_odds - likeliest);

    SeasonalFit mean = fit;
    mean.coefficients = {};
    mean.inverse = {};
    mean.dispersion = mean.pearson = mean.degrees_of_freedom = 0;
    for (const auto& [one, odds] : models) {
        const double weight = odds / total;
        mean.dispersion += weight * one.dispersion;
        mean.pearson += weight * one.pearson;
        mean.degrees_of_freedom += weight * one.degrees_of_freedom;
        for (std::size_t a = 0; a < fit.columns; ++a)
            mean.coefficients[a] += weight * one.coefficients[a];
    }
    for (const auto& [one, odds] : models) {
        const double weight = odds / total / mean.dispersion;
        for (std::size_t a = 0; a < fit.columns; ++a)
            for (std::size_t b = 0; b < fit.columns; ++b)
                mean.inverse[a][b] += weight * (one.dispersion * one.inverse[a][b] +
                                                (one.coefficients[a] - mean.coefficients[a]) *
                                                    (one.coefficients[b] - mean.coefficients[b]));
    }
    return mean;
}

double SeasonalModel::innovation_deviation(const SeasonalFit& fit, double autocorrelation) const
{
    constexpr double limit = 2.2;
    constexpr int rounds = 3;
    std::vector<double> squares;
    for (std::size_t i = 1; i < static_cast<std::size_t>(fit.known); ++i) {
        if (rows_[SeasonalRows::present][i - 1] == 0 || rows_[SeasonalRows::present][i] == 0)
            continue;
        const double beyond =
            pearson_residual(fit, i) - autocorrelation * pearson_residual(fit, i - 1);
        squares.push_back(beyond * beyond);
    }
    const double left = std::max(1.0, static_cast<double>(squares.size()) - fit.parameters);
    double variance = std::reduce(squares.begin(), squares.end()) / left;
    for (int round = 0; round < rounds; ++round) {
        double sum = 0;
        for (const double square : squares) sum += std::min(square, limit * limit * variance);
        variance = sum / left;
    }
    return std::sqrt(variance);
}

double SeasonalModel::season(const SeasonalFit& fit, int period) const
{
    const std::size_t place = static_cast<std::size_t>(period) % places;
    double sum = 0;
    for (std::size_t a = 2; a < fit.columns; ++a)
        sum += waves_.column(a - 1, place) * fit.coefficients[a];
    return sum;
}

std::optional<SeasonalPoint> SeasonalModel::expect(const SeasonalFit& fit, int period) const
{
    constexpr double widest = 30; // exp(30) is more than any count
    const auto i = static_cast<std::size_t>(period);
    const double time = rows_[SeasonalRows::time][i], trials = rows_[SeasonalRows::trials][i];
    if (!(trials > 0)) return std::nullopt;
    const double predictor = fit.coefficients[0] + fit.coefficients[1] * time + season(fit, period);
    const auto hat = leverage(fit);
    const double variance =
        hat.at[i % places] + time * (2 * hat.slope[i % places] + time * hat.square);
    SeasonalPoint point;
    point.trials = trials;
    if (prior_.family == Family::real)
        point.mean = predictor;
    else if (prior_.family == Family::count)
        point.mean = std::exp(std::min(widest, predictor + (trials == 1 ? 0 : std::log(trials))));
    else
        point.mean = trials / (1 + std::exp(-std::clamp(predictor, -widest, widest)));
    // With a canonical link the mean moves by V(mean) per unit of the predictor.
    point.unit_variance = unit_variance(prior_.family, point.mean, point.trials);
    point.model_variance = point.unit_variance * point.unit_variance * variance;
    return point;
}

} // namespace tuermer::statistics
