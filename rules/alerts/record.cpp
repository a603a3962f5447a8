// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/record.hpp"

#include <algorithm>

namespace tuermer {

void Record::cover(std::uint32_t rows, PeriodRange periods)
{
    const auto from = periods.first.index(), to = periods.last.index();
    const auto first = columns_ == 0 ? from : std::min(first_, from);
    const auto end =
        columns_ == 0 ? to + 1 : std::max(first_ + static_cast<std::int32_t>(columns_), to + 1);
    const auto columns = static_cast<std::uint32_t>(end - first);
    if (first == first_ && columns <= capacity_) {
        columns_ = columns;
        verdicts_.resize(std::size_t{std::max(rows_, rows)} * capacity_, unjudged);
        rows_ = std::max(rows_, rows);
        return;
    }
    constexpr std::uint32_t least_spare = 16, share_of_spare = 8;
    const auto capacity = columns + std::max(least_spare, columns / share_of_spare);
    PagedVector<Verdict> wider(std::size_t{std::max(rows_, rows)} * capacity, unjudged);
    for (std::size_t row = 0; row < rows_; ++row)
        std::copy_n(verdicts_.data() + row * capacity_, columns_,
                    wider.data() + row * capacity + static_cast<std::size_t>(first_ - first));
    verdicts_ = std::move(wider);
    rows_ = std::max(rows_, rows);
    first_ = first;
    columns_ = columns;
    capacity_ = capacity;
}

} // namespace tuermer
