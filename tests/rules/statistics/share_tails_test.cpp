// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/share_tails.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tuermer::statistics {
namespace {

TEST(ShareTails, OfCoinsAreBinomial)
{
    EXPECT_NEAR(upper_mid_p(4, {4, 0.5, 1}), 1.0 / 32, 1e-14);
    EXPECT_NEAR(upper_mid_p(2, {4, 0.5, 1}), 0.5, 1e-14);
    EXPECT_NEAR(upper_mid_p(0, {4, 0.5, 1}), 1 - 1.0 / 32, 1e-14);
}

TEST(ShareTails, OfAFlatBetaEveryNumberOfCasesIsAsLikely)
{
    // alpha = beta = 1: dispersion (N + 2)/3; P(X = k) = 1/(N + 1).
    const ShareLaw law{10, 0.5, 4};
    for (int k = 0; k <= 10; ++k) EXPECT_NEAR(upper_mid_p(k, law), (10.5 - k) / 11, 1e-12);
}

TEST(ShareTails, GoOverToTheBinomialWithoutASeam)
{
    EXPECT_NEAR(upper_mid_p(40, {300, 0.1, 1 + 1e-5}), upper_mid_p(40, {300, 0.1, 1}), 1e-5);
}

TEST(ShareTails, AreCertainAtTheEnds)
{
    EXPECT_DOUBLE_EQ(upper_mid_p(1, {5, 0, 1}), 0);
    EXPECT_DOUBLE_EQ(upper_mid_p(4, {5, 1, 1}), 1);
    EXPECT_TRUE(std::isfinite(upper_mid_p(5, {5, 0.4, 40})));
}

} // namespace
} // namespace tuermer::statistics
