// SPDX-License-Identifier: EUPL-1.2
// OpenDocument spreadsheets (ISO/IEC 26300, LibreOffice): `format = { kind = "ods", … }`. The
// stored value counts (office:value), not the text shown.
#pragma once

#include "connectors/formats/sheets/sheet.hpp"

namespace tuermer {

Result<ReadTable> read_ods(std::string_view bytes, std::string_view name,
                           const sheets::SheetSettings& settings);

std::unique_ptr<Reader> make_ods_reader(Settings& settings);
bool recognises_ods(std::string_view bytes);

} // namespace tuermer
