// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/spelling.hpp"

#include <gtest/gtest.h>

namespace {

using namespace tuermer;

TEST(Spelling, FollowsTheNotationOfTheLanguage)
{
    EXPECT_EQ(decimal(17035, 0), (Text{"17.035", "17,035"}));
    EXPECT_EQ(decimal(1234567.25, 2), (Text{"1.234.567,25", "1,234,567.25"}));
    EXPECT_EQ(decimal(999, 0), (Text{"999", "999"}));
    EXPECT_EQ(signed_decimal(9.34, 1), (Text{"+9,3", "+9.3"}));
    EXPECT_EQ(signed_decimal(-1234.56, 1), (Text{"\u22121.234,6", "\u22121,234.6"}));
}

TEST(Spelling, GivesZeroNoSign)
{
    EXPECT_EQ(signed_decimal(0.04, 1).de, "0,0");
    EXPECT_EQ(signed_decimal(-0.04, 1).de, "0,0");
}

TEST(Spelling, WritesNoMoreDecimalsThanThereAre)
{
    EXPECT_EQ(plain_number(30).de, "30");
    EXPECT_EQ(plain_number(12.5).de, "12,5");
    EXPECT_EQ(plain_number(1.0 / 3).de, "0,33");
    EXPECT_EQ(plain_number(17035).en, "17,035");
}

TEST(Spelling, PutsSmallCountsIntoWords)
{
    EXPECT_EQ(count_word(2), (Text{"zwei", "two"}));
    EXPECT_EQ(count_word(12), (Text{"zwölf", "twelve"}));
    EXPECT_EQ(count_word(36), (Text{"36", "36"}));
}

TEST(Spelling, NamesPointsAndPercentDifferently)
{
    Assessment change;
    change.test = "change";
    change.scale = Scale::points;
    change.interval = statistics::Interval{9.3, 28.8, 0.95};
    EXPECT_EQ(measured_text(18.94, change, {{}, 0.01}).de, "+18,9 Prozentpunkte");
    EXPECT_EQ(interval_text(change, {{}, 0.01}).en, "+9.3 to +28.8 percentage points");
    change.scale = Scale::percent;
    EXPECT_EQ(measured_text(112.3, change, {{}, 0.01}).de, "+112 %");
    Assessment level;
    level.test = "level";
    EXPECT_EQ(measured_text(38.71, level, {{}, 0.01}).de, "38,7 %");
    EXPECT_EQ(measured_text(20, level, {{}, 0.001}).de, "20,0 je 1.000");
}

TEST(Spelling, CallsALandALand)
{
    EXPECT_EQ(area_title("03").de, "Land");
    EXPECT_EQ(area_title("03102").de, "Vergleichsgebiet 03102");
}

} // namespace
