// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/seasonal_expectation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace tuermer::statistics {

namespace {

constexpr int passes = 3; // fit, weigh, fit again, weigh, fit again
constexpr double largest_leverage = 0.95;

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

std::array<double, 6> row_of(int period, int frequency)
{
    const double i = period + 1, angle = 2 * std::numbers::pi * i / frequency;
    return {1,
            i / frequency,
            std::cos(angle),
            std::sin(angle),
            std::cos(2 * angle),
            frequency == 4 ? 0 : std::sin(2 * angle)};
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

bool counts_less(double residual, const SeasonalPrior& prior)
{
    if (prior.outliers == Outliers::high) return residual > prior.outlier_limit;
    if (prior.outliers == Outliers::low) return residual < -prior.outlier_limit;
    return std::abs(residual) > prior.outlier_limit;
}

} // namespace

SeasonalModel::SeasonalModel(const SeasonalSeries& series, const SeasonalPrior& prior)
    : prior_(prior), series_(series.values.begin(), series.values.end())
{
    const bool exposed = !series.exposure.empty() && prior.family != Family::real;
    for (std::size_t i = 0; i < series_.size(); ++i) {
        const bool known = usable(series, i, prior.family);
        if (!known) series_[i] = std::numeric_limits<double>::quiet_NaN();
        present_.push_back(known ? 1 : 0);
        values_.push_back(known ? series_[i] : 0);
        const double exposure = exposed ? series.exposure[i] : 1;
        const bool positive = std::isfinite(exposure) && exposure > 0;
        trials_.push_back(positive ? exposure : 0);
        offset_.push_back(positive && prior.family == Family::count ? std::log(exposure) : 0);
    }
    if (prior.family == Family::real) scale_ = level_of(values_, present_);
}

void SeasonalModel::use_columns(int known)
{
    const std::size_t columns = columns_of(prior_, known);
    if (design_.columns() == columns && design_.rows() == series_.size()) return;
    design_ = Design(columns);
    for (std::size_t i = 0; i < series_.size(); ++i)
        design_.append(row_of(static_cast<int>(i), prior_.frequency));
}

std::vector<double> SeasonalModel::precision() const
{
    const double trend = prior_.trend_sd * scale_, season = prior_.season_sd * scale_;
    const double first = 1 / (season * season);
    std::vector<double> cells{0, 1 / (trend * trend), first, first, 4 * first, 4 * first};
    cells.resize(design_.columns());
    return cells;
}

GlmResponse SeasonalModel::response(std::size_t known, std::span<const double> weights) const
{
    const auto first = [known](const std::vector<double>& cells) {
        return std::span(cells).first(known);
    };
    GlmResponse made{.values = first(values_), .weights = weights};
    if (prior_.family == Family::count) made.offset = first(offset_);
    if (prior_.family == Family::share) made.trials = first(trials_);
    return made;
}

// The residual that a fitted period leaves, in standard deviations of a single period.
double SeasonalModel::standardised(const SeasonalFit& fit, std::size_t period) const
{
    const double mean = fit.model.mean[period];
    const double variance = fit.dispersion * unit_variance(prior_.family, mean, trials_[period]);
    return variance > 0 ? (values_[period] - mean) / std::sqrt(variance) : 0;
}

void SeasonalModel::weigh(const SeasonalFit& fit, std::vector<double>& weights) const
{
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (present_[i] == 0) continue;
        const double left = 1 - std::min(largest_leverage, fit.model.leverage[i]);
        const double single =
            prior_.family == Family::count
                ? anscombe(values_[i], fit.model.mean[i]) / std::sqrt(fit.dispersion)
                : standardised(fit, i);
        const double residual = single / std::sqrt(left);
        const double share = prior_.outlier_limit / residual;
        weights[i] = counts_less(residual, prior_) ? share * share : 1;
    }
}

