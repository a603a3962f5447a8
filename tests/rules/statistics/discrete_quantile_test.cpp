// SPDX-License-Identifier: EUPL-1.2
// Against the definition, for small and for very large means.
#include "rules/statistics/discrete_quantile.hpp"

#include "rules/statistics/boost_policy.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace {

using namespace tuermer::statistics;
using binomial = boost::math::binomial_distribution<double, Quiet>;
using poisson = boost::math::poisson_distribution<double, Quiet>;

TEST(DiscreteQuantile, IsTheSmallestCountThatReachesTheProbability)
{
    EXPECT_TRUE(rc::check([] {
        const poisson law(*rc::gen::inRange(1, 100000) / 37.0);
        const double probability = *rc::gen::inRange(1, 1000) / 1000.0;
        const double count = discrete_quantile(law, probability);
        RC_ASSERT(cdf(law, count) >= probability);
        if (count > 0) RC_ASSERT(cdf(law, count - 1) < probability);
    }));
}

// R: qpois(c(0.001, 0.025, 0.975), 5.2) and qbinom(0.975, 10, c(0.2, 0.99)).
TEST(DiscreteQuantile, GivesWhatRGives)
{
    EXPECT_EQ(discrete_quantile(poisson(5.2), 0.001), 0);
    EXPECT_EQ(discrete_quantile(poisson(5.2), 0.025), 1);
    EXPECT_EQ(discrete_quantile(poisson(5.2), 0.975), 10);
    EXPECT_EQ(discrete_quantile(binomial(10, 0.2), 0.975), 5);
    EXPECT_EQ(discrete_quantile(binomial(10, 0.99), 0.975), 10);
}

TEST(DiscreteQuantile, ComesBackForMeansOfBillions)
{
    const double sd = std::sqrt(1e12);
    EXPECT_NEAR(discrete_quantile(poisson(1e12), 0.975), 1e12 + 1.959964 * sd, 10);
    EXPECT_TRUE(std::isnan(discrete_quantile(poisson(1e16), 0.975)));
}

} // namespace
