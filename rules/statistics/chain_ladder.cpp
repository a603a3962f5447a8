// SPDX-License-Identifier: EUPL-1.2
// The deterministic chain ladder; factors are multiplied from the last column backwards.
#include "rules/statistics/chain_ladder.hpp"

#include "rules/statistics/finite.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

using Row = std::vector<std::optional<double>>;

std::optional<double> count_in(const Row& row, std::size_t age)
{
    return age < row.size() ? row[age] : std::nullopt;
}

std::optional<double> growth(const Triangle& triangle, std::size_t age)
{
    double before = 0, after = 0;
    for (const Row& row : triangle) {
        const auto here = count_in(row, age), there = count_in(row, age + 1);
        if (!here || !there) continue;
        before += *here;
        after += *there;
    }
    return finite(after / before);
}

std::optional<std::size_t> latest(const Row& row)
{
    for (std::size_t age = row.size(); age > 0; --age)
        if (row[age - 1]) return age - 1;
    return std::nullopt;
}

// From each age to the last one.
std::vector<std::optional<double>> growth_to_last(const std::vector<std::optional<double>>& factors)
{
    std::vector<std::optional<double>> products(factors.size() + 1, 1.0);
    for (std::size_t age = factors.size(); age > 0; --age) {
        const auto &factor = factors[age - 1], &later = products[age];
        products[age - 1] = factor && later ? finite(*factor * *later) : std::nullopt;
    }
    return products;
}

} // namespace

ChainLadder chain_ladder(const Triangle& triangle)
{
    ChainLadder ladder;
    std::size_t ages = 0;
    for (const Row& row : triangle) ages = std::max(ages, row.size());
    for (std::size_t age = 0; age + 1 < ages; ++age)
        ladder.factors.push_back(growth(triangle, age));
    const auto products = growth_to_last(ladder.factors);
    for (const Row& row : triangle) {
        const auto age = latest(row);
        const auto product = age ? products[*age] : std::nullopt;
        ladder.ultimate.push_back(product ? finite(*row[*age] * *product) : std::nullopt);
        ladder.completeness.push_back(product ? finite(1 / *product) : std::nullopt);
    }
    return ladder;
}

std::optional<ThinnedCount> thinned(double mean, double dispersion, double completeness)
{
    if (!(mean >= 0) || !(dispersion > 0) || !std::isfinite(mean) || !std::isfinite(dispersion))
        return std::nullopt;
    if (!(completeness > 0 && completeness <= 1)) return std::nullopt;
    return ThinnedCount{completeness * mean, 1 + completeness * (dispersion - 1)};
}

} // namespace tuermer::statistics
