// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/autocorrelation.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace {

using namespace tuermer::statistics;
using testing::DoubleNear;
using testing::ElementsAre;

const double gap = std::nan("");

// Deviations −1.5, −0.5, 0.5, 1.5; sum of squares 5.
TEST(Autocorrelations, AreWhatHandCalculationGives)
{
    EXPECT_THAT(
        autocorrelations(std::vector{1.0, 2.0, 3.0, 4.0}, 3),
        ElementsAre(DoubleNear(0.25, 1e-15), DoubleNear(-0.3, 1e-15), DoubleNear(-0.45, 1e-15)));
}

TEST(Autocorrelations, EndWhereTheSeriesEnds)
{
    EXPECT_EQ(autocorrelations(std::vector{1.0, 5.0, 2.0}, 12).size(), 2U);
    EXPECT_TRUE(autocorrelations(std::vector{1.0}, 12).empty());
    EXPECT_TRUE(autocorrelations({}, 12).empty());
}

TEST(Autocorrelations, AreZeroWithoutVariance)
{
    EXPECT_THAT(autocorrelations(std::vector(6, 0.1), 2), ElementsAre(0, 0));
}

// Present: 1, 3, 5 around 3. Lag 1: one pair (1, 3) over 1 + 1; lag 2: one pair (3, 5) over 1 + 2.
TEST(Autocorrelations, UseThePairsThatAreThere)
{
    const auto r = autocorrelations(std::vector{1.0, 3.0, gap, 5.0}, 3);
    EXPECT_THAT(r, ElementsAre(0, 0, DoubleNear(-4.0 / 4 / (8.0 / 3), 1e-15)));
}

TEST(Autocorrelations, NeverLeaveMinusOneToOne)
{
    rc::check("of a series without gaps", [](const std::vector<int>& figures) {
        std::vector<double> series(figures.begin(), figures.end());
        for (const double r : autocorrelations(series, 100)) RC_ASSERT(std::abs(r) <= 1 + 1e-12);
    });
}

} // namespace
