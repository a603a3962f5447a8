// SPDX-License-Identifier: EUPL-1.2
// Pettitt's test for one change of level (Applied Statistics 1979): ranks before against ranks
// after, without assuming a distribution. Takes the periods for independent.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

struct Pettitt {
    double u = 0;          // largest |2 × sum of the first k ranks − k (n + 1)|
    std::vector<int> last; // the last period before the change; all that reach u
    double p = 1;          // Pettitt's approximation, good below 0.5; wants 10 values
};

// Gaps are left out; nothing for an empty series. Of a constant series each period reaches u = 0.
std::optional<Pettitt> pettitt(std::span<const double> series);

} // namespace tuermer::statistics
