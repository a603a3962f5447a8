// SPDX-License-Identifier: EUPL-1.2
// What the figures held say about the indicators themselves: are they complete, timely, stable,
// large enough, different from one another? Of all areas together; no single figure appears.
#pragma once

#include "rules/consider.hpp"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace tuermer {

// Another indicator that says nearly the same.
struct Twin {
    std::string indicator;
    // Correlation of the changes from one period to the next, over all common rows; nothing where
    // fewer than `fewest_changes` are common.
    std::optional<double> r;
    bool same_numerator = false;
};
constexpr std::size_t fewest_changes = 8;
constexpr double nearly_the_same = 0.9; // |r|

struct IndicatorReview {
    std::string indicator;
    bool judged = false;         // by a rule
    std::size_t cells = 0;       // areas (and groups) times periods
    double coverage = 0;         // share of them with a figure
    std::optional<int> lag_days; // median, from the end of a period to its first publication
    double revised = 0;          // share of published cells that were changed later
    double small = 0;            // share of figures below: count from 1 to 4, or too small a base
    std::vector<Twin> twins;     // judged ones, |r| > nearly_the_same or same numerator
    bool origin_alone = false;   // it has a group concept, and tells groups apart by nothing else
};

// One after the other takes the publications in; then asks. `graph`: without figures.
Result<std::vector<IndicatorReview>> review_indicators(Graph graph, const std::vector<Rule>& rules,
                                                       std::span<const Release> releases);

} // namespace tuermer
