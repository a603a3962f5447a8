// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/seasonal_expectation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace tuermer::statistics {
namespace {

std::vector<double> exact_months(int periods)
{
    std::vector<double> counts;
    for (int i = 1; i <= periods; ++i)
        counts.push_back(200 * std::exp(0.05 * i / 12 + 0.4 * std::cos(i * 0.5235987756)));
    return counts;
}

TEST(SeasonalExpectation, ContinuesTrendAndSeason)
{
    const auto counts = exact_months(72);
    SeasonalModel model({counts}, {});
    const auto fit = model.fit(60);
    ASSERT_TRUE(fit);
    for (int period = 60; period < 72; ++period)
        EXPECT_NEAR(model.expect(*fit, period)->mean, counts[static_cast<std::size_t>(period)],
                    0.01 * counts[static_cast<std::size_t>(period)]);
    EXPECT_NEAR(fit->model.coefficients[1], 0.05, 0.005);
}

TEST(SeasonalExpectation, APastOutbreakCountsLess)
{
    auto counts = exact_months(60);
    for (double& count : counts) count = std::round(count);
    const double before = SeasonalModel({counts}, {}).fit(60)->model.coefficients[0];
    counts[30] *= 4;
    SeasonalModel model({counts}, {});
    const auto fit = model.fit(60);
    EXPECT_EQ(fit->outliers, 1);
    EXPECT_NEAR(fit->model.coefficients[0], before, 0.05);
}

TEST(SeasonalExpectation, HasNoSeasonBeforeThereIsEnoughOfIt)
{
    const auto counts = exact_months(24);
    SeasonalModel model({counts}, {});
    EXPECT_EQ(model.fit(17)->model.columns, 2U);
    EXPECT_EQ(model.fit(18)->model.columns, 4U);
    SeasonalModel quarters({counts}, {.frequency = 4});
    EXPECT_EQ(quarters.fit(8)->model.columns, 5U);
    SeasonalModel years({counts}, {.frequency = 1});
    EXPECT_EQ(years.fit(20)->model.columns, 2U);
}

TEST(SeasonalExpectation, MonthsWithoutExposureHaveNoExpectation)
{
    std::vector<double> counts(30, 5.0), persons(30, 100.0);
    persons[29] = 0;
    SeasonalModel model({counts, persons}, {});
    const auto fit = model.fit(28);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(model.expect(*fit, 28)->mean, 5, 1e-6);
    EXPECT_FALSE(model.expect(*fit, 29));
    EXPECT_TRUE(std::isnan(model.value(29)));
}

TEST(SeasonalExpectation, ResidualsThatFollowEachOtherAreNoticed)
{
    auto counts = exact_months(60);
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += (i / 5) % 2 == 0 ? 30 : -30;
    EXPECT_GT(SeasonalModel({counts}, {}).fit(60)->autocorrelation, 0.4);
}

} // namespace
} // namespace tuermer::statistics
