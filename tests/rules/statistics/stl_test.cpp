// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/stl.hpp"

#include "rules/statistics/loess.hpp"
#include "rules/statistics/present_values.hpp"
#include "rules/statistics/seeded_random.hpp"
#include "rules/statistics/stl_gaps.hpp"
#include "rules/statistics/stl_spread.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace {

using namespace tuermer::statistics;

const std::vector<double> season{3, -1, -4, 2};

std::vector<double> level_and_season(std::size_t n)
{
    std::vector<double> series;
    for (std::size_t i = 0; i < n; ++i) series.push_back(50 + season[i % 4]);
    return series;
}

TEST(Loess, FollowsALineWithAnyWindowAndJump)
{
    std::vector<double> line;
    for (int i = 0; i < 23; ++i) line.push_back(5 - 0.5 * i);
    for (const std::size_t window : {5U, 11U, 61U})
        for (const std::size_t jump : {1U, 4U, 30U}) {
            const auto fit = loess(line, {window, 1, jump}, {});
            for (std::size_t i = 0; i < line.size(); ++i) EXPECT_NEAR(fit[i], line[i], 1e-10);
        }
}

// Distances 1, 0, 1 of a bandwidth of 1: only the middle point is left.
TEST(Loess, OfDegreeZeroIsTheTricubeMean)
{
    const std::vector<double> values{1, 4, 2, 8, 5, 7};
    EXPECT_NEAR(loess(values, {3, 0, 1}, {})[2], 2, 1e-12);
    const double w = std::pow(1 - 1.0 / 8, 3); // at half of a bandwidth of 2
    EXPECT_NEAR(loess(values, {5, 0, 1}, {})[2], (2 + w * (4 + 8)) / (1 + 2 * w), 1e-12);
}

TEST(Loess, LeavesOutWhatHasNoRobustnessWeight)
{
    std::vector<double> values(11, 3.0), weights(11, 1.0);
    values[5] = 1e6;
    weights[5] = 0;
    for (const double fit : loess(values, {5, 1, 1}, weights)) EXPECT_NEAR(fit, 3, 1e-9);
}

TEST(Stl, TakesALevelAndItsSeasonApart)
{
    for (const bool robust : {false, true}) {
        const auto series = level_and_season(24);
        const auto parts = stl(series, {4, std::nullopt, robust});
        ASSERT_TRUE(parts);
        for (std::size_t i = 0; i < series.size(); ++i) {
            EXPECT_NEAR(parts->season[i], season[i % 4], 1e-9);
            EXPECT_NEAR(parts->trend[i], 50, 1e-9);
        }
    }
}

TEST(Stl, PartsAddUpToTheSeries)
{
    SeededRandom random(12);
    auto series = level_and_season(60);
    for (double& value : series) value += 10 * random.uniform();
    const auto parts = stl(series, {4, 7, true});
    for (std::size_t i = 0; i < series.size(); ++i)
        EXPECT_NEAR(parts->season[i] + parts->trend[i] + parts->remainder[i], series[i], 1e-9);
}

TEST(Stl, PeriodicHasTheSameSeasonEachYearAndAWindowFollowsIt)
{
    std::vector<double> series;
    for (std::size_t i = 0; i < 80; ++i)
        series.push_back(static_cast<double>(i) / 20 * season[i % 4]);
    const auto same = stl(series, {4, std::nullopt, false}), moving = stl(series, {4, 7, false});
    EXPECT_DOUBLE_EQ(same->season[0], same->season[76]);
    EXPECT_LT(moving->season[4], 2);
    EXPECT_GT(moving->season[72], 9);
}

TEST(Stl, RobustPutsAnOutlierIntoTheRemainder)
{
    SeededRandom random(12);
    auto series = level_and_season(48);
    for (double& value : series) value += random.uniform();
    const auto before = stl(series, {4, std::nullopt, true});
    series[21] += 500;
    const auto after = stl(series, {4, std::nullopt, true});
    EXPECT_NEAR(after->remainder[21] - before->remainder[21], 500, 2);
    EXPECT_LT(stl(series, {4, std::nullopt, false})->remainder[21], 450);
}

TEST(Stl, FillsGapsAlongSeasonAndTrend)
{
    auto series = level_and_season(24);
    series[9] = series[10] = std::nan("");
    const auto parts = stl(series, {4, std::nullopt, false});
    ASSERT_TRUE(parts);
    EXPECT_NEAR(parts->season[9] + parts->trend[9], 50 - 1, 1e-9);
    EXPECT_NEAR(parts->remainder[10], 0, 1e-9);
    EXPECT_EQ(with_gaps_filled(std::vector{std::nan(""), 2.0, 3.0, 2.0}, 1)->front(), 2);
}

TEST(Stl, NeedsMoreThanTwoYearsAndAValueInEachSeason)
{
    EXPECT_FALSE(stl(level_and_season(8), {4, std::nullopt, false}));
    EXPECT_TRUE(stl(level_and_season(9), {4, std::nullopt, false}));
    EXPECT_FALSE(stl(level_and_season(20), {1, std::nullopt, false}));
    auto series = level_and_season(20);
    for (std::size_t i = 1; i < series.size(); i += 4) series[i] = std::nan("");
    EXPECT_FALSE(stl(series, {4, std::nullopt, false}));
}

// Of an odd number there is one middle, which no order of asking can miss.
TEST(RobustnessWidth, IsSixMediansOfAnOddNumber)
{
    rc::check([](std::vector<std::uint16_t> figures) {
        if (figures.size() % 2 == 0) figures.push_back(7);
        std::vector<double> distances(figures.begin(), figures.end());
        const double width = robustness_width(distances);
        RC_ASSERT(width == 6 * sequences::middle(distances));
    });
}

TEST(RobustnessWidth, OfAnEvenNumberIsNotFarFromSixMedians)
{
    SeededRandom random(3);
    std::vector<double> distances(144);
    for (double& distance : distances) distance = random.uniform();
    const double width = robustness_width(distances);
    EXPECT_NEAR(width / (6 * sequences::middle(distances)), 1, 0.1);
}

// stl(ts(x, frequency = 4), s.window = 8) of R 4.2.2: the trend's window follows from 8, not
// from 9.
TEST(Stl, TakesAnEvenWindowAsR)
{
    const std::vector<double> series{12, 15, 9, 20, 13, 17, 10, 24, 12, 18, 12, 25, 15};
    const auto parts = stl(series, {.periods_per_year = 4, .season_window = 8});
    ASSERT_TRUE(parts);
    EXPECT_NEAR(parts->season[0], -2.6867244323604, 1e-9);
    EXPECT_NEAR(parts->season[12], -2.95241176065306, 1e-9);
    EXPECT_NEAR(parts->trend[6], 15.7408712869403, 1e-9);
    EXPECT_NEAR(parts->trend[12], 18.1161541372856, 1e-9);
}

} // namespace
