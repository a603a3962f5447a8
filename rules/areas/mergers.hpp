// SPDX-License-Identifier: EUPL-1.2
// A merged area's figures before the merger are the sums of its predecessors' figures, where the
// publisher did not recompute them.
#pragma once

#include "rules/areas/areas.hpp"
#include "rules/series/panel.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace tuermer {

// The rows of a panel whose cells of `period` add up to what the area of `row` would have had then,
// in the order of the reform. Nothing
// - where the row has a cell of its own, even a missing one: the publisher has spoken;
// - unless the whole period lies before the reform;
// - unless every predecessor came in as a whole (what was split is never shared out), with the same
//   groups, and has a value, or is itself such a sum.
// For counts only: the caller knows whether the measure is additive. A panel may hold such sums:
// `is_sum` says at which rows in that period, and they count as cells that nobody published.
std::vector<std::uint32_t>
rows_before_merger(const Panel& panel, const Areas& areas, std::uint32_t row, Period period,
                   const std::function<bool(std::uint32_t row)>& is_sum = {});

} // namespace tuermer
