// SPDX-License-Identifier: EUPL-1.2
// Which columns, taken together, name each figure once.
#pragma once

#include "connectors/sources/suggest/columns.hpp"

#include <cstdint>
#include <vector>

namespace tuermer::suggesting {

// So many different rows there are in these columns.
std::size_t distinct_rows(const std::vector<ColumnProfile>& columns,
                          const std::vector<std::uint32_t>& looked_at,
                          const std::vector<bool>& skipped_rows);

// Each text of `column` goes with one text of `by`: a label with its code, a district with its
// Land.
bool is_determined(const ColumnProfile& column, const ColumnProfile& by);

struct KeyChoice {
    std::vector<std::uint32_t> given;   // period, area, what parts the measures
    std::vector<std::uint32_t> likely;  // kept unless another one says it already
    std::vector<std::uint32_t> reserve; // taken only where rows would fall together
    std::vector<bool> skipped_rows;
};
// The dimensions beside `given`: of `likely` those that say something of their own, then of
// `reserve` as many as it takes.
std::vector<std::uint32_t> choose_key(const std::vector<ColumnProfile>& columns,
                                      const KeyChoice& choice);

} // namespace tuermer::suggesting
