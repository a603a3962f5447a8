// SPDX-License-Identifier: EUPL-1.2
// Against R, against the definition of exact limits, and areas drawn with a known spread.
#include "rules/statistics/funnel.hpp"

#include <algorithm>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <gmock/gmock.h>
#include <random>

namespace {

using namespace tuermer::statistics;
using Values = std::vector<double>;

const Values observed{3, 0, 30, 7, 45, 1, 22, 9, 2, 14};
const Values expected{5.2, 1.1, 12.5, 8, 18.3, 2.4, 33.1, 10.2, 6, 22};

TEST(RatioFunnel, AgreesWithRWhereAreasDiffer)
{
    const auto funnel = ratio_funnel(observed, expected);
    ASSERT_TRUE(funnel);
    EXPECT_NEAR(funnel->phi, 6.19706906853475, 1e-9);
    EXPECT_NEAR(funnel->tau2, 0.533088518872179, 1e-9);
    const FunnelArea& fifth = *funnel->areas[4];
    EXPECT_NEAR(fifth.z, 6.24145317253266, 1e-9);
    EXPECT_NEAR(fifth.z_additive, 1.90313682387253, 1e-9);
    EXPECT_NEAR(fifth.z_multiplicative, 2.50722060466634, 1e-9);
    EXPECT_NEAR(fifth.limits.upper998, 1.80327868852459, 1e-9);
}

TEST(RatioFunnel, LeavesScoresAloneWhereChanceExplainsAll)
{
    const auto funnel = ratio_funnel(Values{3, 0, 12, 7, 25, 1, 40, 9},
                                     Values{5.2, 1.1, 9.5, 8, 18.3, 2.4, 33.1, 10.2});
    EXPECT_EQ(funnel->tau2, 0);
    for (const auto& area : funnel->areas) {
        EXPECT_DOUBLE_EQ(area->z_additive, area->z);
        EXPECT_EQ(area->z_multiplicative, area->z);
    }
}

TEST(RatioFunnel, HasTheSmallestWholeCountsThatReachTheProbability)
{
    const auto funnel = ratio_funnel(observed, expected);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const boost::math::poisson poisson(expected[i]);
        const double count = std::round(funnel->areas[i]->limits.upper95 * expected[i]);
        EXPECT_GE(cdf(poisson, count), 0.975);
        EXPECT_LT(cdf(poisson, count - 1), 0.975);
    }
}

TEST(RatioFunnel, SaysNothingOfAnAreaWithoutExpectedCases)
{
    const auto funnel = ratio_funnel(Values{1, 2, 0}, Values{1.5, 2.5, 0});
    ASSERT_TRUE(funnel);
    EXPECT_TRUE(funnel->areas[1]);
    EXPECT_FALSE(funnel->areas[2]);
    EXPECT_FALSE(ratio_funnel(Values{0}, Values{0}));
    EXPECT_FALSE(ratio_funnel(Values{1}, Values{1, 2}));
    EXPECT_FALSE(ratio_funnel(Values{-1}, Values{1}));
    EXPECT_FALSE(ratio_funnel(observed, expected, 0.5));
}

TEST(RatioFunnel, FindsTheSpreadThatAreasWereDrawnWith)
{
    std::mt19937_64 random(3);
    std::normal_distribution<> spread(1, 0.2);
    Values o, e;
    for (int i = 0; i < 3000; ++i) {
        e.push_back(50 + i % 200);
        const double ratio = std::max(0.01, spread(random));
        o.push_back(std::poisson_distribution<>(e.back() * ratio)(random));
    }
    EXPECT_NEAR(ratio_funnel(o, e, 0)->tau2, 0.04, 0.005);
}

// 30 of 100 against 20 %: z = 0.1 / sqrt(0.2 * 0.8 / 100) = 2.5.
TEST(ShareFunnel, GivesTheCaseWorkedByHand)
{
    const auto funnel = share_funnel(Values{30, 20, 0}, Values{100, 100, 0}, 0.2, 0);
    ASSERT_TRUE(funnel);
    EXPECT_NEAR(funnel->areas[0]->z, 2.5, 1e-12);
    EXPECT_NEAR(funnel->areas[1]->z, 0, 1e-12);
    EXPECT_NEAR(funnel->areas[0]->limits.lower95, 0.12, 1e-12); // R: qbinom(0.025, 100, 0.2) = 12
    EXPECT_NEAR(funnel->areas[0]->limits.upper95, 0.28, 1e-12);
    EXPECT_FALSE(funnel->areas[2]);
    EXPECT_FALSE(share_funnel(Values{3}, Values{2}, 0.2));
    EXPECT_FALSE(share_funnel(Values{1}, Values{2}, 1));
}

TEST(Funnel, TheLastAreasScoreAloneIsThatOfTheWholeFunnel)
{
    const auto funnel = ratio_funnel(observed, expected);
    EXPECT_EQ(ratio_score_of_last(observed, expected), funnel->areas.back()->z_additive);
    const Values trials{60, 40, 90, 80, 100, 20, 70, 50, 30, 44};
    const auto shares = share_funnel(observed, trials, 0.3);
    EXPECT_EQ(share_score_of_last(observed, trials, 0.3), shares->areas.back()->z_additive);
    EXPECT_FALSE(share_score_of_last(Values{3}, Values{2}, 0.2));
    EXPECT_FALSE(ratio_score_of_last({}, {}));
}

} // namespace
