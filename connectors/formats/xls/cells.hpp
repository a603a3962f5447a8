// SPDX-License-Identifier: EUPL-1.2
// The cells of one sheet of an old workbook.
#pragma once

#include "connectors/formats/sheets/sheet.hpp"
#include "connectors/formats/sheets/values.hpp"
#include "connectors/formats/xls/records.hpp"

#include <map>
#include <vector>

namespace tuermer::xls {

struct KeptText {
    std::uint32_t begin = 0, length = 0; // in the workbook's text
};

// What holds for all sheets.
struct WorkbookWide {
    TextCoding coding;
    sheets::DateBase date_base = sheets::DateBase::year_1900;
    std::vector<KeptText> texts;       // shared ones
    std::vector<sheets::Shown> styles; // by index
};

// From its BOF record at `at` to its EOF.
Result<> read_sheet(std::string_view stream, std::size_t at, const WorkbookWide& wide,
                    sheets::Workbook& workbook);

} // namespace tuermer::xls
