// SPDX-License-Identifier: EUPL-1.2
// The last door of every method: what is not a finite number is no result.
#pragma once

#include <cmath>
#include <optional>

namespace tuermer::statistics {

inline std::optional<double> finite(double value)
{
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace tuermer::statistics
