// SPDX-License-Identifier: EUPL-1.2
// Sums of squares left by a mean or a straight line in any stretch of a series, in constant time:
// what the regression methods for breaks are made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tuermer::statistics {

enum class SegmentModel : std::uint8_t { mean, trend };

int coefficients(SegmentModel model); // 1 or 2

class SegmentFits {
public:
    // `values` at `times`, both without gaps and equally long.
    SegmentFits(SegmentModel model, std::span<const double> times, std::span<const double> values);

    // Residual sum of squares of the values first + 1 to last, counted from 1.
    double rest(std::size_t first, std::size_t last) const;

    bool are_finite() const;

private:
    struct Sums {
        double n = 0, t = 0, x = 0, tt = 0, tx = 0, xx = 0;
    };

    SegmentModel model_;
    double exhausted_ = 0; // smaller sums of squares are rounding
    std::vector<Sums> sums_;
};

} // namespace tuermer::statistics
