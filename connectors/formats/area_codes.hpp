// SPDX-License-Identifier: EUPL-1.2
// Codes of German areas as services write them, brought to the municipal key (AGS): Land 2 digits,
// Regierungsbezirk 3, Kreis 5, Gemeinde 8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tuermer {

enum class AreaNotation : std::uint8_t {
    as_written,
    ags, // leading zeros may have got lost in a spreadsheet: "3153" is Kreis 03153
    ars, // the regional key of the Zensus: "092760130130" is Gemeinde 09276130
};

// What is no such code stays as it is ("DG", "DE", names).
std::string area_code(std::string_view code, AreaNotation notation);

} // namespace tuermer
