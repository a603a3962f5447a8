// SPDX-License-Identifier: EUPL-1.2
// Drawn period by period.
#include "rules/statistics/thresholds.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;
using testing::ElementsAre;
using Values = std::vector<std::optional<double>>;

std::string drawn(const Values& values, const Hysteresis& threshold)
{
    std::string states;
    for (const auto& state : hysteresis(values, threshold)) states += state.raised ? 'X' : '.';
    return states;
}

TEST(Hysteresis, RaisesAndClearsAfterSoManyPeriodsRunning)
{
    const Hysteresis twice{.raise = 10, .clear = 8, .n_raise = 2, .n_clear = 2};
    EXPECT_EQ(drawn({5, 11, 9, 10, 12, 9, 8, 7, 7.5, 11, {}, 12, 6, {}, 6}, twice),
              "....XXXX...XXX.");
}

TEST(Hysteresis, IsMirroredBelow)
{
    const Hysteresis below{.raise = 3, .clear = 3.5, .side = Side::below, .n_clear = 1};
    EXPECT_EQ(drawn({4, 3, 3.2, 3.5, 3.6, 2.9}, below), ".XXX.X");
}

TEST(Hysteresis, IsHeldByAGap)
{
    const Hysteresis once{.raise = 10, .clear = 8};
    EXPECT_EQ(drawn({{}, 10, {}, {}, 7, {}, 7, {}}, once), ".XXXXX..");
}

TEST(Hysteresis, CountsThePeriodsInItsState)
{
    const auto states = hysteresis(Values{1, 12, 12, {}, 12}, {.raise = 10, .clear = 8});
    EXPECT_EQ(states[0].in_state, 1U);
    EXPECT_EQ(states[1].in_state, 1U);
    EXPECT_EQ(states[4].in_state, 3U);
}

TEST(DefaultClear, LiesFivePercentOrOneUsualChangeOnTheCalmSide)
{
    EXPECT_DOUBLE_EQ(default_clear(100, Side::above, Values{50, 51, 50, 51}), 95);
    EXPECT_DOUBLE_EQ(default_clear(100, Side::below, {}), 105);
    EXPECT_DOUBLE_EQ(default_clear(100, Side::above, Values{0, 30, {}, 0, 10, 0, 10}),
                     100 - 1.4826 * 20); // changes 30, -30, 10, -10, 10: median 10, deviations 20
}

TEST(YearOnYear, AsksForBothARelativeAndAnAbsoluteChange)
{
    const YearOnYear rule{.lag = 1, .relative = 0.2, .min_absolute = 5, .min_base = 10};
    const auto changes = year_on_year(Values{20, 24, 30, 1000, 1010}, rule);
    EXPECT_FALSE(changes[0].alarm || changes[0].relative);
    EXPECT_NEAR(*changes[1].relative, 0.2, 1e-12);
    EXPECT_EQ(changes[1].alarm, false); // 4 cases are too few
    EXPECT_EQ(changes[2].alarm, true);
    EXPECT_EQ(changes[4].alarm, false); // 1 % is too little
}

TEST(YearOnYear, GuardsAgainstSmallBasesAndGaps)
{
    const YearOnYear rule{.lag = 4, .relative = 0.2, .min_absolute = 3, .min_base = 5};
    const auto changes = year_on_year(Values{0, 2, {}, 9, 4, 5, 6, 12, 9, {}}, rule);
    EXPECT_FALSE(changes[4].relative);
    EXPECT_EQ(changes[4].alarm, false);
    EXPECT_NEAR(*changes[5].relative, 1.5, 1e-12);
    EXPECT_EQ(changes[5].alarm, false);
    EXPECT_FALSE(changes[6].alarm);
    EXPECT_EQ(changes[7].alarm, true);
    EXPECT_EQ(changes[8].alarm, true); // from 4 to 9: a small base, but five cases more
    EXPECT_FALSE(changes[9].alarm);
}

TEST(YearOnYear, SeesFallsFromBelow)
{
    const YearOnYear rule{.lag = 1, .relative = 0.2, .min_base = 10, .side = Side::below};
    const auto changes = year_on_year(Values{100, 60, 90}, rule);
    EXPECT_EQ(changes[1].alarm, true);
    EXPECT_EQ(changes[2].alarm, false);
    EXPECT_TRUE(year_on_year({}, rule).empty());
}

} // namespace
