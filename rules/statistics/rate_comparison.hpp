// SPDX-License-Identifier: EUPL-1.2
// Do two groups differ? Exact tests for two rates and two shares, and the logarithm of the rate
// ratio for series of ratios. All p-values are two-sided. Counts must be whole numbers.
#pragma once

#include "rules/statistics/intervals.hpp"

#include <optional>

namespace tuermer::statistics {

// Exact binomial test of successes of trials against `share`, 0 < share < 1: the probability of all
// outcomes no likelier than the observed one. A relative room of 1e-7 counts as equally likely.
// Nothing beyond 10^15 trials.
std::optional<double> binomial_p(double successes, double trials, double share);

// Exact conditional test that rate 1 = ratio * rate 2: given the sum, the first count is binomial
// (Przyborowski and Wilenski, Biometrika 1940). Nothing for exposures or a ratio <= 0.
std::optional<double> rate_ratio_p(double count1, double exposure1, double count2, double exposure2,
                                   double ratio = 1);

// Wald's interval for the rate ratio on the log scale. Nothing where one count is 0.
std::optional<Interval> log_rate_ratio(double count1, double exposure1, double count2,
                                       double exposure2, double confidence);

// Normal score of a rate ratio against the expected logarithm of the ratio, with 0.5 added to both
// counts where one is 0 (Haldane and Anscombe). Feeds the CUSUM of a ratio's series.
std::optional<double> log_rate_ratio_score(double count1, double exposure1, double count2,
                                           double exposure2, double expected_log_ratio);

// Fisher's exact test that two shares are equal (Fisher 1935): the probability, given both margins,
// of all tables no likelier than the observed one. Nothing for tables beyond 10^7 outcomes.
std::optional<double> fisher_p(double successes1, double trials1, double successes2,
                               double trials2);

} // namespace tuermer::statistics
