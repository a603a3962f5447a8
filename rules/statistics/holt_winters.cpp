// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/holt_winters.hpp"

#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

// Level and slope of the line through the trend of the first two years.
void start_line(const std::vector<double>& trend, HoltWinters& state)
{
    const auto n = static_cast<double>(trend.size());
    const double middle = (n + 1) / 2, average = sequences::mean(trend);
    double products = 0, squares = 0;
    for (std::size_t i = 0; i < trend.size(); ++i) {
        const double t = static_cast<double>(i + 1) - middle;
        products += t * (trend[i] - average);
        squares += t * t;
    }
    state.slope = squares > 0 ? products / squares : 0;
    state.level = average - state.slope * middle;
}

double with_season(double trend, double season, SeasonKind kind)
{
    return kind == SeasonKind::additive ? trend + season : trend * season;
}

double without(double value, double part, SeasonKind kind)
{
    return kind == SeasonKind::additive ? value - part : value / part;
}

// state.season stands at the current period first and turns by one.
void learn(HoltWinters& state, double value, const HoltWintersSettings& settings)
{
    const double trend = state.level + state.slope;
    double season = state.season.front();
    const double expected = with_season(trend, season, settings.kind);
    double level = trend;
    if (std::isfinite(value)) {
        state.squares += (value - expected) * (value - expected);
        level =
            settings.alpha * without(value, season, settings.kind) + (1 - settings.alpha) * trend;
        state.slope = settings.beta * (level - state.level) + (1 - settings.beta) * state.slope;
        season =
            settings.gamma * without(value, level, settings.kind) + (1 - settings.gamma) * season;
    }
    state.level = level;
    std::rotate(state.season.begin(), state.season.begin() + 1, state.season.end());
    state.season.back() = season;
}

bool is_finite(const HoltWinters& state)
{
    return std::isfinite(state.level) && std::isfinite(state.slope) &&
           std::isfinite(state.squares) &&
           std::all_of(state.season.begin(), state.season.end(),
                       [](double v) { return std::isfinite(v); });
}

} // namespace

double HoltWinters::mean(int horizon) const
{
    const auto ahead = static_cast<std::size_t>(horizon - 1);
    return with_season(level + horizon * slope, season[ahead % season.size()], kind);
}

std::optional<HoltWinters> holt_winters(std::span<const double> series,
                                        const HoltWintersSettings& settings)
{
    const auto year = static_cast<std::size_t>(std::max(settings.periods_per_year, 1));
    if (series.size() < 2 * year) return std::nullopt;
    const auto start =
        classical_decomposition(series.first(2 * year), settings.periods_per_year, settings.kind);
    if (!start) return std::nullopt;
    HoltWinters state;
    state.kind = settings.kind;
    state.season = start->season;
    start_line(start->trend, state);
    for (const double value : series.subspan(year)) learn(state, value, settings);
    if (!is_finite(state)) return std::nullopt;
    return state;
}

} // namespace tuermer::statistics
