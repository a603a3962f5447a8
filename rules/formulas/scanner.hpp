// SPDX-License-Identifier: EUPL-1.2
// The words of a formula: numbers, names, 'codes' and signs, each with its place.
#pragma once

#include "rules/formulas/formula.hpp"

#include <string>
#include <string_view>

namespace tuermer {

struct Token {
    enum class Kind : std::uint8_t { end, number, name, code, sign };
    Kind kind = Kind::end;
    std::size_t offset = 0;
    std::string_view text; // as written; of a code with its quotes
    double number = 0;
    std::string code; // without quotes, doubled quotes made one

    std::size_t end() const { return offset + text.size(); }
    bool is(std::string_view sign) const { return kind == Kind::sign && text == sign; }
    bool is_name(std::string_view name) const { return kind == Kind::name && text == name; }
};

// The token that begins at or after `at`; spaces, tabs and line breaks separate.
FormulaResult<Token> scan(std::string_view formula, std::size_t at);

// "'x'", or "the formula's end": how an error names what it met.
Text named(const Token& token);

} // namespace tuermer
