// SPDX-License-Identifier: EUPL-1.2
// The Gini coefficient in its sorted form, O(n log n), measured from the smallest figure so that
// large figures with small differences lose no digits.
#include "rules/statistics/inequality.hpp"

#include "rules/statistics/finite.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tuermer::statistics {

namespace {

struct Weighted {
    double value = 0, share = 0; // share of all weights
};

std::vector<Weighted> sorted_shares(std::span<const double> values, std::span<const double> weights)
{
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += weights.empty() ? 1 : weights[i];
    std::vector<Weighted> shares;
    shares.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        shares.push_back({values[i], (weights.empty() ? 1 : weights[i]) / sum});
    std::sort(shares.begin(), shares.end(),
              [](const Weighted& a, const Weighted& b) { return a.value < b.value; });
    return shares;
}

bool is_sound(std::span<const double> values, std::span<const double> weights)
{
    if (values.empty() || (!weights.empty() && weights.size() != values.size())) return false;
    double sum = 0, magnitude = 0;
    for (const double weight : weights) {
        if (!(weight >= 0)) return false;
        sum += weight;
    }
    for (const double value : values) magnitude += std::abs(value);
    return std::isfinite(sum) && std::isfinite(magnitude) && (weights.empty() || sum > 0);
}

template <class Term>
double sum_of(const std::vector<Weighted>& areas, Term term)
{
    double sum = 0;
    for (const Weighted& area : areas) sum += area.share * term(area.value);
    return sum;
}

double gini(const std::vector<Weighted>& areas, double mean)
{
    const double base = areas.front().value;
    double below = 0, moment = 0, sum = 0;
    for (const Weighted& area : areas) {
        const double value = area.value - base;
        sum += area.share * (value * below - moment);
        below += area.share;
        moment += area.share * value;
    }
    return std::max(0.0, sum / mean);
}

void add_ratios(Inequality& all, const std::vector<Weighted>& areas)
{
    const double mean = all.mean;
    const auto excess = [&](double value) { return std::abs(value / mean - 1); };
    const auto square = [&](double value) { return (value / mean - 1) * (value / mean - 1); };
    const auto entropy = [&](double value) {
        return value == 0 ? 0 : value / mean * std::log(value / mean);
    };
    const auto log_ratio = [&](double value) { return std::log(mean / value); };
    all.gini = finite(gini(areas, mean));
    all.hoover = finite(sum_of(areas, excess) / 2);
    all.coefficient_of_variation = finite(std::sqrt(sum_of(areas, square)));
    const double smallest = areas.front().value;
    if (smallest < 0) return;
    all.theil_t = finite(std::max(0.0, sum_of(areas, entropy)));
    if (smallest == 0) return;
    all.theil_l = finite(std::max(0.0, sum_of(areas, log_ratio)));
    all.max_min_ratio = finite(areas.back().value / smallest);
}

} // namespace

std::optional<Inequality> inequality(std::span<const double> values,
                                     std::span<const double> weights)
{
    if (!is_sound(values, weights)) return std::nullopt;
    const auto areas = sorted_shares(values, weights);
    Inequality all;
    all.mean = sum_of(areas, [](double value) { return value; });
    all.range = areas.back().value - areas.front().value;
    if (all.mean > 0) add_ratios(all, areas);
    if (all.mean == 0 && all.range == 0)
        all.gini = all.theil_t = all.hoover = all.coefficient_of_variation = 0;
    return all;
}

} // namespace tuermer::statistics
