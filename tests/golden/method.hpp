// SPDX-License-Identifier: EUPL-1.2
// What a golden vector calls: one function per method, from parameters and input to the figures
// that R gave. Layout and comparison: main.cpp.
#pragma once

#include <nlohmann/json.hpp>

#include <span>
#include <string_view>

namespace tuermer::golden {

using Json = nlohmann::json;

struct Method {
    std::string_view name; // the folder's name, "farrington_flexible"
    Json (*compute)(const Json& params,
                    const Json& input); // what "expected" holds, by the same keys
};

std::span<const Method> surveillance_methods(); // counts, charts, CUSUMs, multiplicity
std::span<const Method> series_methods();       // trend, change points, look-ahead, smoothing
std::span<const Method> group_methods();        // intervals, areas, inequality, standardisation

} // namespace tuermer::golden
