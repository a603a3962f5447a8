// SPDX-License-Identifier: EUPL-1.2
// The windows and jumps that are not asked for follow the paper's recommendations, as R's do.
#include "rules/statistics/stl.hpp"

#include "rules/statistics/loess.hpp"
#include "rules/statistics/stl_gaps.hpp"
#include "rules/statistics/stl_spread.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

struct Passes {
    LoessSettings season, trend, low_pass;
    int inner = 2;
    int robust = 0;
};

std::size_t odd(double length)
{
    const auto whole = static_cast<std::size_t>(std::nearbyint(length));
    return whole % 2 == 0 ? whole + 1 : whole;
}

std::size_t jump_of(std::size_t window)
{
    return (window + 9) / 10;
}

Passes passes(const StlSettings& settings, std::size_t n, std::size_t year)
{
    const std::size_t season =
        settings.season_window ? static_cast<std::size_t>(*settings.season_window) : 10 * n + 1;
    const auto s = static_cast<double>(season), y = static_cast<double>(year);
    const std::size_t trend = odd(std::ceil(1.5 * y / (1 - 1.5 / s)));
    const std::size_t low_pass = odd(y);
    // R takes an even window at its word for the trend's window and the jumps, then makes it odd.
    return {{odd(s), 0, jump_of(season)},
            {trend, 1, jump_of(trend)},
            {low_pass, 1, jump_of(low_pass)},
            settings.robust ? 1 : 2,
            settings.robust ? 15 : 0};
}

std::vector<double> every_nth(std::span<const double> values, std::size_t first, std::size_t step)
{
    std::vector<double> picked;
    for (std::size_t i = first; i < values.size(); i += step) picked.push_back(values[i]);
    return picked;
}

// One season through the years, smoothed and carried on by one year at either end.
std::vector<double> smooth_season(const std::vector<double>& years, const LoessSettings& settings,
                                  std::span<const double> robustness)
{
    const std::size_t n = years.size(), near = std::min(settings.window, n);
    std::vector<double> fit = loess(years, settings, robustness);
    const double before = loess_at(-1, years, 0, near - 1, settings, robustness);
    const double after =
        loess_at(static_cast<double>(n), years, n - near, n - 1, settings, robustness);
    fit.insert(fit.begin(), std::isnan(before) ? fit.front() : before);
    fit.push_back(std::isnan(after) ? fit.back() : after);
    return fit;
}

// Two periods longer than the series per season: a year at either end.
std::vector<double> smooth_seasons(std::span<const double> detrended, std::size_t year,
                                   const LoessSettings& settings,
                                   std::span<const double> robustness)
{
    std::vector<double> result(detrended.size() + 2 * year);
    for (std::size_t season = 0; season < year; ++season) {
        const auto fit = smooth_season(every_nth(detrended, season, year), settings,
                                       every_nth(robustness, season, year));
        for (std::size_t i = 0; i < fit.size(); ++i) result[season + i * year] = fit[i];
    }
    return result;
}

std::vector<double> moving_average(const std::vector<double>& values, std::size_t length)
{
    std::vector<double> result(values.size() - length + 1);
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += values[i];
        if (i >= length) sum -= values[i - length];
        if (i + 1 >= length) result[i + 1 - length] = sum / static_cast<double>(length);
    }
    return result;
}

void inner_pass(std::span<const double> series, std::size_t year, const Passes& settings,
                std::span<const double> robustness, Stl& parts)
{
    std::vector<double> rest(series.begin(), series.end());
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= parts.trend[i];
    const auto seasons = smooth_seasons(rest, year, settings.season, robustness);
    const auto averages = moving_average(moving_average(moving_average(seasons, year), year), 3);
    const auto level = loess(averages, settings.low_pass, {});
    for (std::size_t i = 0; i < rest.size(); ++i) {
        parts.season[i] = seasons[i + year] - level[i];
        rest[i] = series[i] - parts.season[i];
    }
    parts.trend = loess(rest, settings.trend, robustness);
}

// Bisquare weights of the distances from the fit.
std::vector<double> robustness_weights(std::span<const double> series, const Stl& parts)
{
    std::vector<double> distances(series.size());
    for (std::size_t i = 0; i < series.size(); ++i)
        distances[i] = std::abs(series[i] - parts.season[i] - parts.trend[i]);
    const double width = robustness_width(distances);
    for (double& distance : distances) {
        const double share = distance / width;
        if (distance <= 0.001 * width)
            distance = 1;
        else
            distance = distance <= 0.999 * width ? std::pow(1 - share * share, 2) : 0;
    }
    return distances;
}

// A season that never changes is the average of its years.
void average_seasons(std::vector<double>& season, std::size_t year)
{
    for (std::size_t s = 0; s < year; ++s) {
        double sum = 0, count = 0;
        for (std::size_t i = s; i < season.size(); i += year, ++count) sum += season[i];
        for (std::size_t i = s; i < season.size(); i += year) season[i] = sum / count;
    }
}

Stl decomposed(std::span<const double> series, const StlSettings& settings, std::size_t year)
{
    const Passes plan = passes(settings, series.size(), year);
    Stl parts{std::vector<double>(series.size()), std::vector<double>(series.size()), {}};
    std::vector<double> robustness;
    for (int round = 0; round <= plan.robust; ++round) {
        if (round > 0) robustness = robustness_weights(series, parts);
        for (int i = 0; i < plan.inner; ++i) inner_pass(series, year, plan, robustness, parts);
    }
    if (!settings.season_window) average_seasons(parts.season, year);
    parts.remainder.assign(series.begin(), series.end());
    for (std::size_t i = 0; i < series.size(); ++i)
        parts.remainder[i] -= parts.season[i] + parts.trend[i];
    return parts;
}

} // namespace

std::optional<Stl> stl(std::span<const double> series, const StlSettings& settings)
{
    const auto year = static_cast<std::size_t>(std::max(settings.periods_per_year, 0));
    if (year < 2 || series.size() <= 2 * year) return std::nullopt;
    if (settings.season_window && *settings.season_window < 3) return std::nullopt;
    const auto filled = with_gaps_filled(series, year);
    if (!filled) return std::nullopt;
    Stl parts = decomposed(*filled, settings, year);
    for (const double rest : parts.remainder)
        if (!std::isfinite(rest)) return std::nullopt;
    return parts;
}

} // namespace tuermer::statistics
