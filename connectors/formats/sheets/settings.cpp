// SPDX-License-Identifier: EUPL-1.2
// The keys of `format = { kind = "xlsx" | "xls" | "ods", … }`.
#include "connectors/formats/sheets/sheet.hpp"

namespace tuermer::sheets {

SheetSettings read_sheet_settings(Settings& settings)
{
    constexpr double most_rows = 1'048'576, most_header_rows = 20, most_sheets = 10'000;
    const auto count = [&](std::string_view key, double least,
                           double most) -> std::optional<std::uint32_t> {
        const auto number = settings.integer(key, {.min = least, .max = most});
        if (!number) return std::nullopt;
        return static_cast<std::uint32_t>(*number);
    };
    SheetSettings read;
    read.sheets = settings.texts("sheet");
    read.sheet_number = count("sheet_number", 1, most_sheets);
    if (!read.sheets.empty() && read.sheet_number)
        settings.wrong("sheet_number",
                       say("'sheet' und 'sheet_number' nennen beide das Tabellenblatt; eins genügt",
                           "'sheet' and 'sheet_number' both name the sheet; one is enough"));
    read.header_rows = count("header", 0, most_header_rows);
    read.skip = count("skip", 0, most_rows);
    const auto hidden = settings.one_of("hidden", {"read", "leave out"});
    if (hidden == "leave out") read.hidden = SheetSettings::Hidden::leave_out;
    return read;
}

} // namespace tuermer::sheets
