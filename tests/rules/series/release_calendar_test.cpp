// SPDX-License-Identifier: EUPL-1.2
#include "rules/series/release_calendar.hpp"

#include <gtest/gtest.h>

namespace {

using namespace tuermer;
using std::chrono::days;

Instant at(const char* text)
{
    return *parse_instant(text);
}

ReleaseCalendar yearly(unsigned month, unsigned day, days grace)
{
    ReleaseCalendar calendar;
    calendar.month = month;
    calendar.day = day;
    calendar.grace = grace;
    return calendar;
}

const ReleaseCalendar in_october = yearly(10, 15, days(30));

TEST(ReleaseCalendar, IsPatientUntilTheGraceHasPassed)
{
    const auto last_year = at("2025-10-20");
    EXPECT_FALSE(overdue(in_october, last_year, at("2026-10-16")));
    EXPECT_FALSE(overdue(in_october, last_year, at("2026-11-13T23:59:59Z")));
    const auto late = overdue(in_october, last_year, at("2026-11-14T00:00:00Z"));
    ASSERT_TRUE(late);
    EXPECT_EQ(to_string(late->due), "2026-10-15");
    EXPECT_EQ(to_string(late->since), "2026-11-14T00:00:00Z");
}

TEST(ReleaseCalendar, AReleaseThatCameEarlyOrLateEndsIt)
{
    for (const char* day : {"2026-09-30", "2026-10-15", "2026-12-24"})
        EXPECT_FALSE(overdue(in_october, at(day), at("2027-03-01"))) << day;
    EXPECT_TRUE(overdue(in_october, at("2026-02-01"), at("2027-03-01"))); // last year's, late
}

TEST(ReleaseCalendar, TheYearBeforesDayCountsUntilThisOnesGraceIsOver)
{
    const auto late = overdue(in_october, at("2024-10-15"), at("2026-10-20"));
    ASSERT_TRUE(late);
    EXPECT_EQ(to_string(late->due), "2025-10-15");
}

TEST(ReleaseCalendar, KnowsShortMonths)
{
    ReleaseCalendar monthly;
    monthly.day_of_month = 31;
    monthly.grace = days(2);
    const auto late = overdue(monthly, at("2026-01-31"), at("2026-03-04"));
    ASSERT_TRUE(late);
    EXPECT_EQ(to_string(late->due), "2026-02-28");
    EXPECT_FALSE(overdue(monthly, at("2026-02-27"), at("2026-03-04")));
}

TEST(ReleaseCalendar, KeepsToItsListOfDays)
{
    ReleaseCalendar listed;
    listed.dates = {*parse_date("2026-09-01"), *parse_date("2026-03-01")};
    listed.grace = days(10);
    EXPECT_FALSE(overdue(listed, std::nullopt, at("2026-03-05")));
    EXPECT_TRUE(overdue(listed, std::nullopt, at("2026-03-12")));
    EXPECT_FALSE(overdue(listed, at("2026-03-03"), at("2026-08-30")));
    EXPECT_TRUE(overdue(listed, at("2026-03-03"), at("2026-09-20")));
}

TEST(ReleaseCalendar, WithoutAnyDayNothingIsEverOverdue)
{
    EXPECT_FALSE(overdue({}, std::nullopt, at("2026-03-12")));
}

TEST(ReleaseCalendar, AsksOftenOnlyWhileAReleaseIsAwaited)
{
    using namespace std::chrono_literals;
    auto calendar = in_october;
    calendar.every = 30min;
    const auto last_year = at("2025-10-20");
    const auto every = [&](const char* day, Instant last) {
        return pace(calendar, 24h, last, at(day)).every;
    };
    EXPECT_EQ(every("2026-10-14", last_year), 24h);
    EXPECT_EQ(every("2026-10-15", last_year), 30min);
    EXPECT_EQ(every("2026-11-20", last_year), 30min);
    EXPECT_EQ(every("2026-11-22", last_year), 24h); // it is overdue: told, and patience is over
    EXPECT_EQ(every("2026-10-16", at("2026-10-15T08:00:00Z")), 24h); // it has come
    calendar.every = 0s;
    EXPECT_EQ(every("2026-10-15", last_year), 24h);
}

TEST(ReleaseCalendar, NamesTheNextDueDay)
{
    using namespace std::chrono_literals;
    const auto next_due = [](const ReleaseCalendar& calendar, const char* day) {
        const auto next = pace(calendar, 24h, std::nullopt, at(day)).next_due;
        return next ? to_string(*next) : "none";
    };
    EXPECT_EQ(next_due(in_october, "2026-10-14"), "2026-10-15T00:00:00Z");
    EXPECT_EQ(next_due(in_october, "2026-10-15"), "2027-10-15T00:00:00Z");
    ReleaseCalendar listed;
    listed.dates = {Date(std::chrono::year(2026) / 10 / 1), Date(std::chrono::year(2026) / 4 / 1)};
    EXPECT_EQ(next_due(listed, "2026-01-01"), "2026-04-01T00:00:00Z");
    EXPECT_EQ(next_due(listed, "2026-04-01"), "2026-10-01T00:00:00Z");
    EXPECT_EQ(next_due(listed, "2026-10-02"), "none");
    EXPECT_EQ(next_due({}, "2026-10-02"), "none");
}

} // namespace
