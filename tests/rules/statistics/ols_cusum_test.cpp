// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/ols_cusum.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;
using testing::DoubleNear;
using testing::Each;
using testing::ElementsAre;

// The printed quantiles of Kolmogorov's distribution.
TEST(BrownianBridgeP, GivesKolmogorovsQuantiles)
{
    EXPECT_NEAR(brownian_bridge_p(1.2238), 0.10, 1e-4);
    EXPECT_NEAR(brownian_bridge_p(1.3581), 0.05, 1e-4);
    EXPECT_NEAR(brownian_bridge_p(1.6276), 0.01, 1e-5);
    EXPECT_EQ(brownian_bridge_p(0), 1);
    EXPECT_NEAR(brownian_bridge_p(0.11), 1, 1e-12);
}

// Mean 3, deviations −2, −1, 1, 2; standard deviation sqrt(10/3), times sqrt 4.
TEST(OlsCusum, AddsUpTheDeviations)
{
    const auto found = ols_cusum(std::vector{1.0, 2.0, std::nan(""), 4.0, 5.0});
    ASSERT_TRUE(found);
    const double scale = std::sqrt(40.0 / 3);
    EXPECT_THAT(found->path,
                ElementsAre(0, DoubleNear(-2 / scale, 1e-12), DoubleNear(-3 / scale, 1e-12),
                            DoubleNear(-2 / scale, 1e-12), DoubleNear(0, 1e-12)));
    EXPECT_NEAR(found->statistic, 3 / scale, 1e-12);
}

TEST(OlsCusum, StaysAtZeroForAConstant)
{
    const auto found = ols_cusum(std::vector(9, 0.1));
    EXPECT_THAT(found->path, Each(0));
    EXPECT_EQ(found->p, 1);
    EXPECT_FALSE(ols_cusum(std::vector{3.0}));
}

} // namespace
