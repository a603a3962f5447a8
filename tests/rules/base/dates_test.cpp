// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/dates.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tuermer {
namespace {

using namespace std::chrono_literals;

TEST(Date, ExistsOnlyInTheCalendar)
{
    EXPECT_EQ(parse_date("2024-02-29"), Date(2024y / 2 / 29));
    for (const auto* text : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01",
                             "2024/01/01", "2024-01-01 ", "-024-01-01", "2024-+1-01", ""})
        EXPECT_EQ(parse_date(text), std::nullopt) << text;
}

TEST(Date, ReadsBackAsWritten)
{
    EXPECT_TRUE(rc::check("every day from 1600 to 2400", [] {
        const Date date(std::chrono::days(*rc::gen::inRange(-135'000, 157'000)));
        RC_ASSERT(parse_date(to_string(date)) == date);
    }));
}

TEST(Instant, IsADayOrASecondInUtc)
{
    const Instant noon = Date(2024y / 6 / 27) + 9h + 55min + 1s;
    EXPECT_EQ(parse_instant("2024-06-27T09:55:01Z"), noon);
    EXPECT_EQ(to_string(noon), "2024-06-27T09:55:01Z");
    EXPECT_EQ(parse_instant("2024-06-27"), Instant(Date(2024y / 6 / 27)));
    for (const auto* text : {"2024-06-27T09:55:01", "2024-06-27T24:00:00Z", "2024-06-27T09:60:00Z",
                             "2024-06-27 09:55:01Z", "2024-06-27T09:55:01+02:00", "2024-06-2"})
        EXPECT_EQ(parse_instant(text), std::nullopt) << text;
}

TEST(Instant, BeforeNineteenSeventyKeepsItsTimeOfDay)
{
    const Instant evening = Date(1961y / 8 / 13) + 23h + 59min + 59s;
    EXPECT_EQ(to_string(evening), "1961-08-13T23:59:59Z");
}

TEST(Duration, IsANumberABlankAndAUnit)
{
    EXPECT_EQ(parse_duration("45 s"), 45s);
    EXPECT_EQ(parse_duration("10 min"), 10min);
    EXPECT_EQ(parse_duration("12 h"), 12h);
    EXPECT_EQ(parse_duration("30 d"), 30 * 24h);
    EXPECT_EQ(parse_duration("2 w"), 14 * 24h);
    for (const auto* text : {"12", "12h", "h", " h", "12 Stunden", "-1 h", "1.5 h", "1 m", "1  h",
                             "99999999999999999999 w", "1000001 s"})
        EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

} // namespace
} // namespace tuermer
