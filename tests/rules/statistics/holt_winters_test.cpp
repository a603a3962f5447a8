// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/holt_winters.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;
using testing::DoubleNear;
using testing::ElementsAre;

const std::vector<double> season{3, -1, -4, 2};

std::vector<double> level_and_season(int n, SeasonKind kind)
{
    std::vector<double> series;
    for (int i = 0; i < n; ++i) {
        const double figure = season[static_cast<std::size_t>(i) % 4];
        series.push_back(kind == SeasonKind::additive ? 50 + figure : 50 * (1 + figure / 10));
    }
    return series;
}

std::vector<double> line_and_season(int n)
{
    auto series = level_and_season(n, SeasonKind::additive);
    for (int i = 0; i < n; ++i) series[static_cast<std::size_t>(i)] += 2 * i;
    return series;
}

TEST(ClassicalDecomposition, TakesALineAndItsSeasonApart)
{
    const auto found = classical_decomposition(line_and_season(12), 4, SeasonKind::additive);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->first, 2U);
    ASSERT_EQ(found->trend.size(), 8U);
    EXPECT_NEAR(found->trend[0], 54, 1e-12);
    EXPECT_THAT(found->season, ElementsAre(DoubleNear(3, 1e-9), DoubleNear(-1, 1e-9),
                                           DoubleNear(-4, 1e-9), DoubleNear(2, 1e-9)));
}

TEST(ClassicalDecomposition, OfAnOddYearCentresOnItsMiddle)
{
    const auto found = classical_decomposition(std::vector<double>{1, 2, 6, 1, 2, 6, 1}, 3,
                                               SeasonKind::multiplicative);
    EXPECT_THAT(found->trend, ElementsAre(3, 3, 3, 3, 3));
    EXPECT_THAT(found->season, ElementsAre(DoubleNear(1.0 / 3, 1e-12), DoubleNear(2.0 / 3, 1e-12),
                                           DoubleNear(2, 1e-12)));
}

TEST(ClassicalDecomposition, RefusesGapsAndShortSeries)
{
    auto series = line_and_season(12);
    EXPECT_FALSE(classical_decomposition(std::span(series).first(7), 4, SeasonKind::additive));
    series[5] = std::nan("");
    EXPECT_FALSE(classical_decomposition(series, 4, SeasonKind::additive));
}

TEST(HoltWinters, CarriesALevelAndItsSeasonOn)
{
    for (const auto kind : {SeasonKind::additive, SeasonKind::multiplicative}) {
        const auto series = level_and_season(24, kind);
        const auto state = holt_winters(std::span(series).first(18), {4, kind, 0.4, 0.2, 0.3});
        ASSERT_TRUE(state);
        EXPECT_NEAR(state->squares, 0, 1e-15);
        for (int h = 1; h <= 6; ++h)
            EXPECT_NEAR(state->mean(h), series[static_cast<std::size_t>(17 + h)], 1e-9);
    }
}

TEST(HoltWinters, TakesAGapForWhatWasExpected)
{
    auto series = level_and_season(18, SeasonKind::additive);
    series[11] = std::nan("");
    const auto state = holt_winters(series, {4, SeasonKind::additive, 0.4, 0.2, 0.3});
    EXPECT_NEAR(state->mean(1), level_and_season(19, SeasonKind::additive).back(), 1e-9);
}

TEST(HoltWinters, LearnsByItsConstants)
{
    auto series = level_and_season(9, SeasonKind::additive);
    series.back() += 10; // the first period after the start years
    const auto state = holt_winters(series, {4, SeasonKind::additive, 0.5, 0.2, 0.4});
    EXPECT_NEAR(state->level, 50 + 5, 1e-9);
    EXPECT_NEAR(state->slope, 0.2 * 5, 1e-9);
    EXPECT_NEAR(state->season.back(), 3 + 0.4 * 5, 1e-9);
    EXPECT_NEAR(state->squares, 100, 1e-9);
}

TEST(HoltWinters, GivesNothingWhereASeasonCannotBeDividedBy)
{
    EXPECT_FALSE(holt_winters(std::vector(12, 0.0), {4, SeasonKind::multiplicative, 1, 1, 1}));
    EXPECT_FALSE(holt_winters(std::vector(7, 1.0), {}));
}

} // namespace
