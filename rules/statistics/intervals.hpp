// SPDX-License-Identifier: EUPL-1.2
// Confidence intervals for shares, differences of shares and counts. Official full counts still
// vary by chance where groups are small: each count is read as a realisation of a process.
#pragma once

#include <optional>

namespace tuermer::statistics {

struct Interval {
    double lower = 0, upper = 0;
    double confidence = 0.95; // two-sided

    bool operator==(const Interval&) const = default;
};

// The standard normal quantile of a two-sided confidence: 1.959964 for 0.95.
double normal_quantile(double probability);
double two_sided_z(double confidence);

// Wilson's score interval for successes of trials (Wilson, JASA 1927), as a proportion in [0, 1].
// Nothing unless 0 <= successes <= trials and trials > 0. Counts need not be whole (weighted).
std::optional<Interval> wilson(double successes, double trials, double confidence);

// The exact interval for the same share, by the binomial tails (Clopper and Pearson, Biometrika
// 1934): never too narrow, often too wide. For limits that must hold; else Wilson's.
std::optional<Interval> clopper_pearson(double successes, double trials, double confidence);

// Newcombe's hybrid score interval for p1 - p2 (Statistics in Medicine 1998, method 10), in [-1,
// 1].
std::optional<Interval> newcombe(double successes1, double trials1, double successes2,
                                 double trials2, double confidence);

// Exact interval for the ratio of two Poisson rates (count per exposure), by the conditional
// binomial (Clopper–Pearson). The upper bound is nothing where the second count is 0.
struct RatioInterval {
    double lower = 0;
    std::optional<double> upper;
    double confidence = 0.95;
};
std::optional<RatioInterval> rate_ratio(double count1, double exposure1, double count2,
                                        double exposure2, double confidence);

// Exact interval for one Poisson rate, per unit of exposure (Garwood, Biometrika 1936).
std::optional<Interval> poisson_rate(double count, double exposure, double confidence);

// Byar's approximation of it from count + 0.5 (Rothman and Boice 1979), for comparison with
// published figures that used it. The lower limit is cut at 0.
std::optional<Interval> byar_rate(double count, double exposure, double confidence);

// Interval for the difference of two Poisson rates, for figures that are counts per exposure but no
// shares: the two exact intervals put together by `difference_of`.
std::optional<Interval> rate_difference(double count1, double exposure1, double count2,
                                        double exposure2, double confidence);

// A figure with the interval around it.
struct Estimate {
    double value = 0;
    Interval interval;
};
// Interval for a - b of two independent estimates by the method of variance estimates recovery
// (MOVER; Zou and Donner, Statistics in Medicine 2008). Of Wilson's intervals it makes Newcombe's.
Interval difference_of(const Estimate& a, const Estimate& b);

} // namespace tuermer::statistics
