// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/ewma.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace tuermer::statistics {
namespace {

TEST(Ewma, MovesItsShareOfTheWayAndSkipsGaps)
{
    const std::vector<double> figures{8, std::numeric_limits<double>::quiet_NaN(), 4};
    const auto chart = ewma(figures, {.weight = 0.5, .width = 3, .centre = 0, .sd = 1});
    EXPECT_EQ(chart.average, (std::vector<double>{4, 4, 4}));
    EXPECT_DOUBLE_EQ(chart.upper[0], 1.5); // 3 × 0.5 × sd
    EXPECT_EQ(chart.signal, (std::vector<int>{1, 1, 1}));
}

TEST(Ewma, SignalsFallsBelowTheLowerLimit)
{
    const std::vector<double> figures{-9};
    EXPECT_EQ(ewma(figures, {.weight = 0.2}).signal, std::vector<int>{-1});
}

} // namespace
} // namespace tuermer::statistics
