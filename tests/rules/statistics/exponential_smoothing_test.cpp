// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/exponential_smoothing.hpp"

#include "rules/statistics/seeded_random.hpp"
#include "rules/statistics/simplex_search.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;
using testing::DoubleNear;
using testing::ElementsAre;

const double gap = std::nan("");

// By hand: expected 10 + 0.5 · 2 = 11, error 3; level 12.5, slope 1.3; expected 13.15, …
TEST(Smooth, FollowsTheRecursion)
{
    const DampedTrend model{0.5, 0.1, 0.5, 10, 2};
    const auto trend = smooth(std::vector<double>{14, 13.15, gap, 13, 13, 13, 13}, model);
    ASSERT_TRUE(trend);
    EXPECT_NEAR(trend->fitted[0], 11, 1e-12);
    EXPECT_NEAR(trend->fitted[1], 13.15, 1e-12);
    EXPECT_NEAR(trend->fitted[2], 13.15 + 0.325, 1e-12);
    EXPECT_NEAR(trend->fitted[3], 13.475 + 0.1625, 1e-12);
    EXPECT_NEAR(trend->variance, trend->squares / (6 - 5), 1e-12);
}

TEST(Smooth, NeedsADegreeOfFreedom)
{
    EXPECT_FALSE(smooth(std::vector<double>{1, 2, 3, 4, 5}, {0.5, 0.1, 0.9, 0, 0}));
    EXPECT_TRUE(smooth(std::vector<double>{1, 2, 3, 4, 5}, {0.5, 0.1, 1, 0, 0}));
}

TEST(ErrorWeights, AreWhatAnErrorLeavesBehind)
{
    EXPECT_THAT(
        error_weights({0.5, 0.2, 0.5, 0, 0}, 3),
        ElementsAre(DoubleNear(0.6, 1e-12), DoubleNear(0.65, 1e-12), DoubleNear(0.675, 1e-12)));
    EXPECT_THAT(error_weights({0.5, 0.2, 1, 0, 0}, 2),
                ElementsAre(DoubleNear(0.7, 1e-12), DoubleNear(0.9, 1e-12)));
}

TEST(Forecast, OfADampedTrendWidensByTheErrorsAhead)
{
    SmoothedTrend trend;
    trend.model = {0.5, 0.2, 0.5, 0, 0};
    trend.level = 10, trend.slope = 4, trend.variance = 4;
    const auto path = forecast(trend, 3, 0.95);
    EXPECT_THAT(path.mean, ElementsAre(12, 13, 13.5));
    EXPECT_NEAR(path.upper[2] - path.mean[2],
                1.959963985 * 2 * std::sqrt(1 + 0.6 * 0.6 + 0.65 * 0.65), 1e-8);
}

TEST(FitDampedTrend, LeavesNoMoreSquaresThanAFineGrid)
{
    SeededRandom random(31);
    std::vector<double> series;
    double level = 1e6;
    for (int i = 0; i < 40; ++i) {
        level += random.uniform() - 0.4;
        series.push_back(level + random.uniform());
    }
    const auto fitted = fit_damped_trend(series);
    ASSERT_TRUE(fitted);
    EXPECT_LE(fitted->beta, fitted->alpha);
    const double own = smooth(series, *fitted)->squares;
    for (double alpha = 0.05; alpha < 1; alpha += 0.1)
        for (double beta = 0.0001; beta <= alpha; beta += 0.1)
            for (const double phi : {0.8, 0.9, 0.98})
                for (double start = -1; start <= 2; start += 0.25) {
                    const DampedTrend tried{alpha, beta, phi, series[0] + start, 0.1};
                    EXPECT_LE(own, smooth(series, tried)->squares * (1 + 1e-9));
                }
}

TEST(FitDampedTrend, NeedsSevenValues)
{
    EXPECT_FALSE(fit_damped_trend(std::vector<double>{1, 2, 3, 4, 5, 6}));
    EXPECT_TRUE(fit_damped_trend(std::vector<double>{1, 2, 3, 5, 4, 6, 8}));
}

TEST(SimplexMinimum, FindsABowlsBottomAndStopsAtAWall)
{
    const auto bowl = [](const Point3& p) {
        return std::pow(p[0] - 0.3, 2) + 2 * std::pow(p[1] - 0.6, 2) + std::pow(p[2] - 1.5, 2) + 1;
    };
    const Point3 found = simplex_minimum(bowl, {{0, 0, 0}, {1, 1, 1}}, {0.9, 0.1, 0.5}, 400);
    EXPECT_THAT(found, ElementsAre(DoubleNear(0.3, 1e-3), DoubleNear(0.6, 1e-3), 1));
}

} // namespace
