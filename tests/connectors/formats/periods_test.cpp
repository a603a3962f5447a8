// SPDX-License-Identifier: EUPL-1.2
// Each notation under the frequency that asks for it.
#include "connectors/formats/periods.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace tuermer {
namespace {

std::string seen(std::string_view text, Frequency frequency)
{
    const auto period = read_period(text, frequency);
    return period ? to_string(*period) : "unread";
}

TEST(Period, OfAYearIsRead)
{
    for (const auto* text : {"2024", " 2024 ", "31.12.2024", "2024-12-31", "2024-07", "Jahr 2024",
                             "Stand 31.12.2024", "Juni 2024", "2024¹⁾", "2024 1)", "20241231"})
        EXPECT_EQ(seen(text, Frequency::year), "2024") << text;
}

TEST(Period, OfASchoolYearIsRead)
{
    for (const auto* text : {"2023/24", "2023/2024", "2023 / 2024", "2023-24", "Schuljahr 2023/24",
                             "SJ 2023/2024", "WS 2023/24", "2023–24"})
        EXPECT_EQ(seen(text, Frequency::school_year), "2023/24") << text;
    EXPECT_EQ(seen("1999/00", Frequency::school_year), "1999/00");
    EXPECT_EQ(seen("2010/11", Frequency::school_year), "2010/11");
}

TEST(Period, OfAHalfYearIsRead)
{
    for (const auto* text :
         {"2024-H2", "2024H2", "H2 2024", "2. Halbjahr 2024", "2024-S2", "31.12.2024", "WS 2024/25",
          "Wintersemester 2024/2025", "2. HJ 2024", "2024-07"})
        EXPECT_EQ(seen(text, Frequency::half), "2024-H2") << text;
    EXPECT_EQ(seen("SoSe 2024", Frequency::half), "2024-H1");
    EXPECT_EQ(seen("30.06.2024", Frequency::half), "2024-H1");
}

TEST(Period, OfAQuarterIsRead)
{
    for (const auto* text : {"2024Q3", "2024-Q3", "Q3/2024", "Q3 2024", "3. Quartal 2024",
                             "III/2024", "III. Quartal 2024", "30.09.2024", "2024-09",
                             "September 2024", "09/2024", "3. Vierteljahr 2024"})
        EXPECT_EQ(seen(text, Frequency::quarter), "2024-Q3") << text;
    EXPECT_EQ(seen("3/2024", Frequency::quarter), "unread"); // the third quarter, or March
}

TEST(Period, OfAMonthIsRead)
{
    for (const auto* text :
         {"2024-07", "07/2024", "7/2024", "07.2024", "2024/07", "202407", "2024M07", "2024-M07",
          "Juli 2024", "July 2024", "JULI 2024", "Jul. 2024", "2024;Juli", "31.07.2024",
          "2024-07-31", "2024-07-01 01:00:00", "2024-07-01T00:00:00Z", "31.07.2024 17:20:21h",
          "1. Juli 2024"})
        EXPECT_EQ(seen(text, Frequency::month), "2024-07") << text;
    EXPECT_EQ(seen("MÄRZ 2024", Frequency::month), "2024-03");
    EXPECT_EQ(seen("2010-11", Frequency::month), "2010-11");
    EXPECT_EQ(seen("2010/11", Frequency::month), "2010-11");
}

TEST(Period, OfAWeekIsRead)
{
    for (const auto* text : {"2024-W05", "2024W05", "KW 5/2024", "5. KW 2024", "2024 05",
                             "5. Woche 2024", "2024-01-31", "29.01.2024"})
        EXPECT_EQ(seen(text, Frequency::week), "2024-W05") << text;
    EXPECT_EQ(seen("30.12.2024", Frequency::week), "2025-W01");
    EXPECT_EQ(seen("2020-W53", Frequency::week), "2020-W53");
    EXPECT_EQ(seen("2021-W53", Frequency::week), "unread");
}

TEST(Period, IsNeverSplitOrInvented)
{
    EXPECT_EQ(seen("2024", Frequency::month), "unread");
    EXPECT_EQ(seen("2024", Frequency::school_year), "unread");
    EXPECT_EQ(seen("2023/24", Frequency::year), "unread");
    EXPECT_EQ(seen("3. Quartal 2024", Frequency::year), "unread");
    EXPECT_EQ(seen("2024Q3", Frequency::month), "unread");
    EXPECT_EQ(seen("2012/2014", Frequency::school_year), "unread");
    EXPECT_EQ(seen("2023/25", Frequency::school_year), "unread");
}

TEST(Period, ThatSaysSomethingElseIsUnread)
{
    const std::vector<Frequency> all = {Frequency::year,  Frequency::school_year,
                                        Frequency::half,  Frequency::quarter,
                                        Frequency::month, Frequency::week};
    for (const auto* text :
         {"", "Veränderung aktuelles Jahr (2024) zum Vorjahr", "Insgesamt", "54/2024", "31.02.2024",
          "2024-00", "12", "99999999", "1.2.3.2024", "Juni Juli 2024", "0. Quartal 2024", "V/2024"})
        for (const auto frequency : all) EXPECT_EQ(seen(text, frequency), "unread") << text;
    EXPECT_EQ(seen("13/2024", Frequency::month), "unread");
    EXPECT_EQ(seen("13/2024", Frequency::week), "2024-W13");
}

RC_GTEST_PROP(Period, CanonicalNotationIsReadBack, ())
{
    const auto frequency = static_cast<Frequency>(*rc::gen::inRange(0, 6));
    const auto start = frequency == Frequency::week          ? Period::week(2000, 1)
                       : frequency == Frequency::month       ? Period::month(1950, 1)
                       : frequency == Frequency::quarter     ? Period::quarter(1950, 1)
                       : frequency == Frequency::half        ? Period::half(1950, 1)
                       : frequency == Frequency::school_year ? Period::school_year(1950)
                                                             : Period::year(1950);
    const auto period = start + *rc::gen::inRange(0, 550);
    RC_ASSERT(read_period(to_string(period), frequency) == period);
}

RC_GTEST_PROP(Period, OfAnyBytesDoesNoHarm, (const std::string& text))
{
    for (const auto frequency : {Frequency::year, Frequency::half, Frequency::week})
        (void)read_period(text, frequency);
}

TEST(Period, WithABeginningAndALengthIsRead)
{
    EXPECT_EQ(seen("2023-10P6M", Frequency::half), "2023-H2"); // GENESIS: winter term 2023/24
    EXPECT_EQ(seen("2024-04P6M", Frequency::half), "2024-H1");
    EXPECT_EQ(seen("2024-07P6M", Frequency::half), "2024-H2");
    EXPECT_EQ(seen("2024-01-01/P1Y", Frequency::year), "2024"); // SDMX
    EXPECT_EQ(seen("2024-01-01/P12M", Frequency::year), "2024");
    EXPECT_EQ(seen("2023-08-01/P1Y", Frequency::school_year), "2023/24");
    EXPECT_EQ(seen("2024-04-01/P3M", Frequency::quarter), "2024-Q2");
    EXPECT_EQ(seen("2024-05P1M", Frequency::month), "2024-05");
    for (const auto* text :
         {"2023-10P6M", "2024-02-01/P1Y", "2024-13P1Y", "2024-01-15/P1Y", "2024P1Y"})
        EXPECT_EQ(seen(text, Frequency::year), "unread") << text;
    EXPECT_EQ(seen("2024-05P1M", Frequency::half), "unread");
}

TEST(Period, IsReadAsTheServicesCodesWriteIt)
{
    EXPECT_EQ(seen("2024 QUART3", Frequency::quarter), "2024-Q3"); // GENESIS, two columns joined
    EXPECT_EQ(seen("2024 MONAT07", Frequency::month), "2024-07");
    EXPECT_EQ(seen("2024M07", Frequency::month), "2024-07"); // PxWeb
    EXPECT_EQ(seen("2024K3", Frequency::quarter), "2024-Q3");
    EXPECT_EQ(seen("20243", Frequency::quarter), "2024-Q3"); // PX, TLIST(Q1)
    EXPECT_EQ(seen("20242", Frequency::half), "2024-H2");
    EXPECT_EQ(seen("202405", Frequency::week), "2024-W05");
    EXPECT_EQ(seen("202405", Frequency::month), "2024-05");
    EXPECT_EQ(seen("20245", Frequency::quarter), "unread");
    EXPECT_EQ(seen("20243", Frequency::month), "unread");
    EXPECT_EQ(seen("2024-A1", Frequency::year), "2024"); // SDMX
    EXPECT_EQ(seen("2024-S1", Frequency::half), "2024-H1");
    EXPECT_EQ(seen("2024-W05", Frequency::week), "2024-W05");
}

} // namespace
} // namespace tuermer
