// SPDX-License-Identifier: EUPL-1.2
// All pairs are compared, two at a time: up to some hundred values this beats sorting, for there
// is no branch to mispredict and nothing to allocate.
#include "rules/statistics/mann_kendall.hpp"

#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

namespace tuermer::statistics {

namespace {

constexpr std::size_t largest_without_allocation = 512;
constexpr int largest_exact = 10;

using Lanes = double __attribute__((vector_size(16)));
using LaneCounts = std::int64_t __attribute__((vector_size(16)));

Lanes load(const double* from)
{
    Lanes lanes;
    std::memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

struct Compared {
    std::int64_t above = 0, below = 0;
};

// How many later values lie above and below. A comparison of lanes answers -1 for true.
Compared compared(double base, std::span<const double> later)
{
    const Lanes bases{base, base};
    LaneCounts above{0, 0}, below{0, 0};
    std::size_t i = 0;
    for (; i + 2 <= later.size(); i += 2) {
        const Lanes values = load(&later[i]);
        above -= values > bases;
        below -= values < bases;
    }
    Compared result{above[0] + above[1], below[0] + below[1]};
    if (i < later.size()) {
        result.above += later[i] > base;
        result.below += later[i] < base;
    }
    return result;
}

// What a group of t equal values takes from the variance, times 18.
std::int64_t tie_part(std::int64_t t)
{
    return t * (t - 1) * (2 * t + 5);
}

// The members of a group of t have 0 to t − 1 equal ones after them, so that the differences of
// consecutive parts add up to the part of t.
struct Pairs {
    std::int64_t s = 0, tied = 0, tie_parts = 0;
};

Pairs all_pairs(std::span<const double> values)
{
    Pairs pairs;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto later = values.subspan(i + 1);
        const Compared others = compared(values[i], later);
        const std::int64_t equal = std::ssize(later) - others.above - others.below;
        pairs.s += others.above - others.below;
        pairs.tied += equal;
        pairs.tie_parts += tie_part(equal + 1) - tie_part(equal);
    }
    return pairs;
}

double ratio_or_zero(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

MannKendall compare(std::span<const double> values, const MannKendallSettings& settings)
{
    MannKendall result;
    result.n = static_cast<int>(values.size());
    const Pairs counted = all_pairs(values);
    const double n = result.n, pairs = n * (n - 1) / 2;
    const double untied = pairs - static_cast<double>(counted.tied);
    const auto s = static_cast<double>(counted.s);
    result.s = counted.s;
    result.tied_pairs = counted.tied;
    result.variance = (n * (n - 1) * (2 * n + 5) - static_cast<double>(counted.tie_parts)) / 18;
    result.tau_a = ratio_or_zero(s, pairs);
    result.tau_b = ratio_or_zero(s, std::sqrt(untied * pairs));
    const TrendScore score = trend_score(result.s, result.variance, settings);
    result.z = score.z;
    result.p = score.p;
    if (result.n >= 2 && result.n <= largest_exact && counted.tied == 0)
        result.exact_p = exact_trend_p(result.n, result.s, settings.side);
    return result;
}

// Copies what is present into `to`, which is long enough.
std::span<const double> without_gaps(std::span<const double> series, std::span<double> to)
{
    std::size_t n = 0;
    for (const double value : series)
        if (std::isfinite(value)) to[n++] = value;
    return to.first(n);
}

// In how many of the n! orders (as a share) are there 0, 1, … inversions. Adding the value number
// m makes 0 to m − 1 new ones, each as likely.
std::vector<double> inversion_shares(int n)
{
    std::vector<double> shares{1.0};
    for (int m = 2; m <= n; ++m) {
        std::vector<double> next(shares.size() + static_cast<std::size_t>(m) - 1, 0.0);
        for (std::size_t k = 0; k < shares.size(); ++k)
            for (std::size_t j = 0; j < static_cast<std::size_t>(m); ++j)
                next[k + j] += shares[k] / m;
        shares = std::move(next);
    }
    return shares;
}

} // namespace

TrendScore trend_score(std::int64_t s, double variance, const MannKendallSettings& settings)
{
    if (!(variance > 0) || !std::isfinite(variance)) return {};
    const std::int64_t sign = (s > 0) - (s < 0);
    const auto moved = static_cast<double>(settings.continuity ? s - sign : s);
    const double z = moved / std::sqrt(variance);
    switch (settings.side) {
    case TrendSide::rising:
        return {z, sequences::upper_normal(z)};
    case TrendSide::falling:
        return {z, sequences::upper_normal(-z)};
    case TrendSide::either:
        break;
    }
    return {z, std::min(1.0, 2 * sequences::upper_normal(std::abs(z)))};
}

double exact_trend_p(int n, std::int64_t s, TrendSide side)
{
    const std::int64_t pairs = std::int64_t{n} * (n - 1) / 2;
    const auto falls = static_cast<std::size_t>((pairs - s) / 2); // inversions
    const std::vector<double> shares = inversion_shares(n);
    double at_most = 0, at_least = 0; // so many falling pairs
    for (std::size_t k = 0; k <= falls; ++k) at_most += shares[k];
    for (std::size_t k = falls; k < shares.size(); ++k) at_least += shares[k];
    if (side == TrendSide::rising) return std::min(1.0, at_most);
    if (side == TrendSide::falling) return std::min(1.0, at_least);
    return std::min(1.0, 2 * std::min(at_most, at_least));
}

MannKendall mann_kendall(std::span<const double> series, const MannKendallSettings& settings)
{
    if (series.size() <= largest_without_allocation) {
        std::array<double, largest_without_allocation> buffer;
        return compare(without_gaps(series, buffer), settings);
    }
    std::vector<double> buffer(series.size());
    return compare(without_gaps(series, buffer), settings);
}

} // namespace tuermer::statistics
