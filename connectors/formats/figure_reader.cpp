// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/figure_reader.hpp"

#include <algorithm>
#include <array>

namespace tuermer {

namespace {

constexpr std::array powers_of_ten{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
// A double holds every integer of so many digits, and its quotient by a power of ten is the double
// nearest to that decimal fraction (Clinger 1990): what from_chars would say.
constexpr std::size_t most_digits = powers_of_ten.size() - 1;

// Digits with at most one decimal sign between them; nothing for all else.
std::optional<double> plain_number(std::string_view text, char decimal)
{
    if (text.empty() || text.size() > most_digits + 1) return std::nullopt;
    std::uint64_t digits = 0;
    std::size_t before = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto digit = static_cast<unsigned char>(text[i] - '0');
        if (digit <= 9)
            digits = digits * 10 + digit;
        else if (text[i] == decimal && before == text.size())
            before = i;
        else
            return std::nullopt;
    }
    if (before == text.size())
        return before <= most_digits ? std::optional(static_cast<double>(digits)) : std::nullopt;
    const auto behind = text.size() - before - 1;
    if (before == 0 || behind == 0) return std::nullopt;
    return static_cast<double>(digits) / powers_of_ten[behind];
}

} // namespace

FigureReader::FigureReader(const Signs& signs)
    : signs_(&signs), number_may_be_sign_(std::ranges::any_of(signs, [](const auto& sign) {
          return !sign.first.empty() && sign.first.front() >= '0' && sign.first.front() <= '9';
      }))
{
}

PrintedFigure FigureReader::read(std::string_view text,
                                 const std::optional<NumberStyle>& style) const
{
    if (!number_may_be_sign_) {
        constexpr char none = '0'; // a digit is never taken for the decimal sign
        if (const auto number = plain_number(text, style ? style->decimal : none))
            return {PrintedFigure::Kind::cell, {*number, Missing::none}};
    }
    return read_figure(text, style, *signs_);
}

} // namespace tuermer
