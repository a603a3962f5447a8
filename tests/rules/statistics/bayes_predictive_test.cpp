// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/bayes_predictive.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace tuermer::statistics {
namespace {

TEST(BayesPredictive, TakesTheSameSeasonAndTheLastPeriods)
{
    //                              window of the year before        last w, judged
    const std::vector<double> counts{9, 9, 1, 2, 3, 9, 9, 9, 9, 9, 9, 9, 9, 4, 9};
    const auto with = bayes_predictive(counts, {12, 1, 1, true});
    ASSERT_TRUE(with);
    EXPECT_DOUBLE_EQ(with->periods, 4);
    EXPECT_DOUBLE_EQ(with->sum, 9 + 1 + 2 + 4);
    const auto without = bayes_predictive(counts, {12, 1, 1, false});
    EXPECT_DOUBLE_EQ(without->sum, 9 + 1 + 2);
}

TEST(BayesPredictive, SpeaksAfterNothingButNoughts)
{
    const BayesPrediction prediction{0, 36}; // methods.md 4.6
    EXPECT_NEAR(prediction.upper_tail(1), 0.0136, 5e-5);
    EXPECT_NEAR(prediction.upper_tail(2), 0.00028, 5e-6);
    EXPECT_DOUBLE_EQ(prediction.quantile(0.99), 1);
}

TEST(BayesPredictive, SaysNothingWithoutReferences)
{
    const double gap = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(bayes_predictive(std::vector<double>{gap, 3.0}, {12, 3, 0, false}));
}

// bayes(b = 2, w = 0, alpha = 0.05) of R's surveillance 1.20.3, with actY and without.
TEST(BayesPredictive, RunsBackwardsAsThePackageOnlyWhenAsked)
{
    const std::vector<double> counts{4, 6, 5, 7, 9, 8, 5, 20, 7};
    const auto limit = [&](bool current_year, bool as_package) {
        return bayes_predictive(counts, {4, 2, 0, current_year, as_package})->quantile(0.95);
    };
    EXPECT_DOUBLE_EQ(limit(true, true), 16);
    EXPECT_DOUBLE_EQ(limit(false, true), 12);
    EXPECT_DOUBLE_EQ(limit(true, false), 12);
}

} // namespace
} // namespace tuermer::statistics
