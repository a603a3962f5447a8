// SPDX-License-Identifier: EUPL-1.2
// Whatever lies behind a rounded figure must lie within its bounds, and no wider than it must.
#include "rules/statistics/rounding.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace {

using namespace tuermer::statistics;

double nearest(int count, int base)
{
    return base * std::round(static_cast<double>(count) / base);
}

TEST(BehindRounded, GivesTheWholeCountsThatRoundToTheFigure)
{
    EXPECT_EQ(behind_rounded(15, 5), (CertainBounds{13, 17}));
    EXPECT_EQ(behind_rounded(15, 3), (CertainBounds{14, 16}));
    EXPECT_EQ(behind_rounded(20, 10), (CertainBounds{15, 25}));
    EXPECT_EQ(behind_rounded(0, 5), (CertainBounds{0, 2}));
    EXPECT_EQ(behind_rounded(7, 1), (CertainBounds{7, 7}));
    EXPECT_EQ(behind_rounded(15, 3, RoundingWay::random), (CertainBounds{13, 17}));
    EXPECT_FALSE(behind_rounded(-5, 5));
    EXPECT_FALSE(behind_rounded(5, 0));
    EXPECT_FALSE(behind_rounded(5, 2.5));
    EXPECT_FALSE(behind_rounded(std::nan(""), 5));
}

TEST(BehindRounded, HoldsEveryTrueShareAndDifference)
{
    EXPECT_TRUE(rc::check([] {
        const int base = *rc::gen::element(3, 5, 10), whole = *rc::gen::inRange(12, 3000);
        const int part = *rc::gen::inRange(0, whole + 1), other = *rc::gen::inRange(0, whole + 1);
        const auto a = behind_rounded(nearest(part, base), base);
        const auto b = behind_rounded(nearest(other, base), base);
        const auto n = behind_rounded(nearest(whole, base), base);
        const auto share = share_of(*a, *n);
        const double truth = static_cast<double>(part) / whole;
        RC_ASSERT(share && share->lower <= truth && truth <= share->upper);
        const auto moved = difference_of(*a, *b);
        RC_ASSERT(moved.lower <= part - other && part - other <= moved.upper);
        const auto both = sum_of(*a, *b);
        RC_ASSERT(both.lower <= part + other && part + other <= both.upper);
    }));
}

TEST(RoundingVariance, IsThatOfEvenlySpreadDigits)
{
    for (const int base : {1, 3, 5, 10}) {
        double squares = 0;
        for (int count = 1000 * base; count < 1001 * base; ++count) {
            const double error = nearest(count, base) - count;
            squares += error * error / base;
        }
        EXPECT_NEAR(rounding_variance(base), squares, 1e-12) << base;
    }
    // Random rounding to 3: 0 stays, 1 and 2 go up or down with variance 2 each.
    EXPECT_NEAR(rounding_variance(3, RoundingWay::random), 4.0 / 3, 1e-12);
}

TEST(ShareOf, RefusesAWholeThatMayBeNobodyAndPartsBeyondTheirWhole)
{
    EXPECT_FALSE(share_of({0, 2}, {0, 2}));
    EXPECT_FALSE(share_of({30, 40}, {10, 20}));
    EXPECT_EQ(share_of({8, 12}, {8, 12})->upper, 1);
}

TEST(WilsonOfRounded, HoldsTheIntervalOfEveryCountBehindTheFigures)
{
    EXPECT_TRUE(rc::check([] {
        const int whole = *rc::gen::inRange(12, 800), part = *rc::gen::inRange(0, whole + 1);
        const auto a = behind_rounded(nearest(part, 5), 5),
                   n = behind_rounded(nearest(whole, 5), 5);
        const auto wide = wilson_of_rounded(*a, *n, 0.95), narrow = wilson(part, whole, 0.95);
        RC_ASSERT(wide->lower <= narrow->lower + 1e-12 && narrow->upper <= wide->upper + 1e-12);
    }));
}

TEST(WilsonOfRounded, IsWilsonsIntervalForUnroundedFigures)
{
    const auto is = wilson_of_rounded({48, 48}, {124, 124}, 0.95), wilsons = wilson(48, 124, 0.95);
    EXPECT_EQ(is, wilsons);
    EXPECT_FALSE(wilson_of_rounded({0, 2}, {0, 2}, 0.95));
    EXPECT_FALSE(wilson_of_rounded({48, 48}, {124, 124}, 1));
}

} // namespace
