// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/working_days.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

Date day(const char* iso)
{
    return *parse_date(iso);
}

TEST(WorkingDays, LeaveOutWeekendsAndWhatIsAHolidayEverywhere)
{
    EXPECT_TRUE(is_working_day(day("2026-01-02"), "NI"));
    EXPECT_FALSE(is_working_day(day("2026-01-03"), "NI")) << "a Saturday";
    for (const auto* holiday :
         {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25",
          "2025-10-03", "2025-12-25", "2025-12-26"})
        EXPECT_FALSE(is_working_day(day(holiday), "")) << holiday;
}

TEST(WorkingDays, FollowTheMovableFeastOfEachYear)
{
    // Good Friday of the earliest and the latest Easter of two centuries, and of leap years.
    for (const auto* friday : {"2008-03-21", "2038-04-23", "2024-03-29", "2000-04-21"})
        EXPECT_TRUE(is_holiday(day(friday), "")) << friday;
    EXPECT_FALSE(is_holiday(day("2025-04-11"), "")) << "a week too early";
}

TEST(WorkingDays, DifferBetweenTheLaender)
{
    const auto only = [](const char* date, std::string_view here, std::string_view there) {
        EXPECT_TRUE(is_holiday(day(date), here)) << date << here;
        EXPECT_FALSE(is_holiday(day(date), there)) << date << there;
    };
    only("2026-01-06", "BY", "NI");
    only("2026-06-04", "NW", "NI"); // Fronleichnam
    only("2024-11-01", "SL", "HE");
    only("2024-09-20", "TH", "BE");
    only("2025-11-19", "SN", "ST"); // Buß- und Bettag
    only("2018-10-31", "NI", "NW");
    only("2023-03-08", "MV", "BB");
    EXPECT_FALSE(is_holiday(day("2016-10-31"), "NI")) << "a holiday there since 2018 only";
    EXPECT_FALSE(is_holiday(day("2018-03-08"), "BE"));
}

TEST(WorkingDays, KnowTheFirstOfAMonth)
{
    using namespace std::chrono;
    EXPECT_EQ(first_working_day(2026y / January, "NI"), day("2026-01-02"));
    EXPECT_EQ(first_working_day(2022y / October, "NI"), day("2022-10-04")); // Saturday to Monday
    EXPECT_EQ(first_working_day(2024y / November, "NI"), day("2024-11-01"));
    EXPECT_EQ(first_working_day(2024y / November, "BY"), day("2024-11-04"));
}

} // namespace
} // namespace tuermer
