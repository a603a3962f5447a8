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

struct DueDays {
    Date newest, before;
};

// Of a day that comes round: the newest not after `until`, and the one before that.
DueDays round_days(year_month first, months step, unsigned day, Date until)
{
    while (in_month(first, day) > until) first -= step;
    return {in_month(first, day), in_month(first - step, day)};
}

// A list has a beginning: before its first day one month is assumed.
std::optional<DueDays> listed_days(std::vector<Date> dates, Date until)
{
    std::ranges::sort(dates);
    const auto next = std::ranges::upper_bound(dates, until);
    if (next == dates.begin()) return std::nullopt;
    const auto newest = next - 1;
    return DueDays{*newest, newest == dates.begin() ? *newest - days(30) : *(newest - 1)};
}

std::optional<DueDays> due_days(const ReleaseCalendar& calendar, Date until)
{
    if (!calendar.dates.empty()) return listed_days(calendar.dates, until);
    const year_month_day day(until);
    if (calendar.month && calendar.day)
        return round_days(day.year() / std::chrono::month(*calendar.month), months(12),
                          *calendar.day, until);
    if (calendar.day_of_month)
        return round_days(day.year() / day.month(), months(1), *calendar.day_of_month, until);
    return std::nullopt;
}

} // namespace

std::optional<Overdue> overdue(const ReleaseCalendar& calendar, std::optional<Instant> last_release,
                               Instant now)
{
    const auto due = due_days(calendar, std::chrono::floor<days>(now - calendar.grace));
    if (!due) return std::nullopt;
    const Overdue late{due->newest, Instant(due->newest) + calendar.grace};
    if (late.since > now) return std::nullopt;
    const auto halfway = due->before + (due->newest - due->before) / 2;
    if (last_release && *last_release > Instant(halfway)) return std::nullopt;
    return late;
}

} // namespace tuermer
