// SPDX-License-Identifier: EUPL-1.2
// The words and numbers of a period as written: "3. Quartal 2024" → 3, quarter, 2024.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tuermer::period_words {

enum class Sense : std::uint8_t {
    number,
    month,
    quarter,
    half,
    week,
    winter,
    summer,
    school,
    roman,
    month_number,
    filler
};

struct Token {
    Sense sense = Sense::filler;
    int value = 0;          // of a number, month or roman numeral
    std::size_t digits = 0; // of a number
    char before = ' ';      // what separates it from its neighbour
};

// A time of day behind a date is passed over. Nothing: there is a word that no period has.
std::optional<std::vector<Token>> tokens_in(std::string_view text);

} // namespace tuermer::period_words
