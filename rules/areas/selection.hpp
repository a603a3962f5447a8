// SPDX-License-Identifier: EUPL-1.2
// Which areas a rule watches, a recipient looks after, a break touches: "03153", "under 03153",
// "kind kreis", "under 03 kind kreis".
#pragma once

#include "rules/areas/areas.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tuermer {

struct AreaSelector {
    enum class Kind : std::uint8_t { code, under, kind } kind = Kind::code;
    std::string code;
    std::string of_kind = {};                     // with `under`: only areas of this kind
    std::shared_ptr<const Areas> areas = nullptr; // none: official keys by their digits
    bool operator==(const AreaSelector&) const = default;
};

// Nothing when it has another form, or names a kind that neither the digits of official keys nor
// `areas` know.
std::optional<AreaSelector> parse_area_selector(std::string_view text,
                                                std::shared_ptr<const Areas> areas = nullptr);

// `on`: the day whose hierarchy counts; without it, the newest one.
bool selects(const AreaSelector& selector, std::string_view area, Areas::Day on = {});

} // namespace tuermer
