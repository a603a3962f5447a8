// SPDX-License-Identifier: EUPL-1.2
#include "daemon/present/figures.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tuermer {
namespace {

using namespace present;

constexpr auto de = Language::de;
constexpr auto en = Language::en;
const Unit persons{{{"persons", 1}}, 1};
const Unit percent{{}, 0.01};
const Unit pure{};

TEST(Number, IsWrittenAsTheLanguageWritesIt)
{
    EXPECT_EQ(number_text(17035, 0, de), "17.035");
    EXPECT_EQ(number_text(17035, 0, en), "17,035");
    EXPECT_EQ(number_text(1234.5, 1, de), "1.234,5");
    EXPECT_EQ(number_text(-12.5, 1, de), "\u221212,5");
}

TEST(Number, IsRoundedHalfAwayFromZero)
{
    EXPECT_EQ(number_text(2.5, 0, de), "3");
    EXPECT_EQ(number_text(-2.5, 0, de), "\u22123");
    EXPECT_EQ(number_text(0.125, 2, en), "0.13");
}

TEST(Number, ThatRoundsToZeroHasNoSign)
{
    EXPECT_EQ(number_text(-0.04, 1, de), "0,0");
    EXPECT_EQ(signed_text(-0.04, 1, de), "0,0");
    EXPECT_EQ(signed_text(0.04, 1, de), "0,0");
}

TEST(Difference, AlwaysCarriesItsSign)
{
    EXPECT_EQ(signed_text(9.29, 1, de), "+9,3");
    EXPECT_EQ(signed_text(-1.2, 1, de), "\u22121,2");
}

TEST(Difference, OfTwoRatesInPercentIsInPercentagePointsAndNeverInPercent)
{
    const auto german = plain(points_text(2.0, pure, 100, de));
    EXPECT_EQ(german, "+2,0 Prozentpunkte");
    EXPECT_EQ(german.find('%'), std::string::npos);
    EXPECT_EQ(plain(points_text(18.938, percent, 100, de)), "+18,9 Prozentpunkte");
    EXPECT_EQ(plain(points_text(-0.35, percent, 1, en)), "\u22120.35 percentage points");
}

TEST(Difference, OfOtherFiguresKeepsTheirUnit)
{
    EXPECT_EQ(plain(points_text(65, pure, 1000, de)), "+65,0 je 1.000");
    EXPECT_EQ(plain(points_text(-165, persons, 1, de)), "\u2212165 Personen");
}

TEST(Level, HasTheDigitsItsSizeDeserves)
{
    EXPECT_EQ(plain(value_text(38.7096774, pure, 100, de)), "38,7 %");
    EXPECT_EQ(plain(value_text(3.8685, pure, 100, de)), "3,87 %");
    EXPECT_EQ(value_text(38.7096774, pure, 100, en), "38.7%");
    EXPECT_EQ(plain(value_text(4533, persons, 1, de)), "4.533 Personen");
}

TEST(Level, IsHeldTogetherWithItsUnit)
{
    EXPECT_EQ(value_text(38.7, pure, 100, de), "38,7\u00A0%");
}

TEST(Limit, ReadsAsItWasWritten)
{
    EXPECT_EQ(plain(limit_text(5, Scale::points, pure, 100, de)), "+5 Prozentpunkte");
    EXPECT_EQ(plain(limit_text(-2.5, Scale::points, pure, 100, de)), "\u22122,5 Prozentpunkte");
    EXPECT_EQ(plain(limit_text(50, Scale::percent, pure, 100, de)), "+50 %");
    EXPECT_EQ(plain(limit_text(15, Scale::own_unit, pure, 100, de)), "15 %");
}

TEST(Interval, NamesItsConfidenceAndMethod)
{
    Assessment assessment;
    assessment.scale = Scale::points;
    assessment.interval = statistics::Interval{9.2866, 28.8009, 0.95};
    assessment.interval_method = "Newcombe";
    EXPECT_EQ(plain(interval_text(assessment, pure, 100, de)),
              "95-%-Intervall +9,3 bis +28,8 (Newcombe)");
    EXPECT_EQ(plain(interval_text(assessment, pure, 100, en)),
              "95% interval +9.3 to +28.8 (Newcombe)");
}

TEST(Day, IsWrittenOutOrShort)
{
    const auto day = *parse_date("2025-10-17");
    EXPECT_EQ(date_text(day, de), "17. Oktober 2025");
    EXPECT_EQ(date_text(day, en), "17 October 2025");
    EXPECT_EQ(short_date_text(day, de), "17.10.2025");
    EXPECT_EQ(short_date_text(*parse_date("2024-03-05"), de), "05.03.2024");
}

TEST(Day, IsThatOfTheInstallationsTimeZone)
{
    const auto late = *parse_instant("2024-12-31T23:30:00Z");
    EXPECT_EQ(local_date(late, "Europe/Berlin"), *parse_date("2025-01-01"));
    EXPECT_EQ(offset_seconds(*parse_instant("2024-07-01"), "Europe/Berlin"), 7200);
    EXPECT_EQ(offset_seconds(*parse_instant("2024-01-01"), "Europe/Berlin"), 3600);
}

TEST(Periods, TakeTheRightPreposition)
{
    EXPECT_EQ(in_periods(Period::year(2021), Period::year(2023), de), "in 2021–2023");
    EXPECT_EQ(in_periods(Period::month(2024, 7), Period::month(2024, 7), de), "im Juli 2024");
    EXPECT_EQ(in_periods(Period::month(2023, 7), Period::month(2024, 6), de),
              "von Juli 2023 bis Juni 2024");
    EXPECT_EQ(axis_text(Period::month(2024, 7)), "07/24");
    EXPECT_EQ(axis_text(Period::quarter(2024, 3)), "Q3 24");
}

RC_GTEST_PROP(Number, NeverUsesAHyphenForAMinus, (int value, bool german))
{
    const auto text = number_text(value / 7.0, 2, german ? de : en);
    RC_ASSERT(text.find('-') == std::string::npos);
    RC_ASSERT((text.find("\u2212") != std::string::npos) == (value < 0));
}

} // namespace
} // namespace tuermer
