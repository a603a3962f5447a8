// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/seasonal_kendall.hpp"

#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tuermer::statistics {

namespace {

using Years = std::vector<double>; // one season's value of each year; NaN: a gap

std::vector<Years> by_season(std::span<const double> series, std::size_t seasons)
{
    const std::size_t years = (series.size() + seasons - 1) / seasons;
    std::vector<Years> result(seasons, Years(years, std::numeric_limits<double>::quiet_NaN()));
    for (std::size_t i = 0; i < series.size(); ++i)
        if (std::isfinite(series[i])) result[i % seasons][i / seasons] = series[i];
    return result;
}

void append_slopes(const Years& season, std::vector<double>& slopes)
{
    for (std::size_t i = 0; i < season.size(); ++i)
        for (std::size_t j = i + 1; j < season.size(); ++j) {
            const double slope = (season[j] - season[i]) / static_cast<double>(j - i);
            if (std::isfinite(slope)) slopes.push_back(slope);
        }
}

std::optional<double> slope_per_year(const std::vector<Years>& seasons)
{
    std::vector<double> slopes;
    for (const Years& season : seasons) append_slopes(season, slopes);
    if (slopes.empty()) return std::nullopt;
    return sequences::middle(slopes);
}

int direction(double from, double to)
{
    return (to > from) - (to < from); // 0 with a gap on either side
}

double present_count(const Years& season)
{
    return static_cast<double>(
        std::count_if(season.begin(), season.end(), [](double v) { return std::isfinite(v); }));
}

// A season's ranks as Dietz and Killeen define them: a gap has the middle rank.
std::vector<double> middle_ranks(const Years& season)
{
    const double present = present_count(season);
    std::vector<double> ranks(season.size());
    for (std::size_t i = 0; i < season.size(); ++i) {
        int above = 0;
        for (const double other : season) above += direction(other, season[i]);
        ranks[i] = (present + 1 + above) / 2;
    }
    return ranks;
}

double concordance(const Years& g, const Years& h)
{
    int sum = 0;
    for (std::size_t i = 0; i < g.size(); ++i)
        for (std::size_t j = i + 1; j < g.size(); ++j)
            sum += direction(g[i], g[j]) * direction(h[i], h[j]);
    return sum;
}

// Twice the sum of the covariances of each pair of seasons.
double covariance_sum(const std::vector<Years>& seasons)
{
    std::vector<std::vector<double>> ranks;
    for (const Years& season : seasons) ranks.push_back(middle_ranks(season));
    double sum = 0;
    for (std::size_t g = 0; g < seasons.size(); ++g)
        for (std::size_t h = g + 1; h < seasons.size(); ++h) {
            const auto years = static_cast<double>(seasons[g].size());
            double products = 0;
            for (std::size_t i = 0; i < ranks[g].size(); ++i) products += ranks[g][i] * ranks[h][i];
            sum += (concordance(seasons[g], seasons[h]) + 4 * products -
                    years * (present_count(seasons[g]) + 1) * (present_count(seasons[h]) + 1)) /
                   3;
        }
    return 2 * sum;
}

SeasonalKendall added_up(const std::vector<Years>& seasons)
{
    SeasonalKendall result;
    result.shortest_season = std::numeric_limits<int>::max();
    for (const Years& season : seasons) {
        const MannKendall test = mann_kendall(season);
        result.s += test.s;
        result.variance += test.variance;
        result.season_s.push_back(test.s);
        result.season_variance.push_back(test.variance);
        result.shortest_season = std::min(result.shortest_season, test.n);
    }
    return result;
}

} // namespace

std::optional<SeasonalKendall> seasonal_kendall(std::span<const double> series,
                                                const SeasonalKendallSettings& settings)
{
    if (settings.periods_per_year < 1 || series.empty()) return std::nullopt;
    const auto seasons = by_season(series, static_cast<std::size_t>(settings.periods_per_year));
    SeasonalKendall result = added_up(seasons);
    if (settings.between_seasons) result.variance += covariance_sum(seasons);
    const TrendScore score = trend_score(result.s, result.variance, settings.test);
    result.z = score.z;
    result.p = score.p;
    result.slope_per_year = slope_per_year(seasons);
    return result;
}

} // namespace tuermer::statistics
