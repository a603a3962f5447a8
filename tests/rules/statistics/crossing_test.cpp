// SPDX-License-Identifier: EUPL-1.2
// Against simulated walks.
#include "rules/statistics/crossing.hpp"

#include "rules/statistics/intervals.hpp"
#include "rules/statistics/seeded_random.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;
using testing::Each;
using testing::ElementsAre;

double draw(SeededRandom& random)
{
    return normal_quantile(random.uniform() + 0x1p-54);
}

// A drift is drawn for each path, then its steps.
std::vector<double> simulated_within(const RandomWalk& walk, const CrossingLimit& limit, int paths)
{
    SeededRandom random(17);
    std::vector<double> within(static_cast<std::size_t>(limit.horizon));
    for (int path = 0; path < paths; ++path) {
        const double drift = walk.drift + walk.sigma * draw(random) / std::sqrt(walk.steps);
        double value = walk.last;
        bool crossed = false;
        for (int t = 1; t <= walk.waited + limit.horizon; ++t) {
            value += drift + walk.sigma * draw(random);
            if (t <= walk.waited) continue;
            crossed = crossed || (limit.upwards ? value > limit.value : value < limit.value);
            within[static_cast<std::size_t>(t - walk.waited - 1)] += crossed;
        }
    }
    for (double& share : within) share /= paths;
    return within;
}

TEST(Crossing, AgreesWithSimulatedWalks)
{
    const int paths = 40000;
    for (const RandomWalk& walk : {RandomWalk{20, 0.3, 1, 11, 0}, RandomWalk{20, -0.1, 2, 60, 0},
                                   RandomWalk{20, 0, 1, 5, 2}})
        for (const CrossingLimit& limit :
             {CrossingLimit{22, true, 8}, CrossingLimit{17.5, false, 8}}) {
            const auto found = crossing(walk, limit);
            const auto expected = simulated_within(walk, limit, paths);
            for (std::size_t h = 0; h < expected.size(); ++h)
                EXPECT_NEAR(found.within[h], expected[h], 4 * 0.5 / std::sqrt(paths));
        }
}

TEST(Crossing, IsAtLeastAsLikelyByAPeriodAsInIt)
{
    const auto found = crossing(RandomWalk{20, 0.3, 1, 11, 0}, {22, true, 12});
    EXPECT_EQ(found.at.front(), found.within.front());
    for (std::size_t h = 1; h < found.at.size(); ++h) {
        EXPECT_GE(found.within[h], found.at[h]);
        EXPECT_GE(found.within[h], found.within[h - 1]);
    }
    ASSERT_TRUE(found.median);
    EXPECT_GE(found.within[static_cast<std::size_t>(*found.median) - 1], 0.5);
    EXPECT_LT(found.within[static_cast<std::size_t>(*found.median) - 2], 0.5);
}

TEST(Crossing, IsMirrored)
{
    const auto up = crossing(RandomWalk{20, 0.3, 1, 11, 0}, {22, true, 6});
    const auto down = crossing(RandomWalk{-20, -0.3, 1, 11, 0}, {-22, false, 6});
    for (std::size_t h = 0; h < 6; ++h) EXPECT_NEAR(up.within[h], down.within[h], 1e-12);
}

TEST(Crossing, IsCertainWhereTheWalkNeverVaried)
{
    const auto found = crossing(RandomWalk{20, 1, 0, 11, 0}, {22, true, 4});
    EXPECT_THAT(found.at, ElementsAre(0, 0, 1, 1));
    EXPECT_EQ(found.median, 3);
}

TEST(Crossing, IsNearlyCertainFarBeyondTheLimitAndNearlyImpossibleFarBelow)
{
    EXPECT_NEAR(crossing(RandomWalk{20, 0, 1, 11, 0}, {-80, true, 4}).within[3], 1, 1e-9);
    EXPECT_NEAR(crossing(RandomWalk{20, 0, 1, 11, 0}, {120, true, 4}).within[3], 0, 1e-9);
}

// With alpha 1 and no slope the smoothing is a walk with a known drift of 0.
TEST(Crossing, OfASmoothedTrendAgreesWithTheWalkItIs)
{
    SmoothedTrend trend;
    trend.model = {1, 0, 0.9, 0, 0};
    trend.level = 20;
    trend.variance = 1;
    const auto simulated = crossing(trend, {22, true, 8}, 3);
    const auto exact = crossing(RandomWalk{20, 0, 1, 100000000, 0}, {22, true, 8});
    for (std::size_t h = 0; h < 8; ++h) {
        EXPECT_NEAR(simulated.at[h], exact.at[h], 1e-6);
        EXPECT_NEAR(simulated.within[h], exact.within[h], 0.032);
    }
    EXPECT_EQ(simulated.within, crossing(trend, {22, true, 8}, 3).within);
}

TEST(Crossing, OfATrendThatNeverErredIsWhereItLeads)
{
    SmoothedTrend trend;
    trend.model = {0.5, 0.1, 0.9, 0, 0};
    trend.level = 20;
    EXPECT_THAT(crossing(trend, {22, true, 4}, 3).within, Each(0));
    EXPECT_THAT(crossing(trend, {19, true, 4}, 3).within, Each(1));
}

} // namespace
