// SPDX-License-Identifier: EUPL-1.2
// The statistic against its definition, its law against printed critical values.
#include "rules/statistics/sup_f.hpp"

#include "rules/statistics/seeded_random.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;

// Andrews, Econometrica 2003, corrected table 1, for candidates between 15 and 85 %. His values are
// simulated on a grid of 3600 points and therefore a little small: the true p lies above.
TEST(SupWaldP, LiesJustAboveAndrewsSimulatedValues)
{
    const double span = 0.85 * 0.85 / (0.15 * 0.15);
    const auto just_above = [](double nominal) {
        return testing::AllOf(testing::Gt(nominal), testing::Lt(1.13 * nominal));
    };
    EXPECT_THAT(sup_wald_p(7.12, 1, span), just_above(0.10));
    EXPECT_THAT(sup_wald_p(8.68, 1, span), just_above(0.05));
    EXPECT_THAT(sup_wald_p(12.16, 1, span), just_above(0.01));
    EXPECT_THAT(sup_wald_p(10.00, 2, span), just_above(0.10));
    EXPECT_THAT(sup_wald_p(11.72, 2, span), just_above(0.05));
    EXPECT_THAT(sup_wald_p(15.56, 2, span), just_above(0.01));
}

// The backward equation of the squared Ornstein–Uhlenbeck process, solved once by finite
// differences on 4000 cells and 8000 steps.
TEST(SupWaldP, AgreesWithFiniteDifferences)
{
    const double span = 0.85 * 0.85 / (0.15 * 0.15);
    EXPECT_NEAR(sup_wald_p(5, 1, span), 0.267154, 1e-5);
    EXPECT_NEAR(sup_wald_p(8.68, 1, span), 0.054236, 1e-6);
    EXPECT_NEAR(sup_wald_p(15.56, 1, span), 0.00230078, 1e-7);
    EXPECT_NEAR(sup_wald_p(8.68, 2, span), 0.174797, 3e-6);
    EXPECT_NEAR(sup_wald_p(3.84, 1, 1.1), 0.084498, 1e-6);
}

TEST(SupWaldP, IsChiSquaredForASingleCandidate)
{
    EXPECT_NEAR(sup_wald_p(3.841459, 1, 1), 0.05, 1e-6);
    EXPECT_NEAR(sup_wald_p(5.991465, 2, 1), 0.05, 1e-6);
}

TEST(SupWaldP, FallsWithoutAJumpAndGrowsWithTheCandidates)
{
    for (const int q : {1, 2}) {
        double last = 1;
        for (double x = 0.05; x < 60; x += 0.05) {
            const double p = sup_wald_p(x, q, 32);
            EXPECT_LE(p, last * (1 + 1e-9) + 1e-13);
            EXPECT_GE(p, sup_wald_p(x, q, 8) - 1e-13);
            last = p;
        }
        EXPECT_GT(sup_wald_p(44.999, q, 32), sup_wald_p(45.001, q, 32));
        EXPECT_NEAR(sup_wald_p(44.999, q, 32) / sup_wald_p(45.001, q, 32), 1, 0.05);
    }
}

// As R's strucchange 1.5-3 prints them, on its grid of shares, between, and beyond its ends.
TEST(SupWaldPOfHansen, IsWhatOthersPrint)
{
    EXPECT_NEAR(sup_wald_p_of_hansen(8.68, 1, 289.0 / 9), 0.0483930010305, 1e-10);
    EXPECT_NEAR(sup_wald_p_of_hansen(8.68, 2, 289.0 / 9), 0.158808170344, 1e-10);
    EXPECT_NEAR(sup_wald_p_of_hansen(3, 1, 289.0 / 9), 0.553968569547, 1e-10);
    EXPECT_NEAR(sup_wald_p_of_hansen(20, 1, 16), 0.000185985797287, 1e-14);
    EXPECT_NEAR(sup_wald_p_of_hansen(5, 2, 7), 0.411327617527, 1e-10);
    EXPECT_NEAR(sup_wald_p_of_hansen(12.5, 1, 20000), 0.0171238810812, 1e-10);
    EXPECT_NEAR(sup_wald_p_of_hansen(1, 2, 9), 1, 1e-10);
    EXPECT_NEAR(sup_wald_p_of_hansen(6, 1, 1.05), 0.0190725165476, 1e-10);
    EXPECT_NEAR(sup_wald_p_of_hansen(9.25, 2, 1.13), 0.0183327217678, 1e-10);
}

TEST(SupWaldPOfHansen, LiesNearTheLaw)
{
    for (const int q : {1, 2})
        for (const double span : {1.5, 4.0, 32.0, 400.0})
            for (const double x : {4.0, 8.0, 12.0, 20.0}) {
                const double law = sup_wald_p(x, q, span);
                EXPECT_NEAR(sup_wald_p_of_hansen(x, q, span), law, 0.004 + 0.15 * law);
            }
}

// Before a break after k: mean 2 and 8 at k = 4 of 8; squares 0.8 + 0.8 of 73.6.
TEST(SupF, IsTheLargestOfAllCandidates)
{
    const std::vector<double> series{2.4, 1.6, 2.4, 1.6, 8.4, 7.6, 8.4, 7.6};
    const auto found = sup_f(series, {.from = 2});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->f.size(), 5U);
    EXPECT_EQ(found->last_before, 4);
    const double whole = 8 * 0.16 + 8 * 9;
    EXPECT_NEAR(found->largest, (whole - 1.28) / 1.28 * 6, 1e-9);
    EXPECT_LT(found->p, 1e-6);
}

TEST(SupF, OfALineDoesNotTakeTheSlopeForABreak)
{
    SeededRandom random(8);
    std::vector<double> series;
    for (int i = 0; i < 60; ++i) series.push_back(2 * i + random.uniform());
    EXPECT_GT(sup_f(series, {.model = SegmentModel::trend})->p, 0.05);
    EXPECT_LT(sup_f(series, {})->p, 1e-6);
}

TEST(SupF, KeepsItsLevel)
{
    int alarms = 0;
    SeededRandom random(9);
    for (int round = 0; round < 1000; ++round) {
        std::vector<double> series;
        for (int i = 0; i < 200; ++i)
            series.push_back(random.uniform() + random.uniform() + random.uniform());
        alarms += sup_f(series, {})->p < 0.05;
    }
    EXPECT_NEAR(alarms, 50, 22); // three standard deviations of 1000 draws
}

TEST(SupF, HasNothingToSayOfAConstantOrAPerfectStep)
{
    EXPECT_EQ(sup_f(std::vector(20, 0.7), {})->p, 1);
    EXPECT_FALSE(sup_f(std::vector<double>{1, 1, 1, 1, 5, 5, 5, 5}, {.from = 2}));
    EXPECT_FALSE(sup_f(std::vector<double>{1, 2, 3}, {}));
}

} // namespace
