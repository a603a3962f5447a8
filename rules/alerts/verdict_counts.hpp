// SPDX-License-Identifier: EUPL-1.2
// How many judgements a release brought, by period: among so many, chance had its tries.
#pragma once

#include "rules/alerts/judge.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace tuermer {

class VerdictCounts {
public:
    // Verdicts of successive periods, of so many rows each; those that are unknown do not count.
    void add(Period first, std::span<const Verdict> sheet, std::size_t rows)
    {
        if (sheet.empty()) return;
        const auto periods = sheet.size() / rows;
        cover(first, first + static_cast<int>(periods - 1));
        const auto is_known = [](Verdict v) { return judgement_of(v).truth != Truth::unknown; };
        for (std::size_t i = 0; i < periods; ++i)
            counts_[static_cast<std::size_t>(first - first_) + i] += static_cast<std::uint32_t>(
                std::ranges::count_if(sheet.subspan(i * rows, rows), is_known));
    }
    std::uint32_t at(Period period) const
    {
        if (counts_.empty() || period.frequency() != first_.frequency()) return 0;
        const int place = period - first_;
        const bool counted = place >= 0 && place < static_cast<int>(counts_.size());
        return counted ? counts_[static_cast<std::size_t>(place)] : 0;
    }

private:
    void cover(Period first, Period last)
    {
        if (counts_.empty()) first_ = first;
        if (first < first_) {
            counts_.insert(counts_.begin(), static_cast<std::size_t>(first_ - first), 0);
            first_ = first;
        }
        const auto needed = static_cast<std::size_t>(last - first_ + 1);
        if (counts_.size() < needed) counts_.resize(needed);
    }

    Period first_; // of counts_[0]
    std::vector<std::uint32_t> counts_;
};

} // namespace tuermer
