// SPDX-License-Identifier: EUPL-1.2
// The OLS-based CUSUM test for a stable mean (Ploberger and Krämer, Econometrica 1992): how far the
// running sum of the residuals strays. Retrospective; takes the periods for independent.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

struct OlsCusum {
    std::vector<double> path; // 0, then the scaled sum after each value present
    double statistic = 0;     // largest distance from 0
    double p = 1;             // of the supremum of a Brownian bridge
};

// Gaps are left out. Nothing below two values. A constant series stays at 0.
std::optional<OlsCusum> ols_cusum(std::span<const double> series);

// P(sup |Brownian bridge| > x): Kolmogorov's distribution.
double brownian_bridge_p(double x);

} // namespace tuermer::statistics
