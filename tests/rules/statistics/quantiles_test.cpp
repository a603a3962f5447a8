// SPDX-License-Identifier: EUPL-1.2
// Against R's quantile() and mad().
#include "rules/statistics/quantiles.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;

TEST(SampleQuantile, IsRsDefaultType)
{
    EXPECT_DOUBLE_EQ(*sample_quantile({4, 1, 3, 2}, 0.5), 2.5);
    EXPECT_DOUBLE_EQ(*sample_quantile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.1), 1.9);
    EXPECT_DOUBLE_EQ(*sample_quantile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.9), 9.1);
    EXPECT_DOUBLE_EQ(*sample_quantile({5, 7}, 0), 5);
    EXPECT_DOUBLE_EQ(*sample_quantile({5, 7}, 1), 7);
    EXPECT_FALSE(sample_quantile({}, 0.5));
    EXPECT_FALSE(sample_quantile({1}, 1.5));
}

TEST(MedianAbsoluteDeviation, IsScaledToTheNormal)
{
    EXPECT_DOUBLE_EQ(*median_absolute_deviation({1, 1, 2, 2, 4, 6, 9}), 1.4826);
    EXPECT_DOUBLE_EQ(*median_absolute_deviation({3}), 0);
    EXPECT_FALSE(median_absolute_deviation({}));
}

} // namespace
