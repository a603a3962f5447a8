// SPDX-License-Identifier: EUPL-1.2
// Against Montgomery's printed examples (Introduction to Statistical Quality Control) and R, and
// what each chart does with gaps, zeros and a baseline.
#include "rules/statistics/control_charts.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;
using Values = std::vector<std::optional<double>>;

// Frozen orange juice: leaking cans in samples of 50.
const Values cans{12, 15, 8, 10, 4,  7,  16, 9,  14, 10, 5,  6, 17, 12, 22,
                  8,  10, 5, 13, 11, 20, 18, 24, 15, 9,  12, 7, 13, 9,  6};

TEST(PChart, GivesMontgomerysOrangeJuice)
{
    const auto chart = p_chart(cans, Values(cans.size(), 50.0));
    ASSERT_TRUE(chart);
    EXPECT_NEAR(*chart->centre, 0.2313, 5e-5);
    EXPECT_NEAR(*chart->points[0].upper, 0.4102, 5e-5);
    EXPECT_NEAR(*chart->points[0].lower, 0.0524, 5e-5);
    for (std::size_t i = 0; i < cans.size(); ++i)
        EXPECT_EQ(*chart->points[i].signal, i == 14 || i == 22 ? 1 : 0) << i;
}

TEST(PChart, CutsItsLimitsToSharesAndLeavesOutWhatHasNoDenominator)
{
    const auto chart =
        p_chart(Values{0, 5, 2, 10, 0, 3, 0, {}}, Values{10, 10, 10, 10, 5, 7, 0, 9});
    ASSERT_TRUE(chart);
    EXPECT_NEAR(*chart->centre, 0.384615384615385, 1e-12);
    EXPECT_EQ(chart->points[0].lower, 0);
    EXPECT_EQ(chart->points[4].upper, 1);
    EXPECT_EQ(chart->points[3].signal, 1);
    EXPECT_FALSE(chart->points[6].value || chart->points[6].lower || chart->points[6].signal);
    EXPECT_FALSE(chart->points[7].signal);
    EXPECT_FALSE(p_chart(Values{3}, Values{2}));
    EXPECT_FALSE(p_chart(Values{3}, Values{}));
    EXPECT_FALSE(p_chart(Values{-1}, Values{2}));
}

TEST(PChart, SignalsAFallWithMinusOne)
{
    Values counts(20, 500.0);
    counts.push_back(300);
    EXPECT_EQ(p_chart(counts, Values(21, 1000.0))->points.back().signal, -1);
}

TEST(PChart, JudgesWhatComesAfterItsBaselineWithoutLearningFromIt)
{
    Values counts{9, 11, 10, 8, 12, 40}, sizes(6, 100.0);
    const auto chart = p_chart(counts, sizes, {.baseline = 5});
    EXPECT_NEAR(*chart->centre, 0.1, 1e-12);
    EXPECT_EQ(chart->points[5].signal, 1);
    counts[5] = 99;
    EXPECT_EQ(*p_chart(counts, sizes, {.baseline = 5})->points[2].upper, *chart->points[2].upper);
}

TEST(PChart, WithLaneysScatterWidensForLargeDenominators)
{
    const Values counts{4100, 4300, 3900, 4400, 4000, 4250}, sizes(6, 20000.0);
    const auto plain = p_chart(counts, sizes);
    const auto laney = p_chart(counts, sizes, {.limits = ChartLimits::laney});
    EXPECT_EQ(plain->scatter, 1);
    EXPECT_GT(*laney->scatter, 2);
    EXPECT_EQ(plain->points[3].signal, 1);
    EXPECT_EQ(laney->points[3].signal, 0);
}

TEST(PChart, DoesNotNarrowForAlarmsWhatScattersTooLittle)
{
    const Values counts{500, 501, 500, 501, 500, 501, 500, 501, 500, 501, 500, 508};
    const Values sizes(12, 1000.0);
    const auto laney = p_chart(counts, sizes, {.limits = ChartLimits::laney});
    const auto widened = p_chart(counts, sizes, {.limits = ChartLimits::laney_widened});
    EXPECT_LT(*laney->scatter, 0.2);
    EXPECT_EQ(widened->scatter, 1);
    EXPECT_EQ(laney->points[11].signal, 1);
    EXPECT_EQ(widened->points[11].signal, 0);
}

