// SPDX-License-Identifier: EUPL-1.2
// "+5 pp", "15 %", "100 persons": limits as people write them. Points and percent are different
// things, so a number is taken only in the notation that leaves no doubt which of them is meant.
#pragma once

#include "rules/base/text.hpp"
#include "rules/formulas/unit.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tuermer {

enum class AmountKind : std::uint8_t {
    level,      // a figure of the indicator: "15 %", "100 persons"
    difference, // a change in the indicator's unit: "+5 pp", "-100 persons"
    relative,   // a change in percent of the reference: "+50 %"
};

// The number, or the sentence that says what to write instead.
tl::expected<double, Text> parse_amount(std::string_view text, AmountKind kind, const Unit& unit);

// How an amount of this kind is written beside its number: "pp", "%", "persons", "per 1000", "".
std::string notation(AmountKind kind, const Unit& unit);

} // namespace tuermer
