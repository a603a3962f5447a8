// SPDX-License-Identifier: EUPL-1.2
// Periods as offices write them: "2024", "07/2024", "3. Quartal 2024", "WS 2005/06", "31.12.2024".
#pragma once

#include "rules/series/period.hpp"

#include <optional>
#include <string_view>

namespace tuermer {

// Read as the source's frequency demands: "2010/11" is a school year or November 2010, "Juni 2007"
// a month or, in a yearly source, the year's reporting date. A day or month falls into the longer
// period that holds it; a longer period is never split. Nothing for what is no period of this
// frequency.
std::optional<Period> read_period(std::string_view text, Frequency frequency);

} // namespace tuermer
