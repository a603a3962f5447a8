// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/knows_chance.hpp"

#include <cmath>

namespace tuermer {

namespace {

constexpr double rarest_p = 1e-10; // two-sided; what is rarer is as rare as this
constexpr int halvings = 24;       // of its logarithm

} // namespace

std::optional<double> p_value_by_interval(const ExcludesChance& excludes_chance)
{
    if (!excludes_chance(0.5)) return std::nullopt;
    if (excludes_chance(rarest_p).value_or(false)) return rarest_p / 2;
    double likely = 1, rare = rarest_p;
    for (int step = 0; step < halvings; ++step) {
        const double between = std::sqrt(likely * rare);
        (excludes_chance(between).value_or(false) ? likely : rare) = between;
    }
    return likely / 2;
}

} // namespace tuermer
