// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/run_length.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace tuermer::statistics {
namespace {

TEST(RunLength, OfACusumWithoutMemoryIsThatOfItsTail)
{
    // Limit near 0: the first figure above the slack signals.
    const auto length = cusum_run_length(0, 1e-9, 0);
    ASSERT_TRUE(length);
    EXPECT_NEAR(*length, 2, 1e-6);
}

TEST(RunLength, OfACusumIsWhatASimulationFinds)
{
    std::mt19937_64 random(20260101);
    std::normal_distribution<double> normal(1, 1);
    double periods = 0;
    constexpr int runs = 20'000;
    for (int run = 0; run < runs; ++run)
        for (double sum = 0; sum <= 4; ++periods) sum = std::max(0.0, sum + normal(random) - 0.5);
    EXPECT_NEAR(*cusum_run_length(0.5, 4, 1), periods / runs, 0.15);
}

TEST(RunLength, OfAnEwmaWithWeightOneIsThatOfAShewhartChart)
{
    EXPECT_NEAR(*ewma_run_length(1, 3, 0), 370.4, 0.1);
}

TEST(RunLength, OfBothSidesIsHalfOfOneWhereNothingHasShifted)
{
    EXPECT_NEAR(*two_sided_cusum_run_length(0.5, 4, 0), *cusum_run_length(0.5, 4, 0) / 2, 1e-6);
}

TEST(RunLength, RefusesALimitOfNought)
{
    EXPECT_FALSE(cusum_run_length(0.5, 0, 0));
    EXPECT_FALSE(ewma_run_length(0, 3, 0));
}

// spc::xcusum.arl(0.41, 7.7, 2, sided = "two") of R 4.2.2: the other side is never reached.
TEST(RunLength, OfTwoSidesIsThatOfTheOneThatCanBeReached)
{
    EXPECT_NEAR(two_sided_cusum_run_length(0.41, 7.7, 2).value_or(0), 5.50600231734, 1e-6);
    EXPECT_NEAR(two_sided_cusum_run_length(0.41, 7.7, -2).value_or(0), 5.50600231734, 1e-6);
}

} // namespace
} // namespace tuermer::statistics
