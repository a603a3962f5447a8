// SPDX-License-Identifier: EUPL-1.2
// Excel workbooks of 1993 to 2003 ([MS-XLS], BIFF5 and BIFF8): `format = { kind = "xls", … }`.
#pragma once

#include "connectors/formats/sheets/sheet.hpp"

namespace tuermer {

Result<ReadTable> read_xls(std::string_view bytes, std::string_view name,
                           const sheets::SheetSettings& settings);

std::unique_ptr<Reader> make_xls_reader(Settings& settings);
bool recognises_xls(std::string_view bytes);

} // namespace tuermer
