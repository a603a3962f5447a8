// SPDX-License-Identifier: EUPL-1.2
#include "rules/formulas/scanner.hpp"

#include "rules/base/numbers.hpp"

#include <array>
#include <utility>

namespace tuermer {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

tl::unexpected<FormulaError> wrong(std::size_t offset, Text what)
{
    return tl::unexpected<FormulaError>(FormulaError{offset, std::move(what)});
}

// The bytes of the UTF-8 character at `at`, so that a message never cuts one in half.
std::string_view character(std::string_view text, std::size_t at)
{
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    return text.substr(at, end - at);
}

// What word processors make of the signs a formula knows.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> look_alikes{{
    {"‘", "'"},
    {"’", "'"},
    {"‚", "'"},
    {"„", "'"},
    {"“", "'"},
    {"”", "'"},
    {"−", "-"},
    {"–", "-"},
    {"×", "*"},
    {"·", "*"},
    {"÷", "/"},
    {"≠", "!="},
}};

FormulaResult<Token> unknown_character(std::string_view formula, std::size_t at)
{
    const auto found = character(formula, at);
    for (const auto& [sign, meant] : look_alikes)
        if (found == sign)
            return wrong(at, say("das Zeichen {} versteht die Formelsprache nicht; gemeint ist {}",
                                 "the formula language does not know the character {}; use {}",
                                 found, meant));
    if (found == "!") return wrong(at, say("nach '!' fehlt '='", "'=' is missing after '!'"));
    const auto byte = static_cast<unsigned char>(found[0]);
    if (byte < 0x20 || byte == 0x7F)
        return wrong(at, say("ein Steuerzeichen (Byte {}) gehört nicht in eine Formel",
                             "a control character (byte {}) does not belong in a formula", byte));
    return wrong(at, say("das Zeichen {} versteht die Formelsprache nicht",
                         "the formula language does not know the character {}", found));
}

FormulaResult<Token> scan_number(std::string_view formula, std::size_t at)
{
    std::size_t end = at;
    const auto digits = [&] {
        while (end < formula.size() && is_digit(formula[end])) ++end;
    };
    digits();
    if (end < formula.size() && formula[end] == '.') {
        ++end;
        digits();
    }
    const auto tail = formula.substr(end, 3);
    const bool exponent = !tail.empty() && (tail[0] == 'e' || tail[0] == 'E');
    const bool sign = exponent && tail.size() == 3 && (tail[1] == '-' || tail[1] == '+');
    if (exponent && tail.size() > (sign ? 2U : 1U) && is_digit(tail[sign ? 2 : 1])) {
        end += sign ? 2 : 1;
        digits();
    }
    const auto text = formula.substr(at, end - at);
    auto plain = std::string(text);
    if (const auto plus = plain.find('+'); plus != std::string::npos) plain.erase(plus, 1);
    const auto number = parse_number(plain);
    if (!number || text.back() == '.')
        return wrong(at, say("'{}' ist keine Zahl", "'{}' is not a number", text));
    return Token{Token::Kind::number, at, text, *number, {}};
}

FormulaResult<Token> scan_code(std::string_view formula, std::size_t at)
{
    const char quote = formula[at];
    Token token{Token::Kind::code, at, {}, 0, {}};
    for (std::size_t i = at + 1; i < formula.size(); ++i) {
        if (formula[i] != quote) {
            token.code += formula[i];
        } else if (i + 1 < formula.size() && formula[i + 1] == quote) {
            token.code += formula[i++];
        } else {
            token.text = formula.substr(at, i + 1 - at);
            return token;
        }
    }
    return wrong(at, say("zu diesem Anführungszeichen fehlt das schließende",
                         "this quotation mark is not closed"));
}

} // namespace

FormulaResult<Token> scan(std::string_view formula, std::size_t at)
{
    while (at < formula.size() && std::string_view(" \t\r\n").find(formula[at]) < 4) ++at;
    if (at >= formula.size()) return Token{Token::Kind::end, formula.size(), {}, 0, {}};
    const char c = formula[at];
    if (is_digit(c)) return scan_number(formula, at);
    if (c == '\'' || c == '"') return scan_code(formula, at);
    if (is_name_start(c)) {
        std::size_t end = at;
        while (end < formula.size() && (is_name_start(formula[end]) || is_digit(formula[end])))
            ++end;
        return Token{Token::Kind::name, at, formula.substr(at, end - at), 0, {}};
    }
    if (formula.substr(at, 2) == "!=")
        return Token{Token::Kind::sign, at, formula.substr(at, 2), 0, {}};
    if (std::string_view("+-*/(){},=").find(c) != std::string_view::npos)
        return Token{Token::Kind::sign, at, formula.substr(at, 1), 0, {}};
    return unknown_character(formula, at);
}

Text named(const Token& token)
{
    if (token.kind == Token::Kind::end) return {"das Ende der Formel", "the end of the formula"};
    if (token.kind == Token::Kind::code) return say("{}", "{}", token.text);
    return say("'{}'", "'{}'", token.text);
}

} // namespace tuermer
