// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/cusum.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace tuermer::statistics {
namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

TEST(TabularCusum, AddsUpWhatLiesBeyondTheSlack)
{
    const std::vector<double> figures{12, 12, gap, 8, 4};
    const auto cusum = tabular_cusum(figures, 10, 2, 0.5);
    EXPECT_EQ(cusum.upper, (std::vector<double>{0.5, 1, 1, 0, 0}));
    EXPECT_EQ(cusum.lower, (std::vector<double>{0, 0, 0, -0.5, -3}));
}

TEST(CountCusum, StandardisesTheWayItsAuthorsDo)
{
    EXPECT_DOUBLE_EQ(standardised_count(9, 4, CountScale::standard), 2.5);
    EXPECT_DOUBLE_EQ(standardised_count(9, 4, CountScale::rossi), (9 - 12 + 12) / 4.0);
    EXPECT_NEAR(standardised_count(8, 1, CountScale::anscombe), 4.5, 1e-12);
    EXPECT_DOUBLE_EQ(standardised_count(9, 4, CountScale::none), 9);
}

TEST(SeasonalPoissonMeans, RepeatAnExactSeason)
{
    std::vector<double> counts;
    for (int i = 1; i <= 36; ++i) counts.push_back(std::exp(2 + std::cos(i * 0.5235987756)));
    const auto means = seasonal_poisson_means(counts, 12, 25, 36);
    for (int i = 0; i < 12; ++i)
        EXPECT_NEAR(means[static_cast<std::size_t>(i)], counts[static_cast<std::size_t>(24 + i)],
                    1e-6);
}

TEST(BinomialCusum, StartsAnewAfterAnAlarm)
{
    const std::vector<double> cases{3, 3, 0}, trials{3, 3, 3};
    const auto cusum = binomial_cusum(cases, trials, 0.25, 0.5, 3);
    const double step = 3 * std::log(2);
    EXPECT_NEAR(cusum.sum[0], step, 1e-12);
    EXPECT_NEAR(cusum.sum[1], 2 * step, 1e-12);
    EXPECT_EQ(cusum.alarm, (std::vector<bool>{false, true, false}));
    EXPECT_DOUBLE_EQ(cusum.sum[2], 0);
}

TEST(BinomialCusum, SeesFallsWithAShareBelowTheUsual)
{
    const std::vector<double> cases{0, 0}, trials{10, 0};
    const auto cusum = binomial_cusum(cases, trials, 0.3, 0.2, 100);
    EXPECT_NEAR(cusum.sum[0], 10 * std::log(0.8 / 0.7), 1e-12);
    EXPECT_DOUBLE_EQ(cusum.sum[1], cusum.sum[0]); // no trials, nothing learnt
}

} // namespace
} // namespace tuermer::statistics
