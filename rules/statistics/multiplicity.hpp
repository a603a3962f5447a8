// SPDX-License-Identifier: EUPL-1.2
// Many tests at once: p-values of one release, adjusted so that their alarms stay rare together.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

enum class Adjustment {
    bonferroni,          // one false alarm in all: whatever the dependence
    holm,                // the same, stepwise, never weaker (Holm 1979)
    benjamini_hochberg,  // share of false alarms; independent or positively dependent (1995)
    benjamini_yekutieli, // the same for any dependence: nested regions, one denominator (2001)
};

// Adjusted p-values in the same order; reject where they are <= the level. What is missing (or no
// probability) stays missing and does not count. `tests`: how many there were in all, where only
// some are given; the others count as 1.
std::vector<std::optional<double>> adjusted(std::span<const std::optional<double>> p_values,
                                            Adjustment adjustment, std::size_t tests = 0);

} // namespace tuermer::statistics
