// SPDX-License-Identifier: EUPL-1.2
// What the golden vectors of the series methods share.
#pragma once

#include "tests/golden/method.hpp"

#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::golden {

std::span<const Method> trend_methods();
std::span<const Method> break_methods();
std::span<const Method> forecast_methods();

// null is a gap.
inline std::vector<double> series_of(const Json& input, const char* key = "x")
{
    std::vector<double> values;
    for (const Json& value : input.at(key))
        values.push_back(value.is_number() ? value.get<double>()
                                           : std::numeric_limits<double>::quiet_NaN());
    return values;
}

inline Json or_null(std::optional<double> value)
{
    return value ? Json(*value) : Json(nullptr);
}

} // namespace tuermer::golden
