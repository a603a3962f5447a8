// SPDX-License-Identifier: EUPL-1.2
// What every reader of workbooks promises of what it has read, under limits that a run meets.
#pragma once

#include "connectors/formats/sheets/sheet.hpp"
#include "tests/fuzz/target.hpp"

namespace tuermer::fuzz {

inline sheets::SheetSettings small_settings()
{
    sheets::SheetSettings settings;
    settings.limits.bytes = 1U << 20U;
    settings.limits.columns = 200;
    settings.limits.rows = 5'000;
    settings.limits.cell_bytes = 2'000;
    settings.limits.cells = 100'000;
    return settings;
}

inline void check_sheet(const CellTable& table, const ReadLimits& limits)
{
    promise(table.columns.size() <= limits.columns, "columns stay within their limit");
    promise(std::uint64_t{table.rows()} * table.columns.size() <= limits.cells,
            "cells stay within their limit");
    std::uint32_t line = 0;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        promise(table.line(row) > line, "rows stand in the order of their lines");
        line = table.line(row);
        for (std::uint32_t column = 0; column < table.columns.size(); ++column)
            promise(table.cell(row, column).size() <= limits.cell_bytes,
                    "cells stay within their limit");
    }
}

inline void check_workbook(const Result<ReadTable>& read, const ReadLimits& limits)
{
    if (!read) return promise(!read.error().what.empty(), "a refusal is a sentence");
    promise(!read->tables.empty(), "what was read has a table");
    for (const auto& table : read->tables) check_sheet(table, limits);
    for (const auto& remark : read->remarks)
        promise(!remark.de.empty() && !remark.en.empty(), "a remark is a sentence");
}

} // namespace tuermer::fuzz
