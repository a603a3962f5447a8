// SPDX-License-Identifier: EUPL-1.2
// What statistical formats agree on beside their figures: codes of an observation's status, and
// that numbers are written with a point and never grouped.
#pragma once

#include "connectors/formats/signs.hpp"
#include "connectors/formats/table.hpp"

namespace tuermer {

// SDMX's code list CL_OBS_STATUS (2.2) in capitals and Eurostat's flags in small letters.
const Signs& observation_flags();

// In place of a figure: "NaN" (SDMX), ":" (Eurostat), ".." (PX and PxWeb).
const Signs& missing_signs();

// A decimal point, no thousands: so "203.726" has one reading only.
Dialect plain_dialect();

} // namespace tuermer
