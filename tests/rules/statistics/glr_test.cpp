// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/glr.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace tuermer::statistics {
namespace {

const std::vector<double> counts{4, 6, 5, 3, 9, 12, 11};
const std::vector<double> means(7, 5.0);

// The same maximum by trying every onset and a fine grid of factors.
double by_exhaustion(std::size_t newest, double alpha)
{
    double best = 0;
    for (std::size_t onset = 0; onset <= newest; ++onset)
        for (double k = 0; k < 2; k += 1e-4) {
            double sum = 0;
            for (std::size_t i = onset; i <= newest; ++i)
                sum += counts[i] * k -
                       (alpha > 0 ? (counts[i] + 1 / alpha) *
                                        std::log((1 + alpha * 5 * std::exp(k)) / (1 + alpha * 5))
                                  : 5 * (std::exp(k) - 1));
            best = std::max(best, sum);
        }
    return best;
}

TEST(Glr, IsTheMaximumOverOnsetsAndFactors)
{
    for (const double alpha : {0.0, 0.3}) {
        const auto points = glr(counts, means, {.dispersion = alpha, .limit = 100});
        for (std::size_t i = 0; i < counts.size(); ++i)
            EXPECT_NEAR(points[i].statistic, by_exhaustion(i, alpha), 1e-6) << i << ' ' << alpha;
    }
}

TEST(Glr, NamesTheOnsetAndTheFactor)
{
    const auto point = glr(counts, means, {.limit = 100}).back();
    EXPECT_EQ(point.onset, 4);
    EXPECT_NEAR(std::exp(point.log_factor), 32.0 / 15, 1e-9);
}

TEST(Glr, SeesFalls)
{
    const std::vector<double> few{5, 5, 1, 0, 1};
    const auto point =
        glr(few, std::vector<double>(5, 5.0), {.limit = 100, .upward = false}).back();
    EXPECT_EQ(point.onset, 2);
    EXPECT_LT(point.log_factor, -1);
    EXPECT_DOUBLE_EQ(glr(few, std::vector<double>(5, 5.0), {.limit = 100}).back().statistic, 0);
}

TEST(Glr, StartsAnewAfterAnAlarm)
{
    const auto points = glr(counts, means, {.limit = 4});
    ASSERT_TRUE(points[5].alarm);
    const double alone = 11 * std::log(2.2) - 5 * 1.2;
    EXPECT_NEAR(points[6].statistic, alone, 1e-9);
}

TEST(Glr, AFixedFactorAddsUpLikelihoodRatios)
{
    const auto points = glr(counts, means, {.limit = 100, .fixed_log_factor = std::log(2)});
    EXPECT_DOUBLE_EQ(points[0].statistic, 0);
    EXPECT_NEAR(points[4].statistic, 9 * std::log(2) - 5, 1e-12);
    EXPECT_NEAR(points[6].statistic, 32 * std::log(2) - 15, 1e-12);
    EXPECT_EQ(points[6].onset, 4);
}

TEST(Glr, AGapAddsNothing)
{
    auto with_gap = counts;
    with_gap[5] = std::numeric_limits<double>::quiet_NaN();
    const auto points = glr(with_gap, means, {.limit = 100});
    EXPECT_NEAR(points[5].statistic, points[4].statistic, 1e-12);
}

// algo.glrnb(ret = "value") of R's surveillance 1.20.3 on counts with a mean of 4 (2): with a
// window an onset that long ago at least, without one none before so many periods have passed.
TEST(Glr, LooksAtTheOnsetsThatThePackageLooksAtWhenAsked)
{
    const std::vector<double> rises{2, 9, 3, 1, 0, 8}, falls{0, 0, 3, 1};
    const auto expect = [](const std::vector<double>& x, double mean, const GlrSettings& settings,
                           const std::vector<double>& statistics) {
        const auto points = glr(x, std::vector<double>(x.size(), mean), settings);
        for (std::size_t i = 0; i < x.size(); ++i)
            EXPECT_NEAR(points[i].statistic, statistics[i], 1e-6) << i;
    };
    expect(rises, 4, {.limit = 20, .window = 3, .as_package = true},
           {0, 0.502991042303881, 0.865581297297973, 0.0405551997559734, 0, 0});
    expect(rises, 4, {.limit = 20, .shortest = 3, .as_package = true},
           {0, 0, 0.865581297297973, 0.0405551997559734, 0, 1.54517744447956});
    expect(falls, 2, {.limit = 20, .upward = false, .as_package = true},
           {0, 0, 0.920558458320164, 1.22741127776022});
    expect(falls, 2, {.limit = 20, .window = 3, .upward = false, .as_package = true},
           {0, 0, 0.920558458320164, 1.22741127776022});
    EXPECT_NEAR(
        glr(falls, std::vector<double>(4, 2.0), {.limit = 20, .upward = false})[1].statistic, 4,
        1e-6);
}

} // namespace
} // namespace tuermer::statistics
