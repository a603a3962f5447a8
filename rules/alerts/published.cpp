// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/published.hpp"

#include <algorithm>

namespace tuermer {

std::optional<PeriodRange> published(const Panel& panel, std::uint32_t row)
{
    const auto marks = panel.marks(row);
    const auto said = [](std::uint8_t mark) {
        return Mark::from_byte(mark).missing() != Missing::not_yet;
    };
    const auto first = std::ranges::find_if(marks, said);
    if (first == marks.end()) return std::nullopt;
    const auto last = std::find_if(marks.rbegin(), marks.rend(), said);
    return PeriodRange{panel.first() + static_cast<int>(first - marks.begin()),
                       panel.first() + static_cast<int>(marks.rend() - last - 1)};
}

} // namespace tuermer
