// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/seasonal_expectation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace tuermer::statistics {

namespace {

constexpr int passes = 3;          // fit, weigh, fit again, weigh, fit again
constexpr int most_rounds = 25;    // of one pass
constexpr double longest_step = 3; // of a coefficient in one round
constexpr double ridge = 1e-9;
// Of a coefficient in a pass's last round: of a pass that only weighs periods, and of the last one.
// A round squares what is missing, so after it 1e-4 and 1e-8 are (no SCORE moves by 0.1).
constexpr double rough = 1e-2, quick = 1e-4;

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

// From the two parts of the predictor.
double mean_of(Family family, double place, double twelve, double exposure)
{
    if (family == Family::real) return place + twelve;
    const double odds = place * twelve;
    return family == Family::count ? exposure * odds : exposure * odds / (1 + odds);
}

// value log(value / mean), which is 0 of nothing.
double times_log_ratio(double value, double mean)
{
    return value > 0 ? value * std::log(value / std::max(mean, 1e-300)) : 0;
}

double deviance(Family family, double value, double mean, double trials)
{
    if (family == Family::real) return (value - mean) * (value - mean);
    const double cases = times_log_ratio(value, mean);
    if (family == Family::count) return 2 * (cases - (value - mean));
    return 2 * (cases + times_log_ratio(trials - value, trials - mean));
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
        fit.log_determinant = matrix.log_determinant();
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

// Dispersion and its degrees of freedom from what a pass left.
void SeasonalModel::estimate_dispersion(SeasonalFit& fit) const
{
    const bool real = prior_.family == Family::real;
    const double guesses = real ? 0 : prior_.dispersion_df;
    fit.degrees_of_freedom = std::max(1.0, fit.used - fit.parameters);
    const double estimate =
        (fit.pearson + guesses * prior_.dispersion) / (fit.degrees_of_freedom + guesses);
    fit.dispersion = std::max(real ? 1e-12 * scale_ * scale_ : 1.0, estimate);
}

void SeasonalModel::weigh(const SeasonalFit& fit)
{
    const std::size_t twelves = twelves_of(fit.known);
    const bool both = prior_.outliers == Outliers::both;
    statistics::weigh(rows_, twelves, fit.dispersion,
                      {.limit = prior_.outlier_limit,
                       .high = both || prior_.outliers == Outliers::high,
                       .low = both || prior_.outliers == Outliers::low});
    std::fill(rows_[SeasonalRows::weight] + fit.known,
              rows_[SeasonalRows::weight] + twelves * places, 0.0);
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
        const double left = rows_[SeasonalRows::value][i] - rows_[SeasonalRows::mean][i];
        const double residual = left / std::sqrt(fit.dispersion * rows_[SeasonalRows::variance][i]);
        squares += residual * residual;
        if (has_before) products += residual * before;
        before = residual;
        has_before = true;
    }
    fit.autocorrelation = squares > 0 ? products / squares : 0;
    fit.last_residual = before;
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
        const auto left = look(rows_, twelves, parts_, leverage(fit), prior_.family);
        fit.parameters = left.parameters;
        fit.pearson = left.pearson;
        estimate_dispersion(fit);
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(known); ++i)
        fit.outliers +=
            rows_[SeasonalRows::present][i] > 0 && rows_[SeasonalRows::weight][i] < 1 ? 1 : 0;
    relate_residuals(fit);
    return fit;
}

double SeasonalModel::log_evidence(const SeasonalFit& fit, double dispersion)
{
    constexpr double most = 2.5 * 2.5;
    part(fit, false);
    double sum = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(fit.known); ++i) {
        if (rows_[SeasonalRows::present][i] == 0) continue;
        const double exposure = rows_[SeasonalRows::exposure][i];
        const double mean =
            mean_of(prior_.family, parts_.place[i % places], parts_.twelve[i / places], exposure);
        const double far = deviance(prior_.family, rows_[SeasonalRows::value][i], mean, exposure);
        sum -= std::min(most, far / dispersion) / 2;
    }
    const auto columns = static_cast<double>(fit.columns);
    sum += (columns * std::log(fit.dispersion) - fit.log_determinant) / 2;
    for (std::size_t a = 1; a < fit.columns; ++a) {
        const double b = fit.coefficients[a];
        sum += (std::log(precision_[a]) - precision_[a] * b * b) / 2;
    }
    return sum;
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
