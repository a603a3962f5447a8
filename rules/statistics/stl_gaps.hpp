// SPDX-License-Identifier: EUPL-1.2
// Fills gaps for methods that cannot skip them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

// Each gap lies on the straight line between its neighbours (at an end: level with the nearest),
// all taken without their season's median, which is then added again. Nothing where a season has
// no value at all.
std::optional<std::vector<double>> with_gaps_filled(std::span<const double> series,
                                                    std::size_t periods_per_year);

} // namespace tuermer::statistics
