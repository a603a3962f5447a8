// SPDX-License-Identifier: EUPL-1.2
// The predictive law of a count after m reference counts with sum S, from Jeffreys' prior on a
// Poisson mean (Höhle 2007): negative binomial with size S + 1/2 and probability m/(m + 1). It
// speaks even after nothing but zeros; it knows no overdispersion.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace tuermer::statistics {

struct BayesReference {
    int frequency = 12;
    int years = 3;            // b
    int half_window = 0;      // w
    bool current_year = true; // actY: also the last w periods
    // R's surveillance (1.20.3) runs its last w periods backwards where w is 0, and so counts the
    // judged period and the one before it as reference. For comparison with that package only.
    bool as_package = false;
};

struct BayesPrediction {
    double sum = 0, periods = 0;           // of the reference counts
    double upper_tail(double count) const; // P(Y >= count)
    double quantile(double probability) const;
};

// What the reference counts before the last one predict (with as_package also it itself, see
// above); NaN is a gap. Nothing without any.
std::optional<BayesPrediction> bayes_predictive(std::span<const double> counts,
                                                const BayesReference& reference);

} // namespace tuermer::statistics
