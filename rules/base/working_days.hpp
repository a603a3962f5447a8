// SPDX-License-Identifier: EUPL-1.2
// Working days of a Land: Monday to Friday without its holidays, as the Länder's laws on holidays
// (Feiertagsgesetze) name them for the whole Land. Those of single municipalities (Friedensfest,
// Fronleichnam in parts of Saxony and Thuringia) count as working days.
#pragma once

#include "rules/base/dates.hpp"

namespace tuermer {

// `land`: "NI", "BY" …; of an unknown one only what is a holiday everywhere counts.
bool is_holiday(Date date, std::string_view land);
bool is_working_day(Date date, std::string_view land);
Date first_working_day(std::chrono::year_month month, std::string_view land);

} // namespace tuermer
