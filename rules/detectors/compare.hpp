// SPDX-License-Identifier: EUPL-1.2
// A row of values beside the limits of a test, by one loop.
#pragma once

#include "rules/detectors/limits.hpp"

#include <cstddef>
#include <span>

namespace tuermer {

// answers[i]: yes at and beyond the limit, no on the calm side of `clear`, band in between; as
// `decide` without an interval. As many answers as values.
void compare(std::span<const double> values, const Limits& limits, Answer* answers);

} // namespace tuermer
