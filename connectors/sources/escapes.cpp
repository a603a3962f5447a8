// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/escapes.hpp"

#include <charconv>
#include <fmt/core.h>

namespace tuermer {
namespace {

bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

} // namespace

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text)
        result +=
            is_plain(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return result;
}

std::string unescaped(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = 0;
        const auto* const hex = text.data() + i + 1;
        const bool coded = text[i] == '%' && i + 2 < text.size() &&
                           std::from_chars(hex, hex + 2, code, 16).ptr == hex + 2;
        plain += coded ? static_cast<char>(code) : text[i];
        if (coded) i += 2;
    }
    return plain;
}

} // namespace tuermer
