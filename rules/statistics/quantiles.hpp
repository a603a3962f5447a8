// SPDX-License-Identifier: EUPL-1.2
// Sample quantiles the way R gives them by default, and what is built on the median.
#pragma once

#include <optional>
#include <vector>

namespace tuermer::statistics {

// Type 7 of Hyndman and Fan (The American Statistician 1996): linear between the order statistics,
// the smallest at 0 and the largest at 1. Nothing for no values.
std::optional<double> sample_quantile(std::vector<double> values, double probability);

// Median absolute deviation from the median, times 1.4826 (a standard deviation under the normal).
std::optional<double> median_absolute_deviation(const std::vector<double>& values);

} // namespace tuermer::statistics
