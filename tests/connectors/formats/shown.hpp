// SPDX-License-Identifier: EUPL-1.2
// A table as text, for tests: the header, then a line per row, cells parted by '|'.
#pragma once

#include "connectors/formats/table.hpp"

#include <string>

namespace tuermer {

inline std::string shown(const CellTable& table)
{
    std::string text;
    for (const auto& column : table.columns) text += (text.empty() ? "" : "|") + column;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        text += '\n';
        for (std::uint32_t column = 0; column < table.columns.size(); ++column)
            text += (column == 0 ? "" : "|") + std::string{table.cell(row, column)};
    }
    return text;
}

// The first table, or why there is none.
inline std::string shown(const Result<ReadTable>& read)
{
    if (!read) return "refused: " + read.error().what.de;
    return read->tables.empty() ? "no table" : shown(read->tables.front());
}

} // namespace tuermer
