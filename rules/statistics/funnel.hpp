// SPDX-License-Identifier: EUPL-1.2
// The funnel: which of many areas differ from the target by more than their size allows, and by
// more than areas differ anyway (Spiegelhalter, Statistics in Medicine 2005)? From ten areas on.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

// Limits for an area of that size: 95 % and 99.8 % by exact discrete quantiles, as a ratio or
// share.
struct FunnelLimits {
    double lower95 = 0, upper95 = 0, lower998 = 0, upper998 = 0;
};

struct FunnelArea {
    double z = 0;                // Pearson score: (O - E) / sqrt(E)
    double z_additive = 0;       // with the variance between areas added
    double z_multiplicative = 0; // divided by sqrt(phi), where phi > 1
    FunnelLimits limits;
};

struct Funnel {
    double phi = 1;  // mean squared score, the extremes drawn in (overdispersion above 1)
    double tau2 = 0; // variance between areas, at least 0
    std::vector<std::optional<FunnelArea>> areas; // nothing for an area without expected cases
};

// Observed over expected counts, target 1. `winsor`: the part drawn in at either end, 0 to < 0.5.
// Nothing for unequal lengths, negative figures, or no area with an expected case.
std::optional<Funnel> ratio_funnel(std::span<const double> observed,
                                   std::span<const double> expected, double winsor = 0.1);

// Shares successes / trials against a target share, 0 < target < 1; areas without trials get
// nothing.
std::optional<Funnel> share_funnel(std::span<const double> successes,
                                   std::span<const double> trials, double target,
                                   double winsor = 0.1);

// `z_additive` of the last area alone, without anybody's limits, which are what a funnel costs.
// Nothing where the whole funnel would say nothing of it.
std::optional<double> ratio_score_of_last(std::span<const double> observed,
                                          std::span<const double> expected, double winsor = 0.1);
std::optional<double> share_score_of_last(std::span<const double> successes,
                                          std::span<const double> trials, double target,
                                          double winsor = 0.1);

} // namespace tuermer::statistics
