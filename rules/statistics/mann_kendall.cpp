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

// A comparison of lanes answers -1 for true, hence the signs below.
std::int64_t rises_minus_falls(double base, std::span<const double> later)
{
    const Lanes bases{base, base};
    LaneCounts counts{0, 0};
    std::size_t i = 0;
    for (; i + 2 <= later.size(); i += 2) {
        const Lanes values = load(&later[i]);
        counts += (values < bases) - (values > bases);
    }
    std::int64_t total = counts[0] + counts[1];
    if (i < later.size()) total += (later[i] > base) - (later[i] < base);
    return total;
}

std::int64_t equals(double base, std::span<const double> values)
{
    const Lanes bases{base, base};
    LaneCounts counts{0, 0};
    std::size_t i = 0;
    for (; i + 2 <= values.size(); i += 2) counts -= load(&values[i]) == bases;
    std::int64_t total = counts[0] + counts[1];
    if (i < values.size()) total += values[i] == base;
    return total;
}

struct Ties {
    std::int64_t pairs = 0;
    double variance_sum = 0; // sum over groups of t (t − 1) (2 t + 5)
};

// Each member of a group of t brings the t-th part of what the group brings.
Ties ties(std::span<const double> values)
{
    Ties result;
    for (const double value : values) {
        const std::int64_t group = equals(value, values);
        result.pairs += group - 1;
        result.variance_sum += static_cast<double>((group - 1) * (2 * group + 5));
    }
    result.pairs /= 2;
    return result;
}

double ratio_or_zero(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

MannKendall compare(std::span<const double> values, const MannKendallSettings& settings)
{
    MannKendall result;
    result.n = static_cast<int>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        result.s += rises_minus_falls(values[i], values.subspan(i + 1));
    const Ties tied = ties(values);
    const double n = result.n, pairs = n * (n - 1) / 2;
    const double untied = pairs - static_cast<double>(tied.pairs);
    const auto s = static_cast<double>(result.s);
    result.tied_pairs = tied.pairs;
    result.variance = (n * (n - 1) * (2 * n + 5) - tied.variance_sum) / 18;
    result.tau_a = ratio_or_zero(s, pairs);
    result.tau_b = ratio_or_zero(s, std::sqrt(untied * pairs));
    const TrendScore score = trend_score(result.s, result.variance, settings);
    result.z = score.z;
    result.p = score.p;
    if (result.n >= 2 && result.n <= largest_exact && tied.pairs == 0)
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
