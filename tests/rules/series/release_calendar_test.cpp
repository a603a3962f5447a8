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

} // namespace
