// SPDX-License-Identifier: EUPL-1.2
// Classical decomposition by a centred moving average of one year (as in Hyndman and
// Athanasopoulos, Forecasting, 2021, ch. 3.4): the start of seasonal methods.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

enum class SeasonKind : std::uint8_t { additive, multiplicative };

struct ClassicalDecomposition {
    std::vector<double> trend;  // of the periods half a year from either end
    std::size_t first = 0;      // the index of the first of them
    std::vector<double> season; // one figure per season; they average 0, or 1
};

// A series without gaps, of at least two years. Nothing otherwise, or where a division fails.
std::optional<ClassicalDecomposition>
classical_decomposition(std::span<const double> series, int periods_per_year, SeasonKind kind);

} // namespace tuermer::statistics
