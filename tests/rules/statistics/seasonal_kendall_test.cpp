// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/seasonal_kendall.hpp"

#include "rules/statistics/seeded_random.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;
using testing::ElementsAre;

const double gap = std::nan("");

std::vector<double> noise(std::size_t n, std::uint64_t seed)
{
    SeededRandom random(seed);
    std::vector<double> series(n);
    for (double& value : series) value = static_cast<double>(random.below(100000));
    return series;
}

SeasonalKendallSettings quarterly(bool between_seasons = false)
{
    return {.periods_per_year = 4, .between_seasons = between_seasons};
}

// Quarters over three years: 5 6 6, 9 9 11, 7 8 8, 4 5 7.
TEST(SeasonalKendall, AddsWhatTheSeasonsSay)
{
    const auto found =
        seasonal_kendall(std::vector<double>{5, 9, 7, 4, 6, 9, 8, 5, 6, 11, 8, 7}, quarterly());
    ASSERT_TRUE(found);
    EXPECT_THAT(found->season_s, ElementsAre(2, 2, 2, 3));
    EXPECT_EQ(found->s, 9);
    EXPECT_NEAR(found->variance, 3 * 8.0 / 3 + 11.0 / 3, 1e-12);
    EXPECT_NEAR(found->z, 8 / std::sqrt(35.0 / 3), 1e-12);
    EXPECT_EQ(*found->slope_per_year, 1);
    EXPECT_EQ(found->shortest_season, 3);
}

TEST(SeasonalKendall, DoesNotSeeTheSeason)
{
    const auto flat = noise(48, 5);
    auto seasonal = flat;
    for (std::size_t i = 0; i < seasonal.size(); ++i) seasonal[i] += i % 4 == 2 ? 1048576.0 : 0.0;
    const auto a = seasonal_kendall(flat, quarterly()), b = seasonal_kendall(seasonal, quarterly());
    EXPECT_EQ(a->s, b->s);
    EXPECT_EQ(*a->slope_per_year, *b->slope_per_year);
}

TEST(SeasonalKendall, IsMannKendallForAnnualFigures)
{
    const auto series = noise(30, 6);
    const auto seasonal = seasonal_kendall(series, {.periods_per_year = 1});
    const auto plain = mann_kendall(series);
    EXPECT_EQ(seasonal->s, plain.s);
    EXPECT_EQ(seasonal->p, plain.p);
}

// Two seasons that say the same are one season counted twice: four times its variance.
TEST(SeasonalKendall, KnowsWhenSeasonsRepeatEachOther)
{
    const auto season = noise(15, 7);
    std::vector<double> twice;
    for (const double value : season) twice.insert(twice.end(), {value, value + 1});
    const double once = mann_kendall(season).variance;
    SeasonalKendallSettings halves{.periods_per_year = 2, .between_seasons = true};
    EXPECT_NEAR(seasonal_kendall(twice, halves)->variance, 4 * once, 1e-9);
    halves.between_seasons = false;
    EXPECT_NEAR(seasonal_kendall(twice, halves)->variance, 2 * once, 1e-9);
}

TEST(SeasonalKendall, AllowsForGapsAndUnfinishedYears)
{
    const auto found =
        seasonal_kendall(std::vector<double>{1, gap, 3, 4, 2, 3, gap, 5, 3}, quarterly(true));
    ASSERT_TRUE(found);
    EXPECT_THAT(found->season_s, ElementsAre(3, 0, 0, 1));
    EXPECT_EQ(found->shortest_season, 1);
    EXPECT_TRUE(std::isfinite(found->z));
}

TEST(SeasonalKendall, HasNoSlopeWithinASingleYear)
{
    EXPECT_FALSE(seasonal_kendall(std::vector<double>{1, 2, 3}, quarterly())->slope_per_year);
    EXPECT_FALSE(seasonal_kendall({}, quarterly()));
}

} // namespace
