// SPDX-License-Identifier: EUPL-1.2
// A workbook as read, or the German sentence why not, as one text: "Sheet: names", then
// "line: cells".
#pragma once

#include "connectors/formats/table.hpp"

#include <string>

namespace tuermer::test {

inline std::string sheet_text(const Result<ReadTable>& read)
{
    if (!read) return read.error().what.de;
    std::string text;
    for (const auto& table : read->tables) {
        text += table.name + ":";
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            auto name = table.columns[i];
            for (auto at = name.find(" | "); at != std::string::npos; at = name.find(" | "))
                name[at + 1] = '\\';
            text += (i == 0 ? " " : "|") + name;
        }
        text += '\n';
        for (std::uint32_t row = 0; row < table.rows(); ++row) {
            text += std::to_string(table.line(row)) + ":";
            for (std::uint32_t column = 0; column < table.columns.size(); ++column)
                text += (column == 0 ? " " : "|") + std::string{table.cell(row, column)};
            text += '\n';
        }
    }
    return text;
}

} // namespace tuermer::test
