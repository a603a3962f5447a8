// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/mann_kendall_hamed_rao.hpp"

#include "rules/statistics/intervals.hpp"
#include "rules/statistics/seeded_random.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;

// x_t = rho x_{t−1} + e_t.
std::vector<double> autoregressive(double rho, std::size_t n, std::uint64_t seed)
{
    SeededRandom random(seed);
    std::vector<double> series(n);
    double last = 0;
    for (double& value : series)
        value = last = rho * last + normal_quantile(random.uniform() + 0x1p-54);
    return series;
}

TEST(HamedRao, StretchesTheVarianceOfAnAutocorrelatedSeries)
{
    const auto series = autoregressive(0.7, 96, 1);
    const auto found = mann_kendall_hamed_rao(series, cautious_hamed_rao(96, 12));
    ASSERT_TRUE(found);
    EXPECT_GT(found->stretch, 1.5);
    EXPECT_DOUBLE_EQ(found->variance, found->plain.variance * found->stretch);
    EXPECT_LT(std::abs(*found->z), std::abs(found->plain.z));
}

TEST(HamedRao, KeepsItsLevelWhereThePlainTestDoesNot)
{
    int plain = 0, corrected = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const auto series = autoregressive(0.5, 96, seed);
        const auto found = mann_kendall_hamed_rao(series, cautious_hamed_rao(96, 12));
        plain += found->plain.p < 0.05;
        corrected += *found->p < 0.05;
    }
    EXPECT_GT(plain, 60);     // 15 % instead of 5 %
    EXPECT_LT(corrected, 48); // 12 %: better, though not exact
}

TEST(HamedRao, CautiousNeverShrinksWhatThePublishedFormWould)
{
    std::vector<double> swings;
    for (int i = 0; i < 40; ++i) swings.push_back((i % 2 == 0 ? 10 : -10) + i * i % 7);
    HamedRaoSettings published = published_hamed_rao();
    published.lags = 1;
    EXPECT_LT(mann_kendall_hamed_rao(swings, published)->stretch, 0.5);
    EXPECT_EQ(mann_kendall_hamed_rao(swings, cautious_hamed_rao(40, 12))->stretch, 1);
}

TEST(HamedRao, SaysNothingRatherThanTheRootOfANegativeVariance)
{
    std::vector<double> swings;
    for (int i = 0; i < 40; ++i) swings.push_back((i % 2 == 0 ? 10 : -10) + i * i % 7);
    HamedRaoSettings published = published_hamed_rao();
    published.lags = 1;
    const auto found = mann_kendall_hamed_rao(swings, published);
    ASSERT_TRUE(found);
    EXPECT_LT(found->stretch, 0);
    EXPECT_FALSE(found->z);
    EXPECT_FALSE(found->p);
}

TEST(HamedRao, DoesNotMistakeATrendForAutocorrelation)
{
    std::vector<double> flat, sloped;
    SeededRandom random(3);
    for (int i = 0; i < 60; ++i) {
        flat.push_back(static_cast<double>(random.below(1000)));
        sloped.push_back(flat.back() + 1024 * i);
    }
    const auto settings = published_hamed_rao();
    EXPECT_NEAR(mann_kendall_hamed_rao(flat, settings)->stretch,
                mann_kendall_hamed_rao(sloped, settings)->stretch, 1e-12);
}

TEST(HamedRao, NeedsThreeValues)
{
    EXPECT_FALSE(mann_kendall_hamed_rao(std::vector{1.0, 2.0}, published_hamed_rao()));
}

TEST(BlockBootstrap, FindsATrendAndGivesTheSameAnswerToTheSameSeed)
{
    const std::vector<double> rising{3, 5, 4, 6, 8, 7, 9, 12, 11, 13, 14, 13, 16, 18};
    const auto p = block_bootstrap_trend_p(rising, {});
    ASSERT_TRUE(p);
    EXPECT_LE(*p, 0.01);
    EXPECT_EQ(p, block_bootstrap_trend_p(rising, {}));
    EXPECT_GT(*block_bootstrap_trend_p(rising, {.side = TrendSide::falling}), 0.95);
}

TEST(BlockBootstrap, IsNeverZeroNorAboveOne)
{
    const std::vector<double> rising{1, 2, 3, 4, 5, 6, 7, 8};
    EXPECT_DOUBLE_EQ(*block_bootstrap_trend_p(rising, {.resamples = 9}), 0.1);
    EXPECT_EQ(*block_bootstrap_trend_p(std::vector(8, 2.0), {}), 1);
}

} // namespace
