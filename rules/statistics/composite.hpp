// SPDX-License-Identifier: EUPL-1.2
#pragma once
#include "rules/statistics/glm.hpp"
#include <optional>
#include <span>
#include <vector>
namespace tuermer::statistics {
struct CompositePoint {
    double score = 0;
    double z = 0;
    double shewhart = 0;
    bool alarm = false;
};
std::vector<CompositePoint> composite_parity(std::span<const double> counts, int frequency,
                                             int first, int last);
} // namespace tuermer::statistics
