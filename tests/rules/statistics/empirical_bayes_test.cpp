// SPDX-License-Identifier: EUPL-1.2
// Against Clayton and Kaldor's printed example, R's packages, and areas drawn at random.
#include "rules/statistics/empirical_bayes.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <random>

namespace {

using namespace tuermer::statistics;
using Values = std::vector<double>;

// Lip cancer in 56 districts of Scotland, 1975 to 1980 (Clayton and Kaldor 1987, table 1).
const Values lip_observed{9, 39, 11, 9,  15, 8,  26, 7, 6,  20, 13, 5, 3, 8, 17, 9,  2, 7,  9,
                          7, 16, 31, 11, 7,  19, 15, 7, 10, 16, 11, 5, 3, 7, 8,  11, 9, 11, 8,
                          6, 4,  10, 8,  2,  6,  19, 3, 2,  3,  28, 6, 1, 1, 1,  1,  0, 0};
const Values lip_expected{1.4,  8.7,  3.0, 2.5, 4.3,  2.4,  8.1, 2.3,  2.0,  6.6,  4.4,  1.8,
                          1.1,  3.3,  7.8, 4.6, 1.1,  4.2,  5.5, 4.4,  10.5, 22.7, 8.8,  5.6,
                          15.5, 12.5, 6.0, 9.0, 14.4, 10.2, 4.8, 2.9,  7.0,  8.5,  12.3, 10.1,
                          12.7, 9.4,  7.2, 5.3, 18.8, 15.8, 4.3, 14.6, 50.7, 8.2,  5.6,  9.3,
                          88.7, 19.6, 3.4, 3.6, 5.7,  7.0,  4.2, 1.8};

const Values observed{3, 0, 30, 7, 45, 1, 22, 9, 2, 0};
const Values expected{5.2, 1.1, 12.5, 8, 18.3, 2.4, 33.1, 10.2, 6, 0.3};

TEST(PoissonGamma, GivesTheLipCancerOfScotland)
{
    const auto fit = poisson_gamma(lip_observed, lip_expected);
    ASSERT_TRUE(fit && fit->shape);
    EXPECT_NEAR(*fit->shape, 1.88, 0.005);
    EXPECT_NEAR(*fit->rate, 1.32, 0.005);
}

TEST(PoissonGamma, AgreesWithRWhereAreasDiffer)
{
    const auto fit = poisson_gamma(observed, expected);
    ASSERT_TRUE(fit && fit->shape);
    EXPECT_NEAR(*fit->shape, 2.48656976329775, 1e-4);
    EXPECT_NEAR(fit->mean, 1.07021165707997, 1e-5);
    EXPECT_NEAR(fit->areas[2].lower, 1.50372545784472, 1e-4);
    EXPECT_NEAR(fit->areas[2].upper, 3.00691568579823, 1e-4);
    EXPECT_NEAR(fit->areas[2].probability_above, 0.999833949256748, 1e-6);
}

TEST(PoissonGamma, DrawsEachAreaBetweenItsOwnRatioAndTheMeanAndSmallOnesMore)
{
    const auto fit = poisson_gamma(observed, expected);
    for (std::size_t i = 0; i < observed.size(); ++i) {
        const double own = observed[i] / expected[i];
        EXPECT_GE(fit->smoothed[i], std::min(own, fit->mean) - 1e-12);
        EXPECT_LE(fit->smoothed[i], std::max(own, fit->mean) + 1e-12);
    }
    EXPECT_GT(fit->smoothed[9], fit->smoothed[1]); // 0 of 0.3 says less than 0 of 1.1
}

TEST(PoissonGamma, PoolsAreasThatScatterNoMoreThanChance)
{
    const auto fit = poisson_gamma(Values{3, 0, 12, 7, 25, 1, 40, 9},
                                   Values{5.2, 1.1, 9.5, 8, 18.3, 2.4, 33.1, 10.2});
    ASSERT_TRUE(fit);
    EXPECT_FALSE(fit->shape);
    EXPECT_THAT(fit->smoothed, testing::Each(testing::DoubleNear(1.10478359908884, 1e-12)));
    EXPECT_TRUE(fit->areas.empty());
    EXPECT_EQ(poisson_gamma(Values{0, 0}, Values{1, 2})->mean, 0);
}

TEST(PoissonGamma, GivesAnAreaWithoutExpectedCasesThePrior)
{
    auto o = observed, e = expected;
    o.push_back(0);
    e.push_back(0);
    const auto with = poisson_gamma(o, e), without = poisson_gamma(observed, expected);
    EXPECT_DOUBLE_EQ(*with->shape, *without->shape);
    EXPECT_NEAR(with->smoothed.back(), with->mean, 1e-12);
    EXPECT_FALSE(poisson_gamma(Values{0}, Values{0}));
    EXPECT_FALSE(poisson_gamma(Values{-1}, Values{1}));
    EXPECT_FALSE(poisson_gamma(Values{1, 2}, Values{1}));
}

TEST(PoissonGamma, AsksForTheSeverityThatIsWanted)
{
    const auto above_mean = poisson_gamma(observed, expected);
    const auto far_above = poisson_gamma(observed, expected, {.severity = 1.2});
    for (std::size_t i = 0; i < observed.size(); ++i)
        EXPECT_LT(far_above->areas[i].probability_above, above_mean->areas[i].probability_above);
}

TEST(PoissonGamma, FindsThePriorThatAreasWereDrawnFrom)
{
    std::mt19937_64 random(11);
    std::gamma_distribution<> prior(4, 0.3);
    Values o, e;
    for (int i = 0; i < 4000; ++i) {
        e.push_back(1 + i % 40);
        o.push_back(std::poisson_distribution<>(e.back() * prior(random))(random));
    }
    const auto fit = poisson_gamma(o, e);
    ASSERT_TRUE(fit && fit->shape);
    EXPECT_NEAR(*fit->shape, 4, 0.3);
    EXPECT_NEAR(fit->mean, 1.2, 0.03);
}

TEST(Marshall, AgreesWithRWhereChanceExplainsAll)
{
    const auto fit = marshall(Values{3, 0, 12, 7, 25, 1, 40, 9},
                              Values{5200, 1100, 9500, 8000, 18300, 2400, 33100, 10200});
    ASSERT_TRUE(fit);
    EXPECT_EQ(fit->between_areas, 0);
    EXPECT_THAT(fit->estimate, testing::Each(testing::DoubleNear(0.00110478359908884, 1e-15)));
}

// Two areas of 100 with 10 and 30 cases: b = 0.2, s2 = 0.01, a = 0.01 - 0.2 / 100 = 0.008, and the
// weight of the own rate is 0.008 / (0.008 + 0.002) = 0.8.
TEST(Marshall, GivesTheCaseWorkedByHand)
{
    const auto fit = marshall(Values{10, 30}, Values{100, 100});
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->between_areas, 0.008, 1e-15);
    EXPECT_NEAR(fit->estimate[0], 0.12, 1e-12);
    EXPECT_NEAR(fit->estimate[1], 0.28, 1e-12);
    EXPECT_FALSE(marshall(Values{1}, Values{0}));
    EXPECT_EQ(marshall(Values{0, 0}, Values{5, 5})->estimate[0], 0);
}

} // namespace
