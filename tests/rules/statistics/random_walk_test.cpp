// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/random_walk.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;

const double gap = std::nan("");

// Steps 3, −1, 4: drift 2, deviations 1, −3, 2, variance 14 / 2.
TEST(RandomWalk, TakesDriftAndDeviationFromItsSteps)
{
    const auto walk = random_walk(std::vector<double>{1, 4, 3, 7});
    ASSERT_TRUE(walk);
    EXPECT_DOUBLE_EQ(walk->drift, 2);
    EXPECT_DOUBLE_EQ(walk->sigma, std::sqrt(7));
    EXPECT_DOUBLE_EQ(walk->mean(3), 13);
    EXPECT_DOUBLE_EQ(walk->deviation(3), std::sqrt(7.0 * 3 * (1 + 3.0 / 3)));
}

TEST(RandomWalk, LetsAStepAcrossAGapCountByItsLength)
{
    const auto walk = random_walk(std::vector<double>{gap, 1, 4, gap, 4, 7});
    ASSERT_TRUE(walk);
    EXPECT_DOUBLE_EQ(walk->drift, 1.5);
    EXPECT_DOUBLE_EQ(walk->sigma, std::sqrt((1.5 * 1.5 + 3 * 3 / 2.0 + 1.5 * 1.5) / 2));
    EXPECT_EQ(walk->steps, 4);
}

TEST(RandomWalk, CountsHorizonsFromTheEndOfTheSeries)
{
    const auto walk = random_walk(std::vector<double>{1, 4, 3, 7, gap, gap});
    EXPECT_DOUBLE_EQ(walk->mean(1), 13);
    EXPECT_DOUBLE_EQ(walk->deviation(1), std::sqrt(7.0 * 3 * 2));
}

TEST(RandomWalk, GivesIntervalsAroundItsMean)
{
    const auto walk = random_walk(std::vector<double>{1, 4, 3, 7});
    const auto path = forecast(*walk, 2, 0.95);
    ASSERT_EQ(path.mean.size(), 2U);
    EXPECT_DOUBLE_EQ(path.mean[1], 11);
    EXPECT_NEAR(path.upper[1] - path.mean[1], 1.959963985 * walk->deviation(2), 1e-8);
    EXPECT_NEAR(path.mean[1] - path.lower[1], path.upper[1] - path.mean[1], 1e-12);
}

TEST(RandomWalk, NeedsThreeValues)
{
    EXPECT_FALSE(random_walk(std::vector<double>{1, gap, 2}));
    EXPECT_FALSE(random_walk(std::vector<double>{-1.7e308, 0, 1.7e308}));
}

} // namespace
