// SPDX-License-Identifier: EUPL-1.2
// When a source's next publication is due, how often to ask for it meanwhile, and whether it is
// overdue: the only statement about figures that are not there. It is made once per source, never
// per area (daemon/decisions/0002).
#pragma once

#include "rules/base/dates.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tuermer {

// Every year on a day, every month on a day (the last one where the month is shorter), or on the
// days of an advance release calendar. Later than `grace` behind that it is overdue.
struct ReleaseCalendar {
    std::optional<unsigned> month, day; // every year, both
    std::optional<unsigned> day_of_month;
    std::vector<Date> dates; // stated, or as the feed said last
    std::string feed,
        title; // address of the publisher's iCalendar, RSS or Atom feed; which entries
    std::chrono::seconds grace{0};
    std::chrono::seconds every{0}; // between polls while a release is awaited; 0: as ever
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

// How often to ask. A release is awaited from its due day on until it has come, but not for longer
// than the grace and a week.
struct Pace {
    std::chrono::seconds every{0};
    std::optional<Instant> next_due; // polls are made by then at the latest
    bool operator==(const Pace&) const = default;
};
Pace pace(const ReleaseCalendar& calendar, std::chrono::seconds usual,
          std::optional<Instant> last_release, Instant now);

} // namespace tuermer
