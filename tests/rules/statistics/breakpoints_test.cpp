// SPDX-License-Identifier: EUPL-1.2
// Against trying every division.
#include "rules/statistics/breakpoints.hpp"

#include "rules/statistics/seeded_random.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <limits>

namespace {

using namespace tuermer::statistics;
using testing::ElementsAre;
using testing::IsEmpty;

const double gap = std::nan("");

double squares_left(SegmentModel model, const std::vector<double>& x, std::size_t from,
                    std::size_t to)
{
    double n = 0, t = 0, y = 0, tt = 0, ty = 0;
    for (std::size_t i = from; i < to; ++i) {
        const auto time = static_cast<double>(i);
        n += 1, t += time, y += x[i], tt += time * time, ty += time * x[i];
    }
    const double slope = model == SegmentModel::trend ? (n * ty - t * y) / (n * tt - t * t) : 0;
    double sum = 0;
    for (std::size_t i = from; i < to; ++i)
        sum += std::pow(x[i] - y / n - slope * (static_cast<double>(i) - t / n), 2);
    return sum;
}

double best_by_trying(SegmentModel model, const std::vector<double>& x, std::size_t from,
                      std::size_t breaks, std::size_t shortest)
{
    if (breaks == 0) return squares_left(model, x, from, x.size());
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t cut = from + shortest; cut + breaks * shortest <= x.size(); ++cut)
        best = std::min(best, squares_left(model, x, from, cut) +
                                  best_by_trying(model, x, cut, breaks - 1, shortest));
    return best;
}

TEST(Breakpoints, LeaveAsFewSquaresAsTryingEveryDivision)
{
    SeededRandom random(21);
    for (const auto model : {SegmentModel::mean, SegmentModel::trend}) {
        std::vector<double> x;
        for (int i = 0; i < 20; ++i) x.push_back(static_cast<double>(random.below(50)) + i);
        const auto found = breakpoints(x, {.smallest_share = 0.2, .model = model});
        ASSERT_TRUE(found);
        ASSERT_EQ(found->rest.size(), 4U);
        for (std::size_t m = 0; m < 4; ++m)
            EXPECT_NEAR(found->rest[m], best_by_trying(model, x, 0, m, 4), 1e-8);
    }
}

// Rest 86.25, 6.1667 and 5.5 with no, one and two breaks.
TEST(Breakpoints, TakeAsManyBreaksAsTheCriterionJustifies)
{
    const auto found = breakpoints(std::vector<double>{3, 4, 3, 5, 4, 3, 9, 8, 9, 10, 9, 8},
                                   {.smallest_share = 0.25});
    ASSERT_TRUE(found);
    EXPECT_THAT(found->breaks, ElementsAre(6));
    EXPECT_NEAR(found->rest[0], 86.25, 1e-9);
    EXPECT_NEAR(found->rest[1], 37.0 / 6, 1e-9);
    EXPECT_NEAR(*found->bic[0], 62.6924589699698, 1e-8);
}

TEST(Breakpoints, OfALineAreNotItsSlope)
{
    std::vector<double> series;
    SeededRandom random(2);
    for (int i = 0; i < 40; ++i) series.push_back(i + random.uniform() + (i < 24 ? 0 : 20));
    EXPECT_THAT(breakpoints(series, {.model = SegmentModel::trend})->breaks, ElementsAre(24));
    EXPECT_GT(breakpoints(series, {})->breaks.size(), 1U);
}

TEST(Breakpoints, NamePeriodsAlsoWhereSomeAreMissing)
{
    const std::vector<double> series{1, 2, gap, 1, 2, gap, 9, 8, 9, 8};
    EXPECT_THAT(breakpoints(series, {.smallest_share = 3})->breaks, ElementsAre(5));
    EXPECT_THAT(breakpoints(series, {.smallest_share = 3, .most_breaks = 0})->breaks, IsEmpty());
}

TEST(Breakpoints, AreNoneInAConstantAndOneInAPerfectStep)
{
    EXPECT_THAT(breakpoints(std::vector(12, 0.3), {.smallest_share = 0.25})->breaks, IsEmpty());
    const auto step = breakpoints(std::vector<double>{1, 1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 5},
                                  {.smallest_share = 0.25});
    EXPECT_THAT(step->breaks, ElementsAre(6));
    EXPECT_FALSE(step->bic[1]);
}

TEST(Breakpoints, NeedTwoSegmentsOfMoreThanTheModel)
{
    EXPECT_FALSE(breakpoints(std::vector<double>{1, 2, 3, 4, 5, 6}, {.smallest_share = 0.15}));
    EXPECT_FALSE(breakpoints(std::vector<double>{1, 2, 3}, {.smallest_share = 2}));
    EXPECT_FALSE(breakpoints({}, {}));
}

} // namespace
