// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/page_hinkley.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;
using testing::DoubleNear;
using testing::ElementsAre;

const double gap = std::nan("");

// Running means 0, 0, 1, 1.75; sums of deviation less 0.5: −0.5, −1, 0.5, 2.25.
TEST(PageHinkley, MeasuresTheRiseFromTheLowestPoint)
{
    const auto path = page_hinkley(std::vector<double>{0, 0, 3, 4}, {0.5, 2, 1});
    ASSERT_TRUE(path);
    EXPECT_THAT(path->up, ElementsAre(0, 0, DoubleNear(1.5, 1e-12), DoubleNear(3.25, 1e-12)));
    EXPECT_THAT(path->alarm_up, ElementsAre(false, false, false, true));
    EXPECT_THAT(path->down, ElementsAre(0, 0, 0, 0));
}

TEST(PageHinkley, SeesAFallAsItSeesARise)
{
    const std::vector<double> series{1, 2, 1, 3, 6, 7, 6, 8, 7};
    std::vector<double> mirrored = series;
    for (double& value : mirrored) value = -value;
    const auto rise = page_hinkley(series, {}), fall = page_hinkley(mirrored, {});
    for (std::size_t i = 0; i < series.size(); ++i) {
        EXPECT_DOUBLE_EQ(rise->up[i], fall->down[i]);
        EXPECT_DOUBLE_EQ(rise->down[i], fall->up[i]);
    }
    EXPECT_GT(rise->up.back(), 6);
}

TEST(PageHinkley, SkipsGapsAndRaisesNoAlarmInThem)
{
    const auto path = page_hinkley(std::vector<double>{0, 0, 9, gap, 9}, {0.5, 2, 1});
    const auto without = page_hinkley(std::vector<double>{0, 0, 9, 9}, {0.5, 2, 1});
    EXPECT_EQ(path->up[3], path->up[2]);
    EXPECT_THAT(path->alarm_up, ElementsAre(false, false, true, false, true));
    EXPECT_EQ(path->up.back(), without->up.back());
}

TEST(PageHinkley, ForgetsWithAShortMemory)
{
    std::vector<double> series(60, 0.0);
    for (std::size_t i = 5; i < 8; ++i) series[i] = 5;
    EXPECT_LT(page_hinkley(series, {0, 6, 0.5})->up.back(),
              page_hinkley(series, {0, 6, 1})->up[7] / 2);
}

TEST(PageHinkley, NeverReadsAhead)
{
    const std::vector<double> series{1, 2, 1, 3, 6, 7, 6, 8, 7};
    const auto whole = page_hinkley(series, {});
    for (std::size_t n = 1; n <= series.size(); ++n)
        EXPECT_EQ(page_hinkley(std::span(series).first(n), {})->up.back(), whole->up[n - 1]);
}

} // namespace
