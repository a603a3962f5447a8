// SPDX-License-Identifier: EUPL-1.2
// Breaks of a mean or a straight line (Bai and Perron, Econometrica 1998; Journal of Applied
// Econometrics 2003): for each number of breaks the division with the least sum of squares, by
// dynamic programming, and the number by Schwarz's criterion. Says "since when"; autocorrelation
// reads as breaks.
#pragma once

#include "rules/statistics/segment_fits.hpp"

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

struct BreakpointSettings {
    double smallest_share = 0.15; // of the series in a segment; from 1 on a number of values
    SegmentModel model = SegmentModel::mean;
    std::optional<int> most_breaks =
        std::nullopt; // nothing: as many as fit (Bai and Perron: ceil(n/h) − 2)
};

struct Breakpoints {
    std::vector<int> breaks;                // last period of each segment but the last, from 1
    std::vector<double> rest;               // sums of squares with 0, 1, … breaks
    std::vector<std::optional<double>> bic; // nothing where no square is left
};

// Gaps are left out. Nothing where a segment could not hold more values than coefficients, or the
// series is shorter than two segments.
std::optional<Breakpoints> breakpoints(std::span<const double> series,
                                       const BreakpointSettings& settings);

} // namespace tuermer::statistics
