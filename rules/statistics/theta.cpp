// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/theta.hpp"

#include "rules/statistics/autocorrelation.hpp"
#include "rules/statistics/intervals.hpp"
#include "rules/statistics/present_values.hpp"
#include "rules/statistics/seasonal_decomposition.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tuermer::statistics {

namespace {

constexpr double slowest = 0.0001, fastest = 0.9999; // smoothing constants looked at

struct SimpleSmoothing {
    double alpha = 0;
    double level = 0; // after the last period
    double squares = 0;
};

// With the start level of least squares: the errors are linear in it.
SimpleSmoothing smoothed(std::span<const double> values, double alpha)
{
    double from_zero = 0, start_share = 1; // level without and per unit of the start level
    double errors_square = 0, cross = 0, shares_square = 0;
    for (const double value : values) {
        const double error = value - from_zero;
        errors_square += error * error;
        cross += error * start_share;
        shares_square += start_share * start_share;
        from_zero += alpha * error;
        start_share *= 1 - alpha;
    }
    const double start = cross / shares_square;
    return {alpha, from_zero + start_share * start, std::max(0.0, errors_square - start * cross)};
}

// Downhill on a grid from the customary start, then narrowed down by golden section. Short series
// may have a second valley near 0, that of a constant level: it is not looked for, as R does not.
SimpleSmoothing best_smoothing(std::span<const double> values)
{
    constexpr int grid = 40, start = 8; // 0.2
    const double width = (fastest - slowest) / grid;
    const auto at = [&](int i) { return smoothed(values, slowest + i * width); };
    SimpleSmoothing best = at(start);
    const int direction = at(start + 1).squares < best.squares ? 1 : -1;
    for (int i = start + direction; i >= 0 && i <= grid; i += direction) {
        const SimpleSmoothing next = at(i);
        if (next.squares > best.squares) break;
        best = next;
    }
    double low = std::max(slowest, best.alpha - width),
           high = std::min(fastest, best.alpha + width);
    constexpr double golden = 0.6180339887498949;
    for (int i = 0; i < 40; ++i) {
        const SimpleSmoothing left = smoothed(values, high - golden * (high - low));
        const SimpleSmoothing right = smoothed(values, low + golden * (high - low));
        left.squares <= right.squares ? high = right.alpha : low = left.alpha;
        for (const SimpleSmoothing& tried : {left, right})
            if (tried.squares < best.squares) best = tried;
    }
    return best;
}

double slope_of_line(std::span<const double> values)
{
    const double middle = static_cast<double>(values.size() - 1) / 2;
    double products = 0, squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double t = static_cast<double>(i) - middle;
        products += t * values[i];
        squares += t * t;
    }
    return products / squares;
}

// The autocorrelation at one year, against its error if there were only shorter ones; one-sided
// 95 % on either side, as is customary with this method.
bool is_seasonal(std::span<const double> series, int year)
{
    if (year < 2 || series.size() <= 2 * static_cast<std::size_t>(year)) return false;
    const auto correlations = autocorrelations(series, year);
    double squares = 0;
    for (const double r : std::span(correlations).first(correlations.size() - 1)) squares += r * r;
    const double error = std::sqrt((1 + 2 * squares) / static_cast<double>(series.size()));
    return std::abs(correlations.back()) / error > normal_quantile(0.95);
}

// Figures by season, in the order of the series' first year; all 1 without a season.
std::vector<double> season_of(std::span<const double> series, int year)
{
    constexpr double vanishing = 1e-4; // figures this small cannot be divided by
    const std::vector<double> none(static_cast<std::size_t>(std::max(year, 1)), 1.0);
    if (!is_seasonal(series, year)) return none;
    const auto found = classical_decomposition(series, year, SeasonKind::multiplicative);
    if (!found) return none;
    const bool divisible = std::all_of(found->season.begin(), found->season.end(),
                                       [](double figure) { return std::abs(figure) >= vanishing; });
    return divisible ? found->season : none;
}

// What the drift adds by the horizon h: the line through the past has only half its weight, and
// the smoothed level lags behind it.
double drift(double half_slope, double alpha, double n, int h)
{
    return half_slope * (h - 1 + (1 - std::pow(1 - alpha, n)) / alpha);
}

ForecastPath extrapolated(std::span<const double> adjusted, const std::vector<double>& season,
                          const ThetaSettings& settings)
{
    const SimpleSmoothing level = best_smoothing(adjusted);
    const double half_slope = slope_of_line(adjusted) / 2;
    const auto n = static_cast<double>(adjusted.size());
    const double variance = level.squares / (n - 2);
    std::vector<double> means, deviations;
    for (int h = 1; h <= settings.horizon; ++h) {
        const std::size_t next = adjusted.size() + static_cast<std::size_t>(h - 1);
        means.push_back((level.level + drift(half_slope, level.alpha, n, h)) *
                        season[next % season.size()]);
        deviations.push_back(std::sqrt(variance * (1 + (h - 1) * level.alpha * level.alpha)));
    }
    return forecast_path(means, deviations, settings.confidence);
}

} // namespace

std::optional<ForecastPath> theta_forecast(std::span<const double> series,
                                           const ThetaSettings& settings)
{
    const PresentValues present = present_values(series);
    if (present.size() != series.size() || series.size() < 3) return std::nullopt;
    const auto season = season_of(series, settings.periods_per_year);
    std::vector<double> adjusted(series.begin(), series.end());
    for (std::size_t i = 0; i < adjusted.size(); ++i) adjusted[i] /= season[i % season.size()];
    ForecastPath path = extrapolated(adjusted, season, settings);
    for (std::size_t i = 0; i < path.mean.size(); ++i)
        if (!std::isfinite(path.lower[i]) || !std::isfinite(path.upper[i])) return std::nullopt;
    return path;
}

} // namespace tuermer::statistics
