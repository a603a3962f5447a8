// SPDX-License-Identifier: EUPL-1.2
// What a rule has said so far: a verdict for each row and period, a byte each. Grows with the panel
// it is about; what nobody has judged is `unjudged`.
#pragma once

#include "rules/alerts/judge.hpp"
#include "rules/base/pages.hpp"

#include <span>

namespace tuermer {

class Record {
public:
    // Room for these rows and periods.
    void cover(std::uint32_t rows, PeriodRange periods);
    // The verdicts of these periods of a row, which must be covered.
    std::span<Verdict> row(std::uint32_t row, PeriodRange periods)
    {
        return {verdicts_.data() + place(row, periods), count(periods)};
    }
    std::span<const Verdict> row(std::uint32_t row, PeriodRange periods) const
    {
        return {verdicts_.data() + place(row, periods), count(periods)};
    }

private:
    std::size_t place(std::uint32_t row, PeriodRange periods) const
    {
        return std::size_t{row} * capacity_ +
               static_cast<std::size_t>(periods.first.index() - first_);
    }
    static std::size_t count(PeriodRange periods)
    {
        return static_cast<std::size_t>(periods.last - periods.first + 1);
    }

    PagedVector<Verdict> verdicts_;
    std::uint32_t rows_ = 0, columns_ = 0, capacity_ = 0;
    std::int32_t first_ = 0; // index of column 0
};

} // namespace tuermer
