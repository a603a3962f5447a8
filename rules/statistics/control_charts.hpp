// SPDX-License-Identifier: EUPL-1.2
// Shewhart's control charts for shares, rates, counts, gaps between rare events and single values.
// Gaps in the series are nothing and get nothing. For monitoring, centre and spread must come from
// a baseline that is over: the settings' `baseline`, or a span that ends before the judged point.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

// How far the limits stand from the centre.
enum class ChartLimits {
    three_sigma,   // of the binomial or Poisson distribution
    laney,         // times the scatter between periods, mean |z(t) - z(t-1)| / 1.128 (Laney 2002)
    laney_widened, // the same, but never narrower than three sigma: for alarms
    exact,         // quantiles at 0.135 % and 99.865 %: where fewer than 10 cases are expected
};

struct ChartSettings {
    ChartLimits limits = ChartLimits::three_sigma;
    std::size_t baseline = 0; // so many leading points set centre and scatter; 0: all
};

struct ChartPoint {
    std::optional<double> value, lower, upper; // nothing without a denominator
    std::optional<int> signal;                 // strictly outside: -1 below, 0 within, 1 above
};

struct Chart {
    std::optional<double> centre;
    std::optional<double> scatter; // Laney's sigma of z; 1 where it is not asked for
    std::vector<ChartPoint> points;
};

using Gappy = std::span<const std::optional<double>>;

// Shares counts / denominators, limits cut to [0, 1]. Nothing for unequal lengths or a count
// outside 0 to its denominator.
std::optional<Chart> p_chart(Gappy counts, Gappy denominators, const ChartSettings& = {});

// Rates counts / exposures, lower limit cut at 0.
std::optional<Chart> u_chart(Gappy counts, Gappy exposures, const ChartSettings& = {});

// Counts of equal exposure.
std::optional<Chart> c_chart(Gappy counts, const ChartSettings& = {});

struct GapChart {
    double centre = 0, deviation = 0;
    double lower = 0, upper = 0; // centre -+ 3 deviations, cut at 0
};

// Periods or cases between rare events, each at least 1 (geometric). Nothing for none.
std::optional<GapChart> g_chart(Gappy gaps);

// Probability of a gap at most as short (the bad direction) where gaps have that mean, mean >= 1.
std::optional<double> short_gap_p(double gap, double mean);

struct IndividualsChart {
    double centre = 0;
    double mean_range = 0;       // mean |x(t) - x(t-1)| of neighbouring known values
    double sigma = 0;            // mean_range / 1.128
    double lower = 0, upper = 0; // centre -+ 3 sigma
    double range_upper = 0;      // 3.267 * mean_range: limit of the moving range itself
};

// XmR chart of single values. Nothing for fewer than two.
std::optional<IndividualsChart> xmr_chart(Gappy values);

} // namespace tuermer::statistics
