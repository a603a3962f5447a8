// SPDX-License-Identifier: EUPL-1.2
// Units of measure, enough to refuse nonsense: persons plus percent, euros per person times euros.
// A unit is a product of base units with exponents, and a scale: percent is the pure number × 0.01.
#pragma once

#include "rules/base/text.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

struct Unit {
    std::map<std::string, int> exponents; // {"persons": 1}, {"euro": 1, "persons": -1}; empty: pure
    double scale = 1;                     // one of this unit is so many of the pure product

    bool pure() const { return exponents.empty(); }
    bool operator==(const Unit&) const = default;
};

// "persons", "households", "cases", "euro", "euro/person", "percent", "per_mille", "ratio",
// "index", "years", "weeks", "square_metres" … A word that is not known is its own base unit only
// if it is declared so (see config/README.md); here: nothing.
std::optional<Unit> parse_unit(std::string_view text);
std::vector<std::string> unit_words(); // for "did you mean"
Unit operator*(const Unit& a, const Unit& b);
Unit operator/(const Unit& a, const Unit& b);
// Persons, households, cases …, or thousands of them: figures of parts add up to that of the whole.
bool adds_up(const Unit& unit);
std::string to_string(const Unit& unit); // "persons", "percent", "euro/persons"
Text title_of(const Unit& unit);         // "Personen", "Prozent", "Euro je Person"

// A number as people write it, and as the formula language reads it: 100000, not 1e+05.
std::string plain(double number);

} // namespace tuermer
