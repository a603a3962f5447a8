// SPDX-License-Identifier: EUPL-1.2
// How long a chart runs on average until it signals, for independent normal figures: what its
// limits promise. By the integral equation over the chart's state (Brook and Evans 1972; Crowder
// 1987), with Gauss–Legendre nodes.
#pragma once

#include <optional>

namespace tuermer::statistics {

// One-sided CUSUM with this slack k and limit h, figures N(mean, 1), from S = 0. In periods.
std::optional<double> cusum_run_length(double slack, double limit, double mean);

// Both sides; the harmonic sum of the two one-sided lengths.
std::optional<double> two_sided_cusum_run_length(double slack, double limit, double mean);

// Two-sided EWMA with weight lambda and fixed limits of `width` standard deviations of the average.
std::optional<double> ewma_run_length(double weight, double width, double mean);

} // namespace tuermer::statistics
