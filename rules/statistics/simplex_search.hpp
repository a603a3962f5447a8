// SPDX-License-Identifier: EUPL-1.2
// The downhill simplex (Nelder and Mead, Computer Journal 1965) in three dimensions, for a few
// smoothing parameters: needs no derivatives and never leaves a box, for points are moved to its
// wall before they are tried.
#pragma once

#include <array>
#include <functional>

namespace tuermer::statistics {

using Point3 = std::array<double, 3>;

struct Box3 {
    Point3 low{}, high{};
};

// A local minimum near `start`, after at most `tries` evaluations. The function may be infinite.
Point3 simplex_minimum(const std::function<double(const Point3&)>& function, const Box3& box,
                       const Point3& start, int tries);

} // namespace tuermer::statistics
