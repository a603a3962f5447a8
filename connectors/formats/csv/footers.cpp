// SPDX-License-Identifier: EUPL-1.2
// Timid: text in the first column only, and either a word that opens a footer or a blank line
// before it.
#include "connectors/formats/csv/footers.hpp"

#include "connectors/formats/csv/layout.hpp"
#include "connectors/formats/labels.hpp"

#include <algorithm>

namespace tuermer::csv {

std::uint32_t label_column(const CellTable& table)
{
    constexpr std::uint32_t rows_looked_at = 50;
    const auto width = static_cast<std::uint32_t>(table.columns.size());
    auto first = width;
    for (std::uint32_t row = 0; row < std::min(table.rows(), rows_looked_at); ++row)
        for (std::uint32_t column = 0; column < first; ++column)
            if (!trimmed(table.cell(row, column)).empty()) first = column;
    return first == width ? 0 : first;
}

bool only_label_filled(const CellTable& table, std::uint32_t row, std::uint32_t label)
{
    for (std::uint32_t column = 0; column < table.columns.size(); ++column)
        if (trimmed(table.cell(row, column)).empty() == (column == label)) return false;
    return true;
}

std::uint32_t last_rows_with_only_label(const CellTable& table, std::uint32_t label)
{
    std::uint32_t count = 0;
    while (count < std::min(table.rows(), most_footers) &&
           only_label_filled(table, table.rows() - 1 - count, label))
        ++count;
    return count;
}

Footers drop_footers(CellTable& table, std::uint32_t label,
                     const std::vector<std::uint32_t>& rows_behind_blank)
{
    if (table.columns.size() < 2) return {};
    const auto closes = [&](std::uint32_t row) {
        return std::binary_search(rows_behind_blank.begin(), rows_behind_blank.end(), row) ||
               is_footer_text(table.cell(row, label));
    };
    auto begin = table.rows() - last_rows_with_only_label(table, label);
    while (begin < table.rows() && !closes(begin)) ++begin;
    Footers footers{table.rows() - begin, 0};
    if (footers.count == 0) return footers;
    footers.first_line = table.line(begin);
    table.drop_last_rows(footers.count);
    return footers;
}

Text footer_remark(const Footers& footers)
{
    return say("Fußzeilen ab Zeile {}: {}; sie gehören nicht zur Tabelle.",
               "Footer lines from line {} on: {}; they are no part of the table.",
               footers.first_line, footers.count);
}

} // namespace tuermer::csv
