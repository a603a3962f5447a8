// SPDX-License-Identifier: EUPL-1.2
// Andrews' supF test for one break of a mean or a straight line at an unknown time (Econometrica
// 1993): the largest F of all candidate breaks. Retrospective; takes the periods for independent.
#pragma once

#include "rules/statistics/segment_fits.hpp"

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

struct SupFSettings {
    double from = 0.15; // candidates begin after this share of the values (from 1 on: this many)
    SegmentModel model = SegmentModel::mean; // and end as far from the last value
};

struct SupF {
    std::vector<double> f; // of each candidate, times the number of coefficients: Wald's form
    double largest = 0;
    int last_before = 0;    // last period before the break where f is largest (the first of equals)
    double p = 1;           // of the law itself
    double p_of_hansen = 1; // of his approximation, which others print
};

// Gaps are left out. Nothing where the series is too short for a candidate or where a break leaves
// no squares at all (f would be infinite).
std::optional<SupF> sup_f(std::span<const double> series, const SupFSettings& settings);

// P(largest Wald statistic > x) without a break, in long series: the supremum over the candidates
// of a squared standardised Brownian bridge in as many dimensions as coefficients. `span` is
// to (1 − from) / (from (1 − to)) of the first and last candidate's share of the values.
double sup_wald_p(double x, int coefficients, double span);

// The same by Hansen's response surface (JBES 1997), as R's strucchange and Stata answer. Like the
// printed tables it rests on simulated walks, whose largest values are a little too small: where it
// says 5 %, it is 5.4 %. Of one or two coefficients.
double sup_wald_p_of_hansen(double x, int coefficients, double span);

} // namespace tuermer::statistics
