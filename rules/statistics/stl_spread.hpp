// SPDX-License-Identifier: EUPL-1.2
// The width of STL's robustness weights, as R and the authors' own program compute it.
#pragma once

#include <vector>

namespace tuermer::statistics {

// Six times the median of the distances, nearly: the program asks Chambers' partial sort (CACM
// Algorithm 410, 1971) for the two middle places in descending order, which it takes in ascending
// order only. So of an even number one of the two may be another value beside the middle. The
// published results all rest on it; for agreement with them it is done alike.
double robustness_width(std::vector<double> distances);

} // namespace tuermer::statistics
