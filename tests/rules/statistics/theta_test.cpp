// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/theta.hpp"

#include "rules/statistics/seeded_random.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;
using testing::DoubleNear;
using testing::Each;

TEST(Theta, KeepsAConstant)
{
    const auto path = theta_forecast(std::vector(12, 7.0), {.horizon = 3});
    ASSERT_TRUE(path);
    EXPECT_THAT(path->mean, Each(DoubleNear(7, 1e-9)));
    EXPECT_THAT(path->lower, Each(DoubleNear(7, 1e-9)));
}

// Smoothing that learns at once follows the last value; the drift adds half the slope.
TEST(Theta, AddsHalfTheSlopeEachPeriod)
{
    std::vector<double> line;
    for (int i = 0; i < 40; ++i) line.push_back(3 * i);
    const auto path = theta_forecast(line, {.horizon = 3});
    EXPECT_NEAR(path->mean[1] - path->mean[0], 1.5, 1e-9);
    EXPECT_NEAR(path->mean[0], 117 + 1.5, 0.01);
}

TEST(Theta, ContinuesASignificantSeason)
{
    SeededRandom random(5);
    std::vector<double> series;
    for (int i = 0; i < 48; ++i)
        series.push_back((100 + random.uniform()) * (i % 4 == 2 ? 1.5 : 1));
    const auto path = theta_forecast(series, {.periods_per_year = 4, .horizon = 4});
    EXPECT_NEAR(path->mean[2] / path->mean[1], 1.5, 0.02);
    EXPECT_NEAR(path->mean[3] / path->mean[1], 1, 0.02);
    const auto without = theta_forecast(series, {.periods_per_year = 1, .horizon = 4});
    EXPECT_NEAR(without->mean[2] / without->mean[1], 1, 0.02);
}

TEST(Theta, WidensWithTheHorizon)
{
    SeededRandom random(6);
    std::vector<double> series{5};
    for (int i = 0; i < 40; ++i) series.push_back(series.back() + random.uniform() - 0.5);
    const auto path = theta_forecast(series, {.horizon = 5});
    for (std::size_t h = 1; h < 5; ++h)
        EXPECT_GT(path->upper[h] - path->lower[h], path->upper[h - 1] - path->lower[h - 1]);
}

TEST(Theta, RefusesGapsAndShortSeries)
{
    EXPECT_FALSE(theta_forecast(std::vector{1.0, 2.0}, {}));
    EXPECT_FALSE(theta_forecast(std::vector{1.0, std::nan(""), 2.0, 3.0}, {}));
}

// thetaf(ts(x), h = 2) of forecast 8.20, R 4.2.2: a constant level would leave fewer squares.
TEST(Theta, TakesTheValleyNextToTheCustomaryStart)
{
    const std::vector<double> series{0,    -0.2, -1.4, -0.6, 0.3,  0.4, -1.2, -0.4,
                                     -1.6, -0.3, 1.1,  0.8,  -0.2, 1,   0.7,  0.1};
    const auto path = theta_forecast(series, {.horizon = 2});
    ASSERT_TRUE(path);
    EXPECT_NEAR(path->mean[0], 0.393417333963, 1e-3);
    EXPECT_NEAR(path->mean[1], 0.431432039846, 1e-3);
    EXPECT_NEAR(path->lower[0], -1.30894048845, 1e-3);
}

} // namespace
