// SPDX-License-Identifier: EUPL-1.2
// Lines of text that close a table: sources, notes, copyright. They are taken off its end and told.
#pragma once

#include "connectors/formats/table.hpp"

#include <cstdint>
#include <vector>

namespace tuermer::csv {

struct Footers {
    std::uint32_t count = 0, first_line = 0;
};

constexpr std::uint32_t most_footers = 100; // more lines of text than this are a part of the table

// The first column that the table's first rows use: sheets may begin at B.
std::uint32_t label_column(const CellTable& table);
// Whether nothing but that column is filled in this row.
bool only_label_filled(const CellTable& table, std::uint32_t row, std::uint32_t label);
// At most `most_footers`.
std::uint32_t last_rows_with_only_label(const CellTable& table, std::uint32_t label);

// `rows_behind_blank`: rows (rising) before which the file has a blank line.
Footers drop_footers(CellTable& table, std::uint32_t label,
                     const std::vector<std::uint32_t>& rows_behind_blank);
Text footer_remark(const Footers& footers);

} // namespace tuermer::csv
