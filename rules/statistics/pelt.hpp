// SPDX-License-Identifier: EUPL-1.2
// The best division of a series into segments of one level: least total cost plus a penalty per
// change, found exactly by PELT (Killick, Fearnhead and Eckley, JASA 2012).
// Answers "since when"; too slow to be the alarm. Autocorrelation reads as changes: feed it
// deseasonalised, prewhitened figures, or raise the penalty by (1 + rho) / (1 − rho).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

enum class SegmentCost : std::uint8_t {
    mean,         // sum of squares around the mean: data of variance 1
    poisson,      // 2 S (log m − log S), S the sum of m counts; 0 for S = 0
    mean_variance // m (log 2 pi + log variance + 1), the variance at least 1e-8
};

struct PeltSettings {
    SegmentCost cost = SegmentCost::mean;
    double penalty = 0;       // per change; customary 2 log n, for mean_variance 3 log n
    int shortest_segment = 2; // values
};

struct Segmentation {
    std::vector<int> changes;          // the last period of each segment but the last, from 1
    std::vector<double> segment_means; // one more than changes
    double penalised_cost = 0;
};

// Gaps are left out. Of equally good divisions the one with the earliest changes. Nothing for an
// empty series, for negative figures with the Poisson cost, or when sums overflow.
std::optional<Segmentation> pelt(std::span<const double> series, const PeltSettings& settings);

// The factor by which to divide a series so that `mean` finds variance 1: median absolute
// deviation of the first differences / sqrt 2, which shifts hardly touch. Nothing where it is 0.
std::optional<double> scale_of_differences(std::span<const double> series);

} // namespace tuermer::statistics
