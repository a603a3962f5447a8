// SPDX-License-Identifier: EUPL-1.2
// Rows of views, appended one by one.
#include "connectors/formats/table.hpp"

#include <algorithm>

namespace tuermer {

void CellTable::add_row(std::uint32_t line, const std::vector<std::string_view>& cells)
{
    const auto given = std::min(cells.size(), columns.size());
    cells_.insert(cells_.end(), cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(given));
    cells_.resize(cells_.size() + (columns.size() - given));
    lines_.push_back(line);
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

} // namespace tuermer
