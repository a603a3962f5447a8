// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/ears.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace tuermer::statistics {
namespace {

TEST(Ears, LimitIsMeanAndDeviationsOfThePeriodsBefore)
{
    const std::vector<double> counts{2, 4, 6, 50, 60, 70};
    const EarsSettings c1{EarsMethod::c1, 3, 0.025, 0};
    EXPECT_NEAR(*ears_limit(std::span(counts).first(4), c1), 4 + 1.959964 * 2, 1e-5);
    const EarsSettings c2{EarsMethod::c2, 3, 0.025, 0};
    EXPECT_NEAR(*ears_limit(counts, c2), 4 + 1.959964 * 2, 1e-5);
}

TEST(Ears, AFloorKeepsTheFirstCaseAfterNoughtsFromAlarming)
{
    const std::vector<double> counts{0, 0, 0, 0, 0, 0, 0, 1};
    EXPECT_DOUBLE_EQ(*ears_limit(counts, {.least_sd = 0}), 0);
    EXPECT_GT(*ears_limit(counts, {.least_sd = 1}), 1);
}

TEST(Ears, SaysNothingWithTooShortAHistoryOrAGapInIt)
{
    const double gap = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(ears_limit(std::vector<double>{1, 2, 3}, {}));
    EXPECT_FALSE(ears_limit(std::vector<double>{1, 2, 3, gap, 1, 2, 3, 4}, {}));
}

// earsC(method = "C3", baseline = 3, minSigma = 0, alpha = 0.025) of R's surveillance 1.20.3: a
// rise over a baseline without deviation is without bound, none at all is none.
TEST(Ears, ThirdMethodAnswersAsThePackageWhereABaselineIsConstant)
{
    const std::vector<double> counts{0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 2, 5, 1, 2}, zeros(14, 0.0);
    const EarsSettings c3{EarsMethod::c3, 3, 0.025, 0};
    const double limits[] = {5, 0, 0};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto limit = ears_limit(std::span(counts).first(12 + i), c3);
        ASSERT_TRUE(limit);
        EXPECT_DOUBLE_EQ(*limit, limits[i]);
        EXPECT_FALSE(ears_limit(std::span(zeros).first(12 + i), c3));
    }
}

} // namespace
} // namespace tuermer::statistics
