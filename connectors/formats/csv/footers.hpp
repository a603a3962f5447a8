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

// Whether nothing but the table's first used column is filled in this row.
bool only_label_filled(const CellTable& table, std::uint32_t row);

// `rows_behind_blank`: rows (rising) before which the file has a blank line.
Footers drop_footers(CellTable& table, const std::vector<std::uint32_t>& rows_behind_blank);
Text footer_remark(const Footers& footers);

} // namespace tuermer::csv
