// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/seasonal_scale.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace tuermer::statistics {
namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

TEST(SeasonalScore, ComparesWithTheSameQuarterOfEarlierYears)
{
    const std::vector<double> figures{1, 90, 90, 90, 2, 90, 90, 90, 6, 90, 90, 90, 10};
    const auto score = seasonal_score(figures, 4, 0);
    ASSERT_TRUE(score);
    EXPECT_EQ(score->references, 3);
    EXPECT_DOUBLE_EQ(score->median, 2);
    EXPECT_NEAR(score->mad, 1.4826, 1e-12);
    EXPECT_NEAR(*score->z, 8 / 1.4826, 1e-12);
}

TEST(SeasonalScore, HasNoScaleWhereNothingEverVaried)
{
    const std::vector<double> figures{5, 5, 5, 9};
    EXPECT_FALSE(seasonal_score(figures, 1, 0)->z);
    EXPECT_DOUBLE_EQ(*seasonal_score(figures, 1, 2)->z, 2);
}

TEST(SeasonalScore, SaysNothingOfAGap)
{
    EXPECT_FALSE(seasonal_score(std::vector<double>{5, 6, gap}, 1, 0));
    EXPECT_FALSE(seasonal_score(std::vector<double>{gap, 6}, 1, 0));
    EXPECT_FALSE(seasonal_score({}, 1, 0));
}

} // namespace
} // namespace tuermer::statistics
