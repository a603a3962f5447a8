// SPDX-License-Identifier: EUPL-1.2
// Against R's printed examples, and against the plain sums over all outcomes.
#include "rules/statistics/rate_comparison.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace {

using namespace tuermer::statistics;

double binomial_p_by_summing(int successes, int trials, double share)
{
    const boost::math::binomial binomial(trials, share);
    const double bound = pdf(binomial, successes) * (1 + 1e-7);
    double p = 0;
    for (int k = 0; k <= trials; ++k)
        if (pdf(binomial, k) <= bound) p += pdf(binomial, k);
    return p;
}

// Mendel's peas, the example of R's binom.test.
TEST(BinomialP, GivesMendelsPeas)
{
    EXPECT_NEAR(*binomial_p(682, 925, 0.75), 0.3825, 5e-5);
}

TEST(BinomialP, IsTheSumOverAllOutcomesNoLikelier)
{
    EXPECT_TRUE(rc::check([] {
        const int trials = *rc::gen::inRange(1, 120);
        const int successes = *rc::gen::inRange(0, trials + 1);
        const double share = *rc::gen::inRange(1, 100) / 100.0;
        const auto p = binomial_p(successes, trials, share);
        RC_ASSERT(p);
        RC_ASSERT(std::abs(*p - binomial_p_by_summing(successes, trials, share)) < 1e-10);
    }));
}

TEST(BinomialP, RefusesWhatIsNoCount)
{
    EXPECT_FALSE(binomial_p(1.5, 10, 0.5));
    EXPECT_FALSE(binomial_p(11, 10, 0.5));
    EXPECT_FALSE(binomial_p(1, 10, 0));
    EXPECT_FALSE(binomial_p(std::nan(""), 10, 0.5));
    EXPECT_FALSE(binomial_p(1e16, 1e17, 0.5));
}

// Fisher, Statistical Methods, on breast cancer screening: the example of R's poisson.test.
TEST(RateRatioP, GivesTheExampleOfR)
{
    EXPECT_NEAR(*rate_ratio_p(11, 800, 6 + 8 + 7, 1083 + 1050 + 878), 0.07967, 5e-6);
    EXPECT_FALSE(rate_ratio_p(11, 0, 21, 3011));
}

TEST(RateRatioP, IsOneWhereTheRatesStandInThatRatio)
{
    EXPECT_EQ(*rate_ratio_p(20, 100, 10, 100, 2), 1);
    EXPECT_EQ(*rate_ratio_p(0, 100, 0, 100), 1);
    EXPECT_LT(*rate_ratio_p(20, 100, 10, 1000), 1e-9);
}

TEST(RateRatioP, IsBelowFivePercentWhereTheExactIntervalLeavesOutOne)
{
    EXPECT_TRUE(rc::check([] {
        const auto x1 = *rc::gen::inRange(0, 80), x2 = *rc::gen::inRange(1, 80);
        const auto interval = rate_ratio(x1, 1000, x2, 1500, 0.95);
        const bool excludes_one = interval->lower > 1 || interval->upper.value_or(2) < 1;
        if (excludes_one) RC_ASSERT(*rate_ratio_p(x1, 1000, x2, 1500) <= 0.05);
    }));
}

TEST(LogRateRatio, IsSymmetricAroundTheRatioOnTheLogScale)
{
    const auto interval = log_rate_ratio(30, 12000, 18, 11000, 0.95);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->lower, 0.851688768899551, 1e-9);
    EXPECT_NEAR(interval->upper, 2.74056089912686, 1e-9);
    EXPECT_FALSE(log_rate_ratio(0, 900, 4, 1000, 0.95));
}

TEST(LogRateRatioScore, IsZeroAtTheExpectedRatioAndKnowsZeroCells)
{
    EXPECT_NEAR(*log_rate_ratio_score(20, 1000, 10, 1000, std::log(2.0)), 0, 1e-12);
    EXPECT_NEAR(*log_rate_ratio_score(0, 100, 4, 100, 0),
                std::log(0.5 / 4.5) / std::sqrt(1 / 0.5 + 1 / 4.5), 1e-12);
    EXPECT_FALSE(log_rate_ratio_score(1, 0, 4, 100, 0));
}

// The lady tasting tea (Fisher 1935): three of four right; two-sided 34 / 70.
TEST(FisherP, GivesTheLadyTastingTea)
{
    EXPECT_NEAR(*fisher_p(3, 4, 1, 4), 34.0 / 70, 1e-12);
    EXPECT_NEAR(*fisher_p(4, 4, 0, 4), 2.0 / 70, 1e-12);
    EXPECT_EQ(*fisher_p(0, 4, 0, 4), 1);
}

TEST(FisherP, AgreesWithROnGoslarSizedGroupsAndIsTheSameSeenFromTheOtherSide)
{
    EXPECT_NEAR(*fisher_p(12, 80, 5, 75), 0.124718141635864, 1e-12);
    EXPECT_NEAR(*fisher_p(5, 75, 12, 80), 0.124718141635864, 1e-12);
    EXPECT_FALSE(fisher_p(5, 4, 1, 4));
    EXPECT_FALSE(fisher_p(2e7, 4e7, 2e7, 4e7));
}

} // namespace
