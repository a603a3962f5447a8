// SPDX-License-Identifier: EUPL-1.2
// Rows of stretches, appended one by one.
#include "connectors/formats/table.hpp"

#include <algorithm>

namespace tuermer {

void CellTable::add_row(std::uint32_t line, const std::vector<std::string_view>& cells)
{
    const auto width = columns.size();
    const auto given = std::min(cells.size(), width);
    const char* const base = text_->data();
    const auto first = cells_.size();
    cells_.resize(first + width);
    auto* const to = cells_.data() + first;
    for (std::size_t i = 0; i < given; ++i)
        to[i] = cells[i].empty() ? Stretch{}
                                 : Stretch{static_cast<std::uint32_t>(cells[i].data() - base),
                                           static_cast<std::uint32_t>(cells[i].size())};
    std::fill(to + given, to + width, Stretch{});
    lines_.push_back(line);
}

void CellTable::add_row(std::uint32_t line, const std::vector<Stretch>& cells)
{
    const auto width = columns.size();
    const auto given = static_cast<std::ptrdiff_t>(std::min(cells.size(), width));
    const auto first = cells_.size();
    cells_.resize(first + width);
    auto* const to = cells_.data() + first;
    std::fill(std::copy_n(cells.begin(), given, to), to + width, Stretch{});
    lines_.push_back(line);
}

void CellTable::widen(std::size_t width)
{
    if (lines_.empty() || cells_.size() == lines_.size() * width) return;
    const auto before = cells_.size() / lines_.size();
    PagedVector<Stretch> wider(lines_.size() * width);
    for (std::size_t row = 0; row < lines_.size(); ++row)
        std::copy_n(cells_.begin() + static_cast<std::ptrdiff_t>(row * before), before,
                    wider.begin() + static_cast<std::ptrdiff_t>(row * width));
    cells_ = std::move(wider);
}

void CellTable::reserve(std::size_t rows)
{
    cells_.reserve(rows * columns.size());
    lines_.reserve(rows);
}

void CellTable::drop_last_rows(std::uint32_t count)
{
    lines_.resize(lines_.size() - count);
    cells_.resize(lines_.size() * columns.size());
}

void CellTable::clear_rows()
{
    lines_.clear();
    cells_.clear();
    overlong.clear();
}

} // namespace tuermer
