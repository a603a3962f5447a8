// SPDX-License-Identifier: EUPL-1.2
// Loess over evenly spaced points (Cleveland, JASA 1979), with the tricube weights, the robustness
// weights and the jumps that STL asks for.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tuermer::statistics {

struct LoessSettings {
    std::size_t window = 7; // points that a fit uses; more than there are: wider weights
    int degree = 1;         // 0: local mean, 1: local line
    std::size_t jump = 1;   // only every so many points are fitted, the rest lies on straight lines
};

// The fit at x, where the point i of `values` lies at i; only the points first to last (inclusive)
// take part. `robustness` is empty or as long as values. NaN where all weights vanish.
double loess_at(double x, std::span<const double> values, std::size_t first, std::size_t last,
                const LoessSettings& settings, std::span<const double> robustness);

// The fit at every point; where all weights vanish the point itself.
std::vector<double> loess(std::span<const double> values, const LoessSettings& settings,
                          std::span<const double> robustness);

} // namespace tuermer::statistics
