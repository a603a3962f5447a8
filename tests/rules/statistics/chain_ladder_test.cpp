// SPDX-License-Identifier: EUPL-1.2
// Worked by hand, and thinning against cases that are really left out at random.
#include "rules/statistics/chain_ladder.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <random>

namespace {

using namespace tuermer::statistics;

// 150 / 100 from one period, then 165 / 150: the newest 80 is 1 / (1.5 * 1.1) complete.
TEST(ChainLadder, GivesTheCaseWorkedByHand)
{
    const auto ladder = chain_ladder({{100, 150, 165}, {60, 90, {}}, {80, {}, {}}});
    EXPECT_NEAR(*ladder.factors[0], 240.0 / 160, 1e-12);
    EXPECT_NEAR(*ladder.factors[1], 1.1, 1e-12);
    EXPECT_NEAR(*ladder.ultimate[0], 165, 1e-12);
    EXPECT_NEAR(*ladder.ultimate[1], 99, 1e-12);
    EXPECT_NEAR(*ladder.ultimate[2], 132, 1e-12);
    EXPECT_NEAR(*ladder.completeness[2], 1 / 1.65, 1e-12);
    EXPECT_EQ(ladder.completeness[0], 1);
}

TEST(ChainLadder, SaysNothingThatNothingTells)
{
    const auto ladder = chain_ladder({{0, 5, 5}, {0, {}, {}}, {{}, {}, {}}, {{}, 4, {}}});
    EXPECT_FALSE(ladder.factors[0]);
    EXPECT_EQ(ladder.factors[1], 1);
    EXPECT_EQ(ladder.ultimate[0], 5);
    EXPECT_FALSE(ladder.ultimate[1] || ladder.completeness[1]);
    EXPECT_FALSE(ladder.ultimate[2]);
    EXPECT_EQ(ladder.ultimate[3], 4);
    EXPECT_TRUE(chain_ladder({}).factors.empty());
    EXPECT_EQ(chain_ladder({{7}}).ultimate[0], 7);
}

TEST(ChainLadder, TakesRowsThatEndWhereTheyAreKnown)
{
    const auto open = chain_ladder({{100, 150}, {80}}),
               filled = chain_ladder({{100, 150}, {80, {}}});
    EXPECT_EQ(open.ultimate, filled.ultimate);
    EXPECT_NEAR(*open.ultimate[1], 120, 1e-12);
}

TEST(ChainLadder, FollowsRevisionsDownwards)
{
    const auto ladder = chain_ladder({{100, 90}, {50, {}}});
    EXPECT_NEAR(*ladder.ultimate[1], 45, 1e-12);
    EXPECT_GT(*ladder.completeness[1], 1);
}

TEST(Thinned, HasTheMeanAndDispersionOfCasesLeftOutAtRandom)
{
    const double mean = 40, dispersion = 3, completeness = 0.6;
    const auto expected = thinned(mean, dispersion, completeness);
    ASSERT_TRUE(expected);
    std::mt19937_64 random(17);
    std::gamma_distribution<> rate(mean / (dispersion - 1), dispersion - 1);
    double sum = 0, squares = 0;
    constexpr int rounds = 200000;
    for (int i = 0; i < rounds; ++i) {
        const int whole = std::poisson_distribution<>(rate(random))(random);
        const int known = std::binomial_distribution<>(whole, completeness)(random);
        sum += known;
        squares += static_cast<double>(known) * known;
    }
    const double drawn_mean = sum / rounds, variance = squares / rounds - drawn_mean * drawn_mean;
    EXPECT_NEAR(expected->mean, drawn_mean, 0.1);
    EXPECT_NEAR(expected->dispersion, variance / drawn_mean, 0.05);
}

TEST(Thinned, ChangesNothingWhenAllIsInAndRefusesWhatIsNoShare)
{
    EXPECT_EQ(thinned(12, 1.5, 1)->mean, 12);
    EXPECT_EQ(thinned(12, 1.5, 1)->dispersion, 1.5);
    EXPECT_FALSE(thinned(12, 1.5, 0));
    EXPECT_FALSE(thinned(12, 1.5, 1.1));
    EXPECT_FALSE(thinned(-1, 1.5, 0.5));
    EXPECT_FALSE(thinned(1, std::nan(""), 0.5));
}

} // namespace
