// SPDX-License-Identifier: EUPL-1.2
// Do two groups live in the same parts of town? Dissimilarity and isolation over areas.
#pragma once

#include <optional>
#include <span>

namespace tuermer::statistics {

struct Segregation {
    std::optional<double> dissimilarity; // share of either group that would have to move (Duncan
                                         // and Duncan, ASR 1955); nothing where a group is empty
    std::optional<double> isolation;     // share of the first group met by one of its members in
                                         // the own area (Lieberson 1981): a / (a + b) over a's
};

// Persons of the two groups per area; areas without anybody count for nothing. Nothing for
// unequal lengths or figures that are negative or not finite.
std::optional<Segregation> segregation(std::span<const double> first,
                                       std::span<const double> second);

// The dissimilarity that chance alone would give if every person of either group lived anywhere
// alike, given both groups' sizes and the areas' sizes (Carrington and Troske, JBES 1997): small
// groups look segregated without being so. Exact: the expectation over all allocations is the sum
// of hypergeometric mean absolute deviations (Diaconis and Zabell, Stat. Science 1991), so no
// random numbers are drawn. Persons must be whole numbers.
std::optional<double> chance_dissimilarity(std::span<const double> first,
                                           std::span<const double> second);

// Below this many persons of the first group in an area, report the dissimilarity minus its
// chance value (methods.md 4.19).
inline constexpr double few_persons = 20;

} // namespace tuermer::statistics
