// SPDX-License-Identifier: EUPL-1.2
// Against the example of Fay and Feuer, and what must hold for any strata.
#include "rules/statistics/standardisation.hpp"

#include <gmock/gmock.h>
#include <vector>

namespace {

using namespace tuermer::statistics;

const std::vector<Stratum> three_ages{{5, 20000, 40000}, {20, 15000, 35000}, {60, 5000, 25000}};

// Fay and Feuer 1997, Down's syndrome among first births by age of the mother, per 100,000.
TEST(DirectStandardisedRate, GivesTheExampleOfFayAndFeuer)
{
    const std::vector<Stratum> first_births{{107, 230061, 63986.6}, {141, 329449, 186263.6},
                                            {60, 114920, 157302.2}, {40, 39487, 97647.0},
                                            {39, 14208, 47572.6},   {25, 3052, 12262.6}};
    const auto rate = direct_standardised_rate(first_births, 0.95);
    ASSERT_TRUE(rate);
    EXPECT_NEAR(1e5 * rate->crude, 56.3, 0.05);
    EXPECT_NEAR(1e5 * rate->adjusted, 92.3, 0.05);
    EXPECT_NEAR(1e5 * rate->interval.lower, 80.4, 0.05);
}

TEST(DirectStandardisedRate, AgreesWithR)
{
    const auto rate = direct_standardised_rate(three_ages, 0.95);
    ASSERT_TRUE(rate);
    EXPECT_NEAR(rate->crude, 0.002125, 1e-12);
    EXPECT_NEAR(rate->adjusted, 0.00356666666666667, 1e-12);
    EXPECT_NEAR(rate->interval.lower, 0.00281973773527196, 1e-9);
    EXPECT_NEAR(rate->interval.upper, 0.00445613687922875, 1e-9);
}

TEST(DirectStandardisedRate, IsTheCrudeRateWithTheExactIntervalWhereThereIsOneLayer)
{
    const std::vector<Stratum> one{{12, 4000, 777}};
    const auto rate = direct_standardised_rate(one, 0.95);
    const auto exact = poisson_rate(12, 4000, 0.95);
    EXPECT_NEAR(rate->adjusted, rate->crude, 1e-15);
    EXPECT_NEAR(rate->interval.lower, exact->lower, 1e-12);
    EXPECT_NEAR(rate->interval.upper, exact->upper, 1e-12);
}

TEST(DirectStandardisedRate, BeginsAtZeroWithoutAnyCase)
{
    const std::vector<Stratum> none{{0, 100, 1}, {0, 200, 1}};
    const auto rate = direct_standardised_rate(none, 0.95);
    ASSERT_TRUE(rate);
    EXPECT_EQ(rate->interval.lower, 0);
    EXPECT_GT(rate->interval.upper, 0);
}

TEST(DirectStandardisedRate, RefusesALayerThatTheStandardNeedsAndTheAreaLacks)
{
    const std::vector<Stratum> lacking{{1, 100, 1}, {0, 0, 1}}, not_needed{{1, 100, 1}, {0, 0, 0}};
    EXPECT_FALSE(direct_standardised_rate(lacking, 0.95));
    EXPECT_TRUE(direct_standardised_rate(not_needed, 0.95));
    EXPECT_FALSE(direct_standardised_rate(std::vector<Stratum>{{-1, 100, 1}}, 0.95));
    EXPECT_FALSE(direct_standardised_rate({}, 0.95));
    EXPECT_FALSE(direct_standardised_rate(three_ages, 1));
}

} // namespace
