// SPDX-License-Identifier: EUPL-1.2
#include "rules/series/release_calendar.hpp"

#include <algorithm>

namespace tuermer {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;
using std::chrono::years;

Date in_month(year_month month, unsigned day)
{
    const auto last = year_month_day_last(month.year(), month.month() / std::chrono::last).day();
    return Date(month / std::min(std::chrono::day(day), last));
}

// Around a day: the newest due day not after it, the one before that, the first one after it.
struct DueDays {
    std::optional<Date> newest, before, next;
};

DueDays round_days(year_month first, months step, unsigned day, Date until)
{
    while (in_month(first, day) > until) first -= step;
    return {in_month(first, day), in_month(first - step, day), in_month(first + step, day)};
}

// A list has a beginning: before its first day one month is assumed.
DueDays listed_days(std::vector<Date> dates, Date until)
{
    std::ranges::sort(dates);
    const auto next = std::ranges::upper_bound(dates, until);
    DueDays found;
    if (next != dates.end()) found.next = *next;
    if (next == dates.begin()) return found;
    const auto newest = next - 1;
    found.newest = *newest;
    found.before = newest == dates.begin() ? *newest - days(30) : *(newest - 1);
    return found;
}

DueDays due_days(const ReleaseCalendar& calendar, Date until)
{
    if (!calendar.dates.empty()) return listed_days(calendar.dates, until);
    const year_month_day day(until);
    if (calendar.month && calendar.day)
        return round_days(day.year() / std::chrono::month(*calendar.month), months(12),
                          *calendar.day, until);
    if (calendar.day_of_month)
        return round_days(day.year() / day.month(), months(1), *calendar.day_of_month, until);
    return {};
}

// Whether the release of the newest due day is in.
bool has_come(const DueDays& due, std::optional<Instant> last_release)
{
    const auto halfway = *due.before + (*due.newest - *due.before) / 2;
    return last_release && *last_release > Instant(halfway);
}

} // namespace

std::optional<Overdue> overdue(const ReleaseCalendar& calendar, std::optional<Instant> last_release,
                               Instant now)
{
    const auto due = due_days(calendar, std::chrono::floor<days>(now - calendar.grace));
    if (!due.newest) return std::nullopt;
    const Overdue late{*due.newest, Instant(*due.newest) + calendar.grace};
    if (late.since > now || has_come(due, last_release)) return std::nullopt;
    return late;
}

Pace pace(const ReleaseCalendar& calendar, std::chrono::seconds usual,
          std::optional<Instant> last_release, Instant now)
{
    constexpr days patience{7};
    const auto due = due_days(calendar, std::chrono::floor<days>(now));
    Pace found{usual, std::nullopt};
    if (due.next) found.next_due = Instant(*due.next);
    const bool awaited = due.newest && !has_come(due, last_release) &&
                         now < Instant(*due.newest) + calendar.grace + patience;
    if (awaited && calendar.every.count() > 0) found.every = calendar.every;
    return found;
}

} // namespace tuermer
