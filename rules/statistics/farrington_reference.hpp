// SPDX-License-Identifier: EUPL-1.2
// Which earlier periods Farrington's method learns from, and which block of the year each of them
// belongs to (Noufaily and others 2013: the seasonal factor with noPeriods levels).
#pragma once

#include <span>
#include <vector>

namespace tuermer::statistics {

struct ReferencePeriods {
    int frequency = 12, years = 5, half_window = 3, seasons = 1, left_out = 3;
};

// Per period up to the judged one (the last): its block 1..seasons, or 0 where it is not used. The
// windows around the judged point and its like in earlier years are block `seasons`, the time
// between them is cut into the others, counted from the older side.
std::vector<int> reference_blocks(int periods, const ReferencePeriods& reference);

} // namespace tuermer::statistics
