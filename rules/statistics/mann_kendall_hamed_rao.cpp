// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/mann_kendall_hamed_rao.hpp"

#include "rules/statistics/autocorrelation.hpp"
#include "rules/statistics/intervals.hpp"
#include "rules/statistics/seeded_random.hpp"
#include "rules/statistics/theil_sen.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tuermer::statistics {

namespace {

// Lags in front of the first insignificant one, or all.
std::size_t lags_used(std::span<const double> correlations, double limit, bool to_first_gap)
{
    if (!to_first_gap) return correlations.size();
    const auto gap = std::find_if(correlations.begin(), correlations.end(),
                                  [&](double r) { return !(std::abs(r) > limit); });
    return static_cast<std::size_t>(gap - correlations.begin());
}

double stretch_of(std::span<const double> correlations, double n, double limit)
{
    double sum = 0;
    for (std::size_t i = 0; i < correlations.size(); ++i) {
        const double left = n - static_cast<double>(i + 1);
        if (std::abs(correlations[i]) > limit)
            sum += left * (left - 1) * (left - 2) * correlations[i];
    }
    return 1 + 2 * sum / (n * (n - 1) * (n - 2));
}

std::vector<double> without_slope(const PresentValues& present, double slope)
{
    std::vector<double> rest(present.size());
    for (std::size_t i = 0; i < rest.size(); ++i)
        rest[i] = present.values[i] - slope * static_cast<double>(i + 1);
    return rest;
}

// Gaps closed up: lags are counted in values.
PresentValues closed_up(std::span<const double> series)
{
    return present_values(present_values(series).values);
}

std::size_t block_length(std::size_t n, int periods_per_year)
{
    const auto shortest = static_cast<std::size_t>(std::ceil(std::cbrt(static_cast<double>(n))));
    return std::min(n, periods_per_year == 12 ? std::max(shortest, std::size_t{12}) : shortest);
}

std::vector<double> circular_blocks(std::span<const double> values, std::size_t length,
                                    SeededRandom& random)
{
    std::vector<double> drawn;
    drawn.reserve(values.size());
    while (drawn.size() < values.size()) {
        const std::size_t start = random.below(values.size());
        for (std::size_t i = 0; i < length && drawn.size() < values.size(); ++i)
            drawn.push_back(values[(start + i) % values.size()]);
    }
    return drawn;
}

bool at_least_as_extreme(std::int64_t s, std::int64_t observed, TrendSide side)
{
    switch (side) {
    case TrendSide::rising:
        return s >= observed;
    case TrendSide::falling:
        return s <= observed;
    case TrendSide::either:
        break;
    }
    return std::abs(s) >= std::abs(observed);
}

} // namespace

HamedRaoSettings published_hamed_rao()
{
    return {};
}

HamedRaoSettings cautious_hamed_rao(int n, int periods_per_year)
{
    HamedRaoSettings settings;
    settings.lags = std::max(1, std::min(n / 4, 2 * periods_per_year));
    settings.to_first_gap = true;
    settings.smallest_stretch = 1;
    return settings;
}

std::optional<HamedRao> mann_kendall_hamed_rao(std::span<const double> series,
                                               const HamedRaoSettings& settings)
{
    const PresentValues present = closed_up(series);
    const auto slope = theil_sen_slope(present);
    if (!slope || present.size() < 3) return std::nullopt;
    const auto n = static_cast<double>(present.size());
    const auto ranks = sequences::ranks(without_slope(present, *slope));
    const int lags = settings.lags > 0 ? settings.lags : static_cast<int>(present.size()) - 1;
    const auto correlations = autocorrelations(ranks, lags);
    const double limit = two_sided_z(settings.confidence) / std::sqrt(n);
    const std::size_t used = lags_used(correlations, limit, settings.to_first_gap);

    HamedRao result;
    result.plain = mann_kendall(present.values, settings.test);
    result.slope = *slope;
    result.stretch = stretch_of(std::span(correlations).first(used), n, limit);
    if (settings.smallest_stretch)
        result.stretch = std::max(result.stretch, *settings.smallest_stretch);
    result.variance = result.plain.variance * result.stretch;
    if (result.variance < 0) return result;
    const TrendScore score = trend_score(result.plain.s, result.variance, settings.test);
    result.z = score.z;
    result.p = score.p;
    return result;
}

std::optional<double> block_bootstrap_trend_p(std::span<const double> series,
                                              const BlockBootstrapSettings& settings)
{
    const PresentValues present = closed_up(series);
    const auto slope = theil_sen_slope(present);
    if (!slope || present.size() < 4 || settings.resamples < 1) return std::nullopt;
    const std::int64_t observed = mann_kendall(present.values).s;
    const auto rest = without_slope(present, *slope);
    const std::size_t length = block_length(rest.size(), settings.periods_per_year);
    SeededRandom random(settings.seed);
    int extreme = 0;
    for (int i = 0; i < settings.resamples; ++i) {
        const auto drawn = circular_blocks(rest, length, random);
        extreme += at_least_as_extreme(mann_kendall(drawn).s, observed, settings.side);
    }
    return (1.0 + extreme) / (1.0 + settings.resamples);
}

} // namespace tuermer::statistics
