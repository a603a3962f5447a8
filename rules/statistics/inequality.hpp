// SPDX-License-Identifier: EUPL-1.2
// How unequal are areas? Indices over one figure per area, weighted by persons.
#pragma once

#include <optional>
#include <span>

namespace tuermer::statistics {

// Shares of 0 (all alike) upwards; nothing where an index is not defined. Negative figures leave
// the Theil indices undefined, a mean below 0 all of them; all figures 0 are equal figures.
struct Inequality {
    double mean = 0;
    std::optional<double> gini;                     // mean absolute difference / (2 * mean)
    std::optional<double> theil_t, theil_l;         // Theil 1967; L needs every figure above 0
    std::optional<double> hoover;                   // the part that would have to be moved
    std::optional<double> coefficient_of_variation; // population standard deviation / mean
    std::optional<double> max_min_ratio;            // needs every figure above 0
    double range = 0;                               // largest - smallest
};

// `weights` is empty (all alike) or as long as `values`, each >= 0 with a sum above 0; else
// nothing.
std::optional<Inequality> inequality(std::span<const double> values,
                                     std::span<const double> weights = {});

} // namespace tuermer::statistics
