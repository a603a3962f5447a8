// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/sheets/rich_text.hpp"

#include <array>
#include <charconv>

namespace tuermer::sheets {

std::string raised(std::string_view text)
{
    constexpr std::array<std::string_view, 10> digits = {"\u2070", "\u00B9", "\u00B2", "\u00B3",
                                                         "\u2074", "\u2075", "\u2076", "\u2077",
                                                         "\u2078", "\u2079"};
    std::string marks;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            marks += digits[static_cast<std::size_t>(c - '0')];
        else if (c == '(')
            marks += "\u207D";
        else if (c == ')')
            marks += "\u207E";
        else if (c != ' ' && c != ',')
            marks += c;
    }
    return marks;
}

std::string unescaped(std::string text)
{
    constexpr std::size_t length = 7; // "_x000D_"
    for (auto at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
        if (at + length > text.size() || text[at + length - 1] != '_') continue;
        unsigned code = 0;
        const auto* const begin = text.data() + at + 2;
        const auto read = std::from_chars(begin, begin + 4, code, 16);
        if (read.ptr != begin + 4 || code == 0 || code >= 0x80) continue;
        text.replace(at, length, 1, static_cast<char>(code));
    }
    return text;
}

} // namespace tuermer::sheets
