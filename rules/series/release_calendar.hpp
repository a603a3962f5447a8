// SPDX-License-Identifier: EUPL-1.2
// When a source's next publication is due, and whether it is overdue: the only statement about
// figures that are not there. It is made once per source, never per area (daemon/decisions/0002).
#pragma once

#include "rules/base/dates.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace tuermer {

// Every year on a day, every month on a day (the last one where the month is shorter), or on the
// days of an advance release calendar. Later than `grace` behind that it is overdue.
struct ReleaseCalendar {
    std::optional<unsigned> month, day; // every year, both
    std::optional<unsigned> day_of_month;
    std::vector<Date> dates;
    std::chrono::seconds grace{0};
};

struct Overdue {
    Date due;
    Instant since; // the end of the grace
};

// Of the newest due day whose grace has passed by `now`, if no release has come for it.
// `last_release`: when the newest one became known; nothing: none ever. A release counts for the
// due day it lies nearer to, or behind: publishers are sometimes early.
std::optional<Overdue> overdue(const ReleaseCalendar& calendar, std::optional<Instant> last_release,
                               Instant now);

} // namespace tuermer
