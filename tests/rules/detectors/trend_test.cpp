// SPDX-License-Identifier: EUPL-1.2
#include "sheet.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using ::testing::HasSubstr;

const std::vector<double> rising{20, 21.5, 21, 23, 24.5, 24, 26, 27};

Assessment trend(const Sheet& sheet, const SettingsWritten& written, int year = 2022)
{
    const auto made = make("trend", written, context_of(sheet));
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess(sheet.sight("03153", Period::year(year)));
}

Sheet of(const std::vector<double>& values)
{
    Sheet sheet;
    sheet.values("03153", values);
    return sheet;
}

// s = 24 of 28 pairs; of 8 values so far out: 0.0009. The median of the 28 slopes is 1.
TEST(Trend, TellsASteadyRiseWithItsSlopeAndItsChance)
{
    const auto found = trend(of(rising), {{"at_least", "+0.5 pp"}});
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_NEAR(*found.measured, 1.0, 0.05);
    EXPECT_LT(*found.p_value, 0.005);
    EXPECT_EQ(found.since, Period::year(2015));
    EXPECT_EQ(found.interval_method, "Theil-Sen");
    EXPECT_THAT(found.finding.de,
                HasSubstr("Seit 2015 verändert sich die Zahl um etwa +1,0 Prozentpunkte im Jahr"));
    EXPECT_THAT(found.finding.en, HasSubstr("+1.0 percentage points a year"));
}

TEST(Trend, TellsAFallAsItTellsARise)
{
    auto falling = rising;
    for (double& value : falling) value = 50 - value;
    const auto up = trend(of(rising), {{"at_least", "+0.5 pp"}});
    const auto down = trend(of(falling), {{"at_least", "-0.5 pp"}});
    EXPECT_EQ(down.truth[0], Truth::yes);
    EXPECT_DOUBLE_EQ(*down.measured, -*up.measured);
    EXPECT_DOUBLE_EQ(*down.p_value, *up.p_value);
    EXPECT_EQ(trend(of(falling), {{"at_least", "+0.5 pp"}}).truth[0], Truth::no);
}

TEST(Trend, KeepsAStretchThatChanceCouldDrawInTheDeadBand)
{
    const auto zigzag = of({20, 27, 19, 28, 21, 29, 24, 30});
    EXPECT_EQ(trend(zigzag, {{"at_least", "+0.5 pp"}, {"confidence", 0.99}}).truth[0], Truth::band);
    EXPECT_EQ(trend(zigzag, {{"at_least", "+0.5 pp"}, {"confidence", 0.0}}).truth[0], Truth::yes);
}

TEST(Trend, DoesNotReadAnAutocorrelatedWalkAsATrendWhereTheSeriesIsLong)
{
    std::vector<double> wave; // two slow swings, no trend
    for (int i = 0; i < 24; ++i) wave.push_back(50 + 10 * std::sin(i / 4.0) + 0.3 * i);
    const auto found = trend(of(wave), {{"at_least", "+0.1 pp"}, {"over", "24 y"}}, 2038);
    EXPECT_NE(found.truth[0], Truth::yes);
}

TEST(Trend, ComparesLikeSeasonsWithLikeSeasons)
{
    Sheet sheet(Period::month(2020, 1));
    std::vector<double> months;
    for (int i = 0; i < 48; ++i) months.push_back(100 + (i % 12) * 20 + i / 12 * 5);
    sheet.unit = persons;
    sheet.values("03153", months);
    const auto made = make("trend", {{"at_least", "+3 persons"}}, context_of(sheet));
    const auto found = made.detector->assess(sheet.sight("03153", Period::month(2023, 12)));
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_DOUBLE_EQ(*found.measured, 5); // a year, whatever the month
}

TEST(Trend, SaysWhyThereIsNoVerdict)
{
    const auto short_one = trend(of({20, 21, 22}), {{"at_least", "+0.5 pp"}}, 2017);
    EXPECT_EQ(short_one.truth[0], Truth::unknown);
    EXPECT_THAT(short_one.reason.en, HasSubstr("insufficient history: 3 periods"));
    EXPECT_THAT(short_one.reason.de, HasSubstr("zu kurze Vorgeschichte"));
    auto gaps = of({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    for (const int year : {2016, 2018, 2020})
        gaps.mark("03153", Period::year(year), Missing::withheld);
    EXPECT_THAT(trend(gaps, {{"at_least", "+0.5 pp"}}, 2024).reason.en,
                HasSubstr("too many gaps: 3 of 10"));
    Sheet small;
    small.indicator.minimum_denominator = 30;
    small.rates("03153", {{1, 10}, {2, 12}, {2, 9}, {4, 14}, {4, 10}, {5, 11}, {20, 40}});
    EXPECT_THAT(trend(small, {{"at_least", "+0.5 pp"}}, 2021).reason.en,
                HasSubstr("small numbers"));
}

TEST(Trend, GivesNoVerdictOnAWithheldFigure)
{
    auto sheet = of(rising);
    sheet.mark("03153", Period::year(2022), Missing::withheld);
    EXPECT_EQ(trend(sheet, {{"at_least", "+0.5 pp"}}).truth[0], Truth::unknown);
}

TEST(Trend, RefusesSettingsThatMeanNothing)
{
    const auto sheet = of(rising);
    const auto wrong = [&](const SettingsWritten& written) {
        const auto mistakes = make("trend", written, context_of(sheet)).mistakes;
        return mistakes.empty() ? Text{} : mistakes.front().what;
    };
    EXPECT_THAT(wrong({{"at_least", "+1 pp"}, {"over", "3 y"}}).de,
                HasSubstr("möglich sind 6 bis"));
    EXPECT_THAT(wrong({{"at_least", "+1 pp"}, {"over", "3 m"}}).en,
                HasSubstr("fits the indicator"));
    EXPECT_THAT(wrong({{"at_most", "+1 pp"}}).de, HasSubstr("auf der falschen Seite"));
    EXPECT_THAT(wrong({{"at_least", "+1 pp"}, {"ovr", "9 y"}}).de, HasSubstr("meinten Sie 'over'"));
    EXPECT_TRUE(wrong({{"at_least", "+2 %"}, {"relative", true}}).empty());
}

TEST(Trend, LooksBackAsFarAsItsWindow)
{
    const auto made =
        make("trend", {{"at_least", "+1 pp"}, {"over", "12 y"}}, context_of(of(rising)));
    EXPECT_EQ(made.detector->look_back(), 11);
}

} // namespace
