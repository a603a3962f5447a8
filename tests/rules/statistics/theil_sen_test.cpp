// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/theil_sen.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace {

using namespace tuermer::statistics;

const double gap = std::nan("");

// The example of Sen, JASA 1968.
TEST(TheilSen, GivesSensOwnExample)
{
    const auto line = theil_sen(std::vector<double>{1, 2, 3, 4, 10, 12, 18},
                                std::vector<double>{9, 15, 19, 20, 45, 55, 78}, 0.93);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->slope, 4);
    EXPECT_EQ(line->pairs, 21);
    EXPECT_NEAR(line->lower, 26.0 / 7, 1e-12);
    EXPECT_NEAR(line->upper, 35.0 / 8, 1e-12);
}

TEST(TheilSen, FollowsAStraightLineThroughGaps)
{
    const auto line = theil_sen(std::vector{5.0, gap, 9.0, 11.0, gap, 15.0}, 0.95);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->slope, 2);
    EXPECT_EQ(line->intercept, 3);
    EXPECT_EQ(line->lower, 2);
    EXPECT_EQ(line->upper, 2);
}

TEST(TheilSen, IsHardlyMovedByOneWildValue)
{
    std::vector<double> series;
    for (int i = 0; i < 20; ++i) series.push_back(3 * i);
    series[7] = 1e9;
    EXPECT_EQ(theil_sen(series, 0.95)->slope, 3);
}

TEST(TheilSen, HasItsSlopeWithinItsInterval)
{
    rc::check([](const std::vector<std::int16_t>& figures) {
        const auto line = theil_sen(std::vector<double>(figures.begin(), figures.end()), 0.9);
        RC_PRE(line.has_value());
        RC_ASSERT(line->lower <= line->slope);
        RC_ASSERT(line->slope <= line->upper);
    });
}

TEST(TheilSen, NeedsTwoValuesAtDifferentTimes)
{
    EXPECT_FALSE(theil_sen(std::vector{5.0}, 0.95));
    EXPECT_FALSE(theil_sen(std::vector{gap, gap, 5.0}, 0.95));
    EXPECT_FALSE(theil_sen(std::vector{2.0, 2.0}, std::vector{1.0, 5.0}, 0.95));
}

TEST(TheilSen, GivesNothingRatherThanInfinity)
{
    EXPECT_FALSE(theil_sen(std::vector{-1.7e308, 1.7e308}, 0.95));
}

} // namespace
