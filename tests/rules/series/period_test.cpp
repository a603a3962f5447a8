// SPDX-License-Identifier: EUPL-1.2
#include "rules/series/period.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tuermer {
namespace {

TEST(Period, ReadsAndWritesEachNotation)
{
    for (const auto* text : {"2024", "2023/24", "1999/00", "2024-H1", "2024-H2", "2024-Q3",
                             "2024-07", "2024-12", "2024-W05", "2020-W53"}) {
        const auto period = parse_period(text);
        ASSERT_TRUE(period) << text;
        EXPECT_EQ(to_string(*period), text);
    }
}

TEST(Period, RefusesWhatIsNoPeriod)
{
    for (const auto* text : {"", "24", "2024-", "2024-13", "2024-00", "2024-Q5", "2024-H3",
                             "2023/25", "2021-W53", "2024-W00", "-024", "20245", "2024 ", "1700"})
        EXPECT_FALSE(parse_period(text)) << text;
}

TEST(Period, KnowsItsDays)
{
    EXPECT_EQ(to_string(Period::year(2024).last_day()), "2024-12-31");
    EXPECT_EQ(to_string(Period::school_year(2023).first_day()), "2023-08-01");
    EXPECT_EQ(to_string(Period::school_year(2023).last_day()), "2024-07-31");
    EXPECT_EQ(to_string(Period::quarter(2024, 1).last_day()), "2024-03-31");
    EXPECT_EQ(to_string(Period::month(2024, 2).last_day()), "2024-02-29");
    EXPECT_EQ(to_string(Period::week(2020, 53).first_day()), "2020-12-28");
    EXPECT_EQ(to_string(Period::week(2020, 53).last_day()), "2021-01-03");
    EXPECT_EQ(to_string(Period::half(2024, 2).first_day()), "2024-07-01");
}

TEST(Period, CountsNeighbours)
{
    EXPECT_EQ(to_string(Period::quarter(2023, 4) + 1), "2024-Q1");
    EXPECT_EQ(to_string(Period::month(2024, 1) - 1), "2023-12");
    EXPECT_EQ(Period::month(2024, 7) - Period::month(2023, 7), 12);
    EXPECT_EQ(to_string(Period::week(2020, 53) + 1), "2021-W01");
}

TEST(Period, HasATitleForPeople)
{
    EXPECT_EQ(title_of(Period::quarter(2024, 3)).de, "3. Quartal 2024");
    EXPECT_EQ(title_of(Period::month(2024, 3)).de, "März 2024");
    EXPECT_EQ(title_of(Period::month(2024, 3)).en, "March 2024");
    EXPECT_EQ(title_of(Period::week(2024, 5)).de, "5. Woche 2024");
}

TEST(Span, CountsPeriodsWhereItComesOutWhole)
{
    EXPECT_EQ(periods_in(*parse_span("3 y"), Frequency::year), 3);
    EXPECT_EQ(periods_in(*parse_span("1 y"), Frequency::month), 12);
    EXPECT_EQ(periods_in(*parse_span("12 m"), Frequency::quarter), 4);
    EXPECT_EQ(periods_in(*parse_span("1 m"), Frequency::year), std::nullopt);
    EXPECT_EQ(periods_in(*parse_span("1 y"), Frequency::week), 52);
    EXPECT_EQ(periods_in(*parse_span("2 periods"), Frequency::week), 2);
    EXPECT_FALSE(parse_span("3"));
    EXPECT_FALSE(parse_span("y"));
    EXPECT_FALSE(parse_span("-1 y"));
    EXPECT_FALSE(parse_span("3 years"));
}

RC_GTEST_PROP(Period, AnyTextThatIsReadIsWrittenBackTheSame, (int year, int number))
{
    const int y = 1800 + (year % 400 + 400) % 400;
    const int n = 1 + (number % 52 + 52) % 52;
    for (const auto period :
         {Period::week(y, n), Period::month(y, 1 + n % 12), Period::quarter(y, 1 + n % 4)}) {
        RC_ASSERT(parse_period(to_string(period)) == period);
        RC_ASSERT(period.first_day() <= period.last_day());
        RC_ASSERT((period + 1).first_day() == period.last_day() + std::chrono::days(1));
    }
}

} // namespace
} // namespace tuermer
