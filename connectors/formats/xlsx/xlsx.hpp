// SPDX-License-Identifier: EUPL-1.2
// Excel workbooks since 2007 (ECMA-376, also .xlsm): `format = { kind = "xlsx", … }`. Streamed:
// besides the table itself only the shared texts are held.
#pragma once

#include "connectors/formats/sheets/sheet.hpp"

namespace tuermer {

Result<ReadTable> read_xlsx(std::string_view bytes, std::string_view name,
                            const sheets::SheetSettings& settings);

std::unique_ptr<Reader> make_xlsx_reader(Settings& settings);
bool recognises_xlsx(std::string_view bytes);

} // namespace tuermer
