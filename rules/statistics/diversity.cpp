// SPDX-License-Identifier: EUPL-1.2
// The plain sums; the corrections need the number of persons and of groups that were met.
#include "rules/statistics/diversity.hpp"

#include <cmath>

namespace tuermer::statistics {

std::optional<Diversity> diversity(std::span<const double> persons)
{
    double all = 0, groups = 0, squares = 0, shannon = 0;
    for (const double count : persons) {
        if (!(count >= 0)) return std::nullopt;
        all += count;
        if (count > 0) ++groups;
    }
    if (!std::isfinite(all) || all < 1) return std::nullopt;
    for (const double count : persons) {
        const double share = count / all;
        squares += share * share;
        if (share > 0) shannon -= share * std::log(share);
    }
    Diversity mix;
    mix.shannon = shannon;
    mix.shannon_corrected = shannon + (groups - 1) / (2 * all);
    mix.simpson = 1 - squares;
    if (all >= 2) mix.simpson_corrected = mix.simpson * all / (all - 1);
    mix.effective_groups = std::exp(shannon);
    if (groups > 1) mix.evenness = shannon / std::log(groups);
    return mix;
}

} // namespace tuermer::statistics
