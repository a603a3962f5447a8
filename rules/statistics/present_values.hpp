// SPDX-License-Identifier: EUPL-1.2
// What the methods for series share: the values that are there, their middle, their ranks. A gap
// in a series is NaN; infinities count as gaps, so that nothing non-finite is ever computed with.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tuermer::statistics {

// The values of a series without its gaps, and the period each belongs to (1, 2, …).
struct PresentValues {
    std::vector<double> values;
    std::vector<double> times;

    std::size_t size() const { return values.size(); }
    int position(std::size_t i) const { return static_cast<int>(times[i]); }
};

PresentValues present_values(std::span<const double> series);

namespace sequences {

// The middle value, of an even number the mean of the middle two. `values` is not empty and is
// reordered.
double middle(std::span<double> values);

// Ranks 1 to n; equal values share the mean of their ranks.
std::vector<double> ranks(std::span<const double> values);

double mean(std::span<const double> values);

double upper_normal(double z); // P(Z >= z)

} // namespace sequences
} // namespace tuermer::statistics
