// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/labels.hpp"

namespace tuermer {

std::string_view stripped(std::string_view text, const std::vector<std::string>& strip)
{
    std::size_t begin = 0, end = 0;
    for (const std::string_view part : strip) {
        if (part.starts_with('*')) {
            const auto tail = part.substr(1);
            if (text.ends_with(tail) && tail.size() > end) end = tail.size();
        } else if (text.starts_with(part) && part.size() > begin) {
            begin = part.size();
        }
    }
    if (begin + end > text.size()) return trimmed(text);
    return trimmed(text.substr(begin, text.size() - begin - end));
}

std::vector<std::string_view> header_parts(std::string_view column)
{
    constexpr std::string_view between = " | ";
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = column.find(between);
        parts.push_back(column.substr(0, at));
        if (at == std::string_view::npos) return parts;
        column.remove_prefix(at + between.size());
    }
}

} // namespace tuermer
