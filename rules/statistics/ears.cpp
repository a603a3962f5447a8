// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/ears.hpp"

#include "rules/statistics/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tuermer::statistics {

namespace {

constexpr int not_learnt = 2; // C2's and C3's distance from the judged period

struct EarsBaseline {
    double mean, sd;
};

std::optional<EarsBaseline> baseline_before(std::span<const double> counts, int lag,
                                            const EarsSettings& settings)
{
    const int needed = settings.baseline + lag + 1, size = static_cast<int>(counts.size());
    if (size < needed || settings.baseline < 2) return std::nullopt;
    const auto used = counts.subspan(static_cast<std::size_t>(size - needed),
                                     static_cast<std::size_t>(settings.baseline));
    double sum = 0, squares = 0;
    for (const double count : used) sum += count;
    const double mean = sum / settings.baseline;
    for (const double count : used) squares += (count - mean) * (count - mean);
    if (!std::isfinite(squares)) return std::nullopt;
    return EarsBaseline{mean,
                        std::max(settings.least_sd, std::sqrt(squares / (settings.baseline - 1)))};
}

// How far the last of these counts lies above C2's expectation by more than one deviation: without
// bound where the baseline knows none, and nothing where 0 would be divided by 0.
std::optional<double> excess(std::span<const double> counts, const EarsSettings& settings)
{
    const auto before = baseline_before(counts, not_learnt, settings);
    if (!before || std::isnan(counts.back())) return std::nullopt;
    const double above = counts.back() - before->mean;
    if (before->sd > 0) return std::max(0.0, above / before->sd - 1);
    if (above == 0) return std::nullopt;
    return above > 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

} // namespace

std::optional<double> ears_limit(std::span<const double> counts, const EarsSettings& settings)
{
    const int lag = settings.method == EarsMethod::c1 ? 0 : not_learnt;
    const auto before = baseline_before(counts, lag, settings);
    if (!before) return std::nullopt;
    const double reach = normal_quantile(1 - settings.alpha);
    if (settings.method != EarsMethod::c3) return before->mean + reach * before->sd;
    if (counts.size() < 3) return std::nullopt;
    const auto last = excess(counts.first(counts.size() - 1), settings);
    const auto before_last = excess(counts.first(counts.size() - 2), settings);
    if (!last || !before_last) return std::nullopt;
    const double limit = counts.back() + before->sd * (reach - *last - *before_last);
    if (std::isnan(limit)) return std::nullopt;
    return std::max(0.0, limit);
}

} // namespace tuermer::statistics
