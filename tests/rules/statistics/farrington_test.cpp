// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/farrington.hpp"
#include "rules/statistics/farrington_reference.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace tuermer::statistics {
namespace {

// Ten years of months around 20 with a season, repeatable.
std::vector<double> seasonal_counts(int periods)
{
    std::vector<double> counts;
    unsigned state = 7;
    for (int i = 0; i < periods; ++i) {
        state = state * 1664525u + 1013904223u;
        const double noise = static_cast<double>(state >> 24) / 256 - 0.5;
        counts.push_back(std::round(20 + 8 * std::sin(i * 0.5235987756) + 9 * noise));
    }
    return counts;
}

FarringtonSettings municipal()
{
    return {.half_window = 1, .alpha = 0.01};
}

TEST(FarringtonReference, IsTheSameSeasonOfEarlierYears)
{
    const auto blocks = reference_blocks(25, {12, 2, 1, 1, 1});
    const std::vector<int> expected{1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1,
                                    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    EXPECT_EQ(blocks, expected);
}

TEST(FarringtonReference, CutsTheRestOfTheYearIntoBlocksTheOlderOnesLonger)
{
    const auto blocks = reference_blocks(5, {4, 1, 0, 3, 0});
    EXPECT_EQ(blocks, (std::vector<int>{3, 1, 1, 2, 0}));
}

TEST(Farrington, AlarmsOnATripledCountAndNotOnAnUsualOne)
{
    auto counts = seasonal_counts(100);
    const auto calm = farrington(counts, {}, municipal());
    ASSERT_TRUE(calm && calm->upper);
    EXPECT_FALSE(calm->alarm);
    counts.back() = 3 * calm->expected;
    const auto high = farrington(counts, {}, municipal());
    ASSERT_TRUE(high);
    EXPECT_TRUE(high->alarm);
    EXPECT_LT(high->p_value, 1e-4);
    EXPECT_NEAR(high->expected, calm->expected, 1e-9); // the judged count is not learnt from
}

TEST(Farrington, SaysNothingWithTooShortAHistoryOrWithoutTheNewestCount)
{
    auto counts = seasonal_counts(61);
    EXPECT_FALSE(farrington(counts, {}, municipal()));
    counts = seasonal_counts(100);
    counts.back() = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(farrington(counts, {}, municipal()));
}

TEST(Farrington, AGrownPopulationExplainsGrownCounts)
{
    auto counts = seasonal_counts(100);
    std::vector<double> population(100, 1000);
    population.back() = 3000;
    counts.back() *= 3;
    EXPECT_TRUE(farrington(counts, {}, municipal())->alarm);
    EXPECT_FALSE(farrington(counts, population, municipal())->alarm);
}

TEST(Farrington, AfterNothingButNoughtsOneCaseIsNoAlarmWhenCorrected)
{
    std::vector<double> counts(76, 0.0);
    counts[74] = 5;
    counts.back() = 1;
    FarringtonSettings settings{.half_window = 0, .alpha = 0.01};
    EXPECT_FALSE(farrington(counts, {}, settings)->alarm);
    settings.mode = FarringtonMode::parity;
    EXPECT_TRUE(farrington(counts, {}, settings)->alarm);
}

TEST(Farrington, WithFewerThanFiveCasesInFourPeriodsHasNoLimit)
{
    std::vector<double> counts(76, 0.0);
    counts.back() = 4;
    const auto point = farrington(counts, {}, municipal());
    ASSERT_TRUE(point);
    EXPECT_FALSE(point->upper);
    EXPECT_FALSE(point->alarm);
}

TEST(Farrington, APastOutbreakCountsLessWhenReweighted)
{
    auto counts = seasonal_counts(100);
    counts[99 - 24] += 200;
    FarringtonSettings open = municipal();
    open.reweight = false;
    EXPECT_LT(*farrington(counts, {}, municipal())->upper, *farrington(counts, {}, open)->upper);
}

// farringtonFlexible(b = 6, w = 0, noPeriods = 1, alpha = 0.05, trend = FALSE) of R's surveillance
// 1.20.3 on yearly counts: no limit with a gap among the last four, the p-value all the same.
TEST(Farrington, OfThePackageKnowsNoNumberOfCasesWithAGap)
{
    FarringtonSettings yearly{.frequency = 1, .years = 6, .half_window = 0, .trend = false};
    yearly.mode = FarringtonMode::parity;
    std::vector<double> counts{7, 9, 6, 8, 7, 9, 6, 8, 9};
    EXPECT_NEAR(*farrington(counts, {}, yearly)->upper, 12.2239584751207, 1e-4);
    counts[7] = std::nan("");
    const auto gap = farrington(counts, {}, yearly);
    ASSERT_TRUE(gap);
    EXPECT_FALSE(gap->upper);
    EXPECT_FALSE(gap->alarm);
    EXPECT_NEAR(gap->p_value, 0.259956479303967, 1e-4);
    yearly.mode = FarringtonMode::corrected;
    EXPECT_TRUE(farrington(counts, {}, yearly)->upper);
    counts[8] = std::nan("");
    EXPECT_FALSE(farrington(counts, {}, yearly));
    yearly.mode = FarringtonMode::parity;
    EXPECT_FALSE(farrington(counts, {}, yearly)->upper);
}

// The mean's upper limit is infinite there; R answers NA. It once searched for ever.
TEST(Farrington, HasNoLimitAboveNothingButZerosInThePackagesThirdForm)
{
    FarringtonSettings yearly{.frequency = 1, .years = 6, .half_window = 0, .trend = false};
    yearly.mode = FarringtonMode::parity;
    yearly.threshold = FarringtonThreshold::muan;
    const auto point = farrington(std::vector<double>{0, 0, 0, 0, 0, 0, 0, 0, 5}, {}, yearly);
    EXPECT_TRUE(!point || !point->upper);
}

// farringtonFlexible(b = 2, w = 0, noPeriods = 1, alpha = 0.05, trend = FALSE) of R's surveillance
// 1.20.3 on quarterly counts.
TEST(Farrington, OfThePackageIsContentWithTwoReferences)
{
    FarringtonSettings quarterly{.frequency = 4, .years = 2, .half_window = 0, .trend = false};
    quarterly.mode = FarringtonMode::parity;
    const std::vector<double> counts{7, 9, 6, 8, 7, 9, 6, 8, 9};
    const auto point = farrington(counts, {}, quarterly);
    ASSERT_TRUE(point && point->upper);
    EXPECT_NEAR(*point->upper, 11.7756790357, 1e-6);
    EXPECT_NEAR(point->p_value, 0.234575235463, 1e-6);
    quarterly.mode = FarringtonMode::corrected;
    EXPECT_FALSE(farrington(counts, {}, quarterly));
}

} // namespace
} // namespace tuermer::statistics
