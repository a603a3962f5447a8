// SPDX-License-Identifier: EUPL-1.2
// Against trying every division.
#include "rules/statistics/pelt.hpp"

#include "rules/statistics/seeded_random.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <numbers>
#include <numeric>

namespace {

using namespace tuermer::statistics;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;

const double gap = std::nan("");

double cost_of(SegmentCost cost, const std::vector<double>& x, std::size_t from, std::size_t to)
{
    const auto m = static_cast<double>(to - from);
    const double sum = std::accumulate(x.begin() + static_cast<long>(from),
                                       x.begin() + static_cast<long>(to), 0.0);
    if (cost == SegmentCost::poisson) return sum > 0 ? 2 * sum * (std::log(m) - std::log(sum)) : 0;
    double squares = 0;
    for (std::size_t i = from; i < to; ++i) squares += std::pow(x[i] - sum / m, 2);
    if (cost == SegmentCost::mean) return squares;
    return m * (std::log(2 * std::numbers::pi) + std::log(std::max(squares / m, 1e-8)) + 1);
}

// The least penalised cost of x[from..] cut into segments of the shortest length or more.
double best_by_trying(const PeltSettings& settings, const std::vector<double>& x, std::size_t from)
{
    const auto shortest = static_cast<std::size_t>(settings.shortest_segment);
    double best = cost_of(settings.cost, x, from, x.size());
    for (std::size_t cut = from + shortest; cut + shortest <= x.size(); ++cut)
        best = std::min(best, cost_of(settings.cost, x, from, cut) + settings.penalty +
                                  best_by_trying(settings, x, cut));
    return best;
}

TEST(Pelt, IsAsGoodAsTryingEveryDivision)
{
    SeededRandom random(11);
    for (int round = 0; round < 60; ++round) {
        std::vector<double> x;
        for (std::size_t i = 0; i < 14; ++i)
            x.push_back(static_cast<double>(random.below(6) + (i >= 6 ? random.below(8) : 0)));
        for (const auto cost :
             {SegmentCost::mean, SegmentCost::poisson, SegmentCost::mean_variance})
            for (const int shortest : {1, 2, 4}) {
                const PeltSettings settings{cost, 1 + 0.1 * round, shortest};
                EXPECT_NEAR(pelt(x, settings)->penalised_cost, best_by_trying(settings, x, 0),
                            1e-9);
            }
    }
}

TEST(Pelt, FindsWhenTheLevelChanged)
{
    const auto found = pelt(std::vector<double>{1, 2, 1, 2, 9, 8, 9, 8, 9}, {});
    ASSERT_TRUE(found);
    const auto with = pelt(std::vector<double>{1, 2, 1, 2, 9, 8, 9, 8, 9}, {.penalty = 4});
    EXPECT_THAT(with->changes, ElementsAre(4));
    EXPECT_THAT(with->segment_means, ElementsAre(1.5, DoubleNear(8.6, 1e-12)));
}

TEST(Pelt, NamesPeriodsAlsoWhereSomeAreMissing)
{
    const std::vector<double> series{1, gap, 2, 1, 2, gap, gap, 9, 8, 9, 8};
    EXPECT_THAT(pelt(series, {.penalty = 4})->changes, ElementsAre(5));
}

TEST(Pelt, LeavesAConstantInOnePiece)
{
    const auto found = pelt(std::vector(15, 0.1), {.penalty = 5});
    EXPECT_THAT(found->changes, IsEmpty());
    EXPECT_EQ(found->penalised_cost, 0);
}

TEST(Pelt, LosesNothingToALargeLevel)
{
    const double level = 1e12;
    std::vector<double> series{1, 2, 1, 2, 9, 8, 9, 8, 9};
    for (double& value : series) value += level;
    EXPECT_THAT(pelt(series, {.penalty = 4})->changes, ElementsAre(4));
}

TEST(Pelt, RefusesWhatACostCannotBeComputedOf)
{
    EXPECT_FALSE(pelt({}, {}));
    EXPECT_FALSE(pelt(std::vector{1.0, -1.0}, {.cost = SegmentCost::poisson}));
    EXPECT_FALSE(pelt(std::vector{-1e300, 1e300}, {}));
}

TEST(ScaleOfDifferences, HardlySeesAShift)
{
    SeededRandom random(4);
    std::vector<double> series;
    for (int i = 0; i < 200; ++i)
        series.push_back(random.uniform() + random.uniform() + (i < 100 ? 0 : 50));
    EXPECT_NEAR(*scale_of_differences(series), std::sqrt(2.0 / 12), 0.08);
    EXPECT_FALSE(scale_of_differences(std::vector(9, 3.0)));
}

} // namespace