// Three expected cases, 1 %: qbinom(0.00135, 300, 0.01) = 0, qbinom(0.99865, 300, 0.01) = 9.
TEST(PChart, TakesExactLimitsForRareCases)
{
    const Values counts{3, 3, 3, 3}, sizes(4, 300.0);
    const auto chart = p_chart(counts, sizes, {.limits = ChartLimits::exact});
    EXPECT_EQ(chart->points[0].lower, 0);
    EXPECT_NEAR(*chart->points[0].upper, 9.0 / 300, 1e-12);
    const auto none = p_chart(Values{0, 0}, Values{5, 5}, {.limits = ChartLimits::exact});
    EXPECT_EQ(none->points[0].upper, 0);
    EXPECT_EQ(none->points[0].signal, 0);
}

TEST(PChart, HasNoCentreWithoutAnyPoint)
{
    const auto chart = p_chart(Values{{}, 1}, Values{3, 0});
    ASSERT_TRUE(chart);
    EXPECT_FALSE(chart->centre);
    EXPECT_FALSE(chart->points[1].value);
}

TEST(UChart, HasOneLimitPerExposure)
{
    const auto chart = u_chart(Values{10, 20, 45}, Values{10, 20, 20});
    EXPECT_NEAR(*chart->centre, 1.5, 1e-12);
    EXPECT_NEAR(*chart->points[0].upper, 1.5 + 3 * std::sqrt(1.5 / 10), 1e-12);
    EXPECT_NEAR(*chart->points[1].upper, 1.5 + 3 * std::sqrt(1.5 / 20), 1e-12);
    EXPECT_EQ(chart->points[2].signal, 0);
}

TEST(UChart, IsUndefinedWithLaneysScatterWhereNothingEverHappened)
{
    const auto chart = u_chart(Values{0, 0, 0}, Values{1, 2, 3}, {.limits = ChartLimits::laney});
    EXPECT_EQ(chart->points[0].value, 0);
    EXPECT_FALSE(chart->scatter);
    EXPECT_FALSE(chart->points[0].signal);
}

// Printed circuit boards: mean 19.85, limits 6.48 and 33.22.
TEST(CChart, GivesMontgomerysCircuitBoards)
{
    Values counts(26, 19.0);
    counts[0] = counts[1] = 30; // 24 * 19 + 60 = 516
    const auto chart = c_chart(counts);
    EXPECT_NEAR(*chart->centre, 19.85, 5e-3);
    EXPECT_NEAR(*chart->points[0].lower, 6.48, 5e-3);
    EXPECT_NEAR(*chart->points[0].upper, 33.22, 1.5e-2);
    EXPECT_EQ(c_chart(Values{10, {}, 10})->points[1].value, std::nullopt);
}

TEST(GChart, AgreesWithR)
{
    const auto chart = g_chart(Values{12, 3, 1, 7, 25, 14, {}, 2, 9, 1, 30, 4, 11});
    ASSERT_TRUE(chart);
    EXPECT_NEAR(chart->centre, 9.91666666666667, 1e-12);
    EXPECT_NEAR(chart->deviation, 9.40338296099394, 1e-12);
    EXPECT_EQ(chart->lower, 0);
    EXPECT_NEAR(chart->upper, 38.1268155496485, 1e-12);
    EXPECT_FALSE(g_chart(Values{}));
    EXPECT_FALSE(g_chart(Values{0, 4}));
}

TEST(ShortGap, HasTheGeometricProbability)
{
    EXPECT_NEAR(*short_gap_p(1, 10), 0.1, 1e-12);
    EXPECT_NEAR(*short_gap_p(2, 10), 1 - 0.9 * 0.9, 1e-12);
    EXPECT_EQ(*short_gap_p(0, 10), 0);
    EXPECT_EQ(*short_gap_p(1, 1), 1);
    EXPECT_FALSE(short_gap_p(1, 0.5));
}

// 10, 12, 11, 15: moving ranges 2, 1, 4.
TEST(XmrChart, GivesTheCaseWorkedByHandAndPassesOverGaps)
{
    const auto chart = xmr_chart(Values{10, 12, {}, 11, 15});
    ASSERT_TRUE(chart);
    EXPECT_NEAR(chart->centre, 12, 1e-12);
    EXPECT_NEAR(chart->mean_range, 7.0 / 3, 1e-12);
    EXPECT_NEAR(chart->sigma, 7.0 / 3 / 1.128, 1e-12);
    EXPECT_NEAR(chart->upper, 12 + 7 / 1.128, 1e-12);
    EXPECT_NEAR(chart->range_upper, 3.267 * 7 / 3, 1e-12);
    EXPECT_FALSE(xmr_chart(Values{10, {}}));
}

} // namespace
