// SPDX-License-Identifier: EUPL-1.2
// Folds that need the values of all parts side by side: the middle, the spread, and how mixed a
// whole is. rules/statistics has the mixes too, with what chance adds; these are the bare loops.
#pragma once

#include "rules/formulas/formula.hpp"

#include <span>

namespace tuermer {

// Shares are of the sum. Not finite where nothing adds up to a whole: all parts are 0, or one is
// negative.
double entropy(std::span<const double> parts);
double simpson(std::span<const double> parts);
// Half the sum of the differences of shares, from 0 (alike) to 1 (apart).
double dissimilarity(std::span<const double> first, std::span<const double> second);

// median, sd and the mixes. The order of the values is lost; of two groups, the first half of the
// values is the first group.
double fold_gathered(Fold fold, std::span<double> values);

} // namespace tuermer
