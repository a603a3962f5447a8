// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/count_tails.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tuermer::statistics {
namespace {

TEST(CountTails, OfPoissonAreTheSumsOfItsTerms)
{
    const CountLaw law{4, 1};
    EXPECT_NEAR(lower_tail(0, law), std::exp(-4), 1e-15);
    EXPECT_NEAR(lower_tail(1, law), 5 * std::exp(-4), 1e-15);
    EXPECT_DOUBLE_EQ(upper_tail(0, law), 1);
    EXPECT_NEAR(upper_tail(2, law), 1 - 5 * std::exp(-4), 1e-14);
}

TEST(CountTails, OfAGeometricLawArePowers)
{
    // Mean 3, variance ratio 4: size 1, success probability 1/4, P(Y >= k) = 0.75^k.
    const CountLaw law{3, 4};
    for (int k = 0; k < 40; k += 3)
        EXPECT_NEAR(upper_tail(k, law), std::pow(0.75, k), 1e-13 * std::pow(0.75, k));
}

TEST(CountTails, KeepTheirDigitsFarOut)
{
    EXPECT_NEAR(std::log10(upper_tail(400, {3, 4})), 400 * std::log10(0.75), 1e-9);
}

TEST(CountTails, GoOverToPoissonWithoutASeam)
{
    const double poisson = upper_tail(12, {7, 1});
    EXPECT_NEAR(upper_tail(12, {7, 1 + 1e-7}), poisson, 1e-6);
    EXPECT_NEAR(upper_tail(12, {7, 1 + 1e-9}), poisson, 1e-12);
}

TEST(CountTails, QuantileIsTheSmallestCountThatReachesTheProbability)
{
    for (const double mean : {0.02, 0.7, 5.0, 83.0, 4000.0})
        for (const double dispersion : {1.0, 1.3, 5.0})
            for (const double p : {0.001, 0.1, 0.5, 0.95, 0.999}) {
                const CountLaw law{mean, dispersion};
                const double k = count_quantile(p, law);
                EXPECT_GE(lower_tail(k, law), p * (1 - 1e-12));
                EXPECT_TRUE(k == 0 || lower_tail(k - 1, law) < p);
            }
}

TEST(CountTails, NothingIsExpectedOfAMeanOfNought)
{
    EXPECT_DOUBLE_EQ(upper_tail(1, {0, 1}), 0);
    EXPECT_DOUBLE_EQ(lower_tail(0, {0, 1}), 1);
    EXPECT_DOUBLE_EQ(count_quantile(0.99, {0, 1}), 0);
}

TEST(CountTails, AScoreShrinksWhereTheScaleWasEstimatedFromFewFigures)
{
    EXPECT_NEAR(studentised(12.706, 1), 1.96, 1e-3); // Student's 97.5 % point with 1 df
    EXPECT_NEAR(studentised(-2.228, 10), -1.96, 1e-3);
    EXPECT_NEAR(studentised(2, 1e7), 2, 1e-12);
    EXPECT_DOUBLE_EQ(studentised(0, 5), 0);
}

TEST(CountTails, AScoreStaysFinite)
{
    EXPECT_NEAR(upper_score(0), 7.0345, 1e-3);
    EXPECT_NEAR(upper_score(1), -7.0345, 1e-3);
    EXPECT_DOUBLE_EQ(upper_score(0.5), 0);
}

// pnbinom(999, size = 1e9, mu = 1000, lower.tail = FALSE) and two more of R 4.2.2.
TEST(CountTails, DifferFromPoissonWhereTheDispersionDoes)
{
    EXPECT_NEAR(upper_tail(1000, {1000, 1 + 1e-6}), 0.504205237872915, 1e-10);
    EXPECT_NEAR(upper_tail(1101, {1000, 1 + 1e-6}), 0.00086764571292395, 1e-12);
    EXPECT_NEAR(upper_tail(61, {40, 1 + 1e-7}), 0.00120098002748026, 1e-12);
}

// qnbinom and qpois of R 4.2.2 agree to the spacing of doubles.
TEST(CountTails, HaveQuantilesWhereNeighbouringCountsAreTheSameDouble)
{
    EXPECT_NEAR(count_quantile(0.99, {1e17, 3}), 100000001274193216.0, 64);
    EXPECT_NEAR(count_quantile(0.99, {1e16, 2}), 10000000328995274.0, 8);
    EXPECT_NEAR(count_quantile(0.99, {1e16, 1}), 10000000232634788.0, 8);
    EXPECT_TRUE(std::isinf(count_quantile(0.99, {INFINITY, 1})));
}

} // namespace
} // namespace tuermer::statistics
