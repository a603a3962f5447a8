// SPDX-License-Identifier: EUPL-1.2
// Reporting delay: how complete is a provisional count, and what will it grow to?
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

// One row per period, oldest first; column d: the count as known d publications after the first.
using Triangle = std::vector<std::vector<std::optional<double>>>;

// Below so many vintages the factors are too uncertain: take the source's own completeness.
inline constexpr std::size_t enough_vintages = 4;

struct ChainLadder {
    std::vector<std::optional<double>> factors;      // growth from column d to d + 1
    std::vector<std::optional<double>> ultimate;     // per period: the final count expected
    std::vector<std::optional<double>> completeness; // per period: latest / ultimate, by factors
};

// Growth factors sum C(., d+1) / sum C(., d) over the periods with both (Mack, ASTIN 1993). What
// needs a factor that nothing tells is nothing; so is a period without any count.
ChainLadder chain_ladder(const Triangle& triangle);

// The distribution of a provisional count: that of the final one (mean, Var = dispersion * mean),
// each case being in with probability `completeness`. The negative binomial keeps its size.
struct ThinnedCount {
    double mean = 0, dispersion = 1;
};
// Nothing unless mean >= 0, dispersion > 0 and 0 < completeness <= 1.
std::optional<ThinnedCount> thinned(double mean, double dispersion, double completeness);

} // namespace tuermer::statistics
