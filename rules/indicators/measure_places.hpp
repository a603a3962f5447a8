// SPDX-License-Identifier: EUPL-1.2
// A document's columns come in any order: where each of a measure's dimensions stands among its
// keys.
#pragma once

#include "rules/series/observation.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace tuermer {

// In the order of the shape; nothing if the dimensions are not the same ones.
inline std::optional<std::vector<std::size_t>> places_of(const MeasureShape& shape,
                                                         const KeyTable& keys)
{
    if (shape.dimensions.size() != keys.dimensions().size()) return std::nullopt;
    std::vector<std::size_t> places;
    for (const auto& name : shape.dimensions) {
        const auto place = keys.dimension(name);
        if (!place) return std::nullopt;
        places.push_back(*place);
    }
    return places;
}

} // namespace tuermer