// Of successive residuals, gaps left out.
void SeasonalModel::relate_residuals(SeasonalFit& fit) const
{
    double products = 0, squares = 0, before = 0;
    bool has_before = false;
    for (std::size_t i = 0; i < static_cast<std::size_t>(fit.known); ++i) {
        if (present_[i] == 0) {
            has_before = false;
            continue;
        }
        const double residual = standardised(fit, i);
        squares += residual * residual;
        if (has_before) products += residual * before;
        before = residual;
        has_before = true;
    }
    fit.autocorrelation = squares > 0 ? products / squares : 0;
    fit.last_residual = before;
}

// Dispersion and its degrees of freedom from what a pass left.
void SeasonalModel::estimate_dispersion(SeasonalFit& fit) const
{
    const bool real = prior_.family == Family::real;
    const double guesses = real ? 0 : prior_.dispersion_df;
    fit.pearson = fit.model.pearson;
    fit.degrees_of_freedom = std::max(1.0, fit.used - fit.model.parameters);
    const double estimate =
        (fit.pearson + guesses * prior_.dispersion) / (fit.degrees_of_freedom + guesses);
    fit.dispersion = std::max(real ? 1e-12 * scale_ * scale_ : 1.0, estimate);
}

std::optional<SeasonalFit> SeasonalModel::fit(int known, const SeasonalFit* start)
{
    use_columns(known);
    const auto rows = static_cast<std::size_t>(known);
    SeasonalFit result;
    result.known = known;
    std::vector<double> weights(present_.begin(), present_.begin() + known);
    for (const double weight : weights) result.used += weight > 0 ? 1 : 0;
    if (result.used < 3) return std::nullopt;
    const auto prior = precision();
    Coefficients at{};
    bool warm = start && start->model.columns == design_.columns();
    if (warm) at = start->model.coefficients;
    if (prior_.family == Family::real) result.dispersion = scale_ * scale_;
    for (int pass = 0; pass < passes; ++pass) {
        if (pass > 0) weigh(result, weights);
        const std::span<const double> from(at.data(), warm ? design_.columns() : 0);
        result.model =
            statistics::fit(design_, response(rows, weights),
                            {.family = prior_.family,
                             .precision = prior,
                             .dispersion = result.dispersion,
                             .start = from,
                             .stopping = pass + 1 < passes ? Stopping::rough : Stopping::quick});
        at = result.model.coefficients;
        warm = true;
        estimate_dispersion(result);
    }
    for (std::size_t i = 0; i < rows; ++i)
        result.outliers += present_[i] > 0 && weights[i] < 1 ? 1 : 0;
    relate_residuals(result);
    return result;
}

double SeasonalModel::season(const SeasonalFit& fit, int period) const
{
    const auto row = design_.row(static_cast<std::size_t>(period));
    double sum = 0;
    for (std::size_t a = 2; a < design_.columns(); ++a) sum += row[a] * fit.model.coefficients[a];
    return sum;
}

std::optional<SeasonalPoint> SeasonalModel::expect(const SeasonalFit& fit, int period) const
{
    const auto i = static_cast<std::size_t>(period);
    const auto row = design_.row(i);
    SeasonalPoint point;
    point.trials = trials_[i];
    if (!(point.trials > 0)) return std::nullopt;
    const double predictor = linear_predictor(fit.model, row) + offset_[i];
    const double variance = unscaled_variance(fit.model, row);
    if (prior_.family == Family::real) {
        point.mean = predictor;
    } else if (prior_.family == Family::count) {
        point.mean = std::exp(std::min(30.0, predictor));
    } else {
        point.mean = point.trials / (1 + std::exp(-std::clamp(predictor, -30.0, 30.0)));
    }
    // With a canonical link the mean moves by V(mean) per unit of the predictor.
    point.unit_variance = unit_variance(prior_.family, point.mean, point.trials);
    point.model_variance = point.unit_variance * point.unit_variance * variance;
    return point;
}

} // namespace tuermer::statistics
