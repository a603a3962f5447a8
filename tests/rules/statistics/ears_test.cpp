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

} // namespace
} // namespace tuermer::statistics
