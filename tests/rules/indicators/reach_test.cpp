// SPDX-License-Identifier: EUPL-1.2
// The log of what was computed: only what a change can reach, each cell once.
#include "rules/indicators/graph.hpp"
#include "rules/indicators/region.hpp"
#include "tests/rules/indicators/figures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using namespace testing_figures;
using testing::ElementsAre;
using testing::IsEmpty;
using Computed = Graph::Computed;

const auto x = measure("x", "persons", {"area"}, Frequency::month);
const auto g = measure("g", "persons", {"area", "group"}, Frequency::month);
Period month(int n)
{
    return Period::month(2020, 1) + (n - 1);
}

std::string number(int i)
{
    return std::to_string(i);
}

// Six areas and 36 months of x and g, all 1.
Graph filled(const std::string& formula)
{
    auto graph = built({x, g}, {value("i", formula)});
    std::vector<Figure> of_x, of_g;
    for (int area = 0; area < 6; ++area)
        for (int m = 1; m <= 36; ++m) {
            of_x.push_back({{number(area)}, month(m), known(1)});
            for (const auto* group : {"a", "b"})
                of_g.push_back({{number(area), group}, month(m), known(1)});
        }
    take(graph, release({block(x, of_x), block(g, of_g)}));
    return graph;
}

std::vector<Computed> computed_for(const std::string& formula, const MeasureBlock& change)
{
    auto graph = filled(formula);
    take(graph, release({change}));
    return graph.last_computed();
}

MeasureBlock revised(int area, int m)
{
    return block(x, {{{number(area)}, month(m), known(2)}});
}
Computed cells(RowRange rows, int first, int last)
{
    return {0, rows, {month(first), month(last)}};
}

TEST(Reach, OfOneCellIsOneCell)
{
    EXPECT_THAT(computed_for("2 * x", revised(2, 5)), ElementsAre(cells({2, 3}, 5, 5)));
}

TEST(Reach, OfALagIsTheLaterPeriod)
{
    EXPECT_THAT(computed_for("x - lag(x, 1 y)", revised(2, 14)),
                ElementsAre(cells({2, 3}, 14, 14), cells({2, 3}, 26, 26)));
    EXPECT_THAT(computed_for("x - lag(x, 1 y)", revised(2, 5)), ElementsAre(cells({2, 3}, 17, 17)))
        << "before that there is no year before";
    EXPECT_THAT(computed_for("x - lag(x, 1 y)", revised(2, 30)),
                ElementsAre(cells({2, 3}, 30, 30)));
    EXPECT_THAT(computed_for("lag(x, 1 y)", revised(2, 30)), ElementsAre(cells({2, 3}, 42, 42)));
}

TEST(Reach, OfAWindowIsAllThatContainThePeriod)
{
    EXPECT_THAT(computed_for("mean(x, 1 q)", revised(2, 5)), ElementsAre(cells({2, 3}, 5, 7)));
    EXPECT_THAT(computed_for("mean(x, 1 q)", revised(2, 36)), ElementsAre(cells({2, 3}, 36, 36)));
    EXPECT_THAT(computed_for("mean(x, 1 q)", revised(2, 1)), ElementsAre(cells({2, 3}, 3, 3)));
    EXPECT_THAT(computed_for("max(lag(x, 1 q), 2 periods)", revised(2, 5)),
                ElementsAre(cells({2, 3}, 8, 9)));
}

TEST(Reach, OfAnIndexIsThePeriodUnlessItIsTheBase)
{
    EXPECT_THAT(computed_for("index(x, 2020-03)", revised(2, 5)), ElementsAre(cells({2, 3}, 5, 5)));
    EXPECT_THAT(computed_for("index(x, 2020-03)", revised(2, 3)),
                ElementsAre(cells({2, 3}, 1, 36)));
}

TEST(Reach, OfAnAggregateIsTheGroup)
{
    const auto change = block(g, {{{"4", "b"}, month(7), known(2)}});
    EXPECT_THAT(computed_for("sum(g over group)", change), ElementsAre(cells({4, 5}, 7, 7)));
    EXPECT_THAT(computed_for("sum(g over area)", change), ElementsAre(cells({1, 2}, 7, 7)));
    EXPECT_THAT(computed_for("median(g over area, group)", change),
                ElementsAre(cells({0, 1}, 7, 7)));
}

TEST(Reach, OfAComparisonAreaIsEveryArea)
{
    EXPECT_THAT(computed_for("x - at(x, area='3')", revised(3, 7)),
                ElementsAre(cells({0, 6}, 7, 7)));
    EXPECT_THAT(computed_for("x - at(x, area='3')", revised(2, 7)),
                ElementsAre(cells({2, 3}, 7, 7)));
}

TEST(Reach, OfACarriedDimensionIsEachOfItsRows)
{
    EXPECT_THAT(computed_for("g / x", revised(3, 7)), ElementsAre(cells({6, 8}, 7, 7)));
    EXPECT_THAT(computed_for("g{group='b'} / x", revised(3, 7)), ElementsAre(cells({3, 4}, 7, 7)));
    EXPECT_THAT(computed_for("g{group='b'}", block(g, {{{"4", "a"}, month(7), known(2)}})),
                IsEmpty());
}

TEST(Reach, OfANewMonthForAllAreasIsOneBlock)
{
    std::vector<Figure> figures;
    for (int area = 5; area >= 0; --area) figures.push_back({{number(area)}, month(37), known(3)});
    EXPECT_THAT(computed_for("2 * x", block(x, figures)), ElementsAre(cells({0, 6}, 37, 37)));
}

TEST(Reach, EndsWhereResultsAreTheSame)
{
    auto graph = built({x}, {value("sign", "min(x, 1 periods) / x"), value("above", "3 * sign")});
    take(graph, release({revised(0, 1)}));
    EXPECT_THAT(take(graph, release({block(x, {{{"0"}, month(1), known(7)}})})), IsEmpty());
    EXPECT_THAT(graph.last_computed(), ElementsAre(cells({0, 1}, 1, 1)));
}

TEST(Reach, OfARevisionThatChangesNothingIsNothing)
{
    auto graph = filled("2 * x");
    EXPECT_THAT(take(graph, release({block(x, {{{"2"}, month(5), known(1)}})})), IsEmpty());
    EXPECT_THAT(graph.last_computed(), IsEmpty());
}

TEST(Reach, OfAMarkAloneMovesTheCell)
{
    auto graph = filled("2 * x");
    const auto provisional = block(x, {{{"2"}, month(5), known(1, Status::provisional)}});
    EXPECT_THAT(take(graph, release({provisional})),
                ElementsAre(Moved{0, {2, 3}, {month(5), month(5)}}));
}

TEST(Region, IsTheSameForTheSameCells)
{
    Region region;
    for (const auto& rect : {Rect{4, 5, 7, 7}, Rect{0, 3, 1, 4}, Rect{2, 4, 3, 9}, Rect{0, 2, 8, 8},
                             Rect{3, 4, 1, 2}, Rect{0, 1, 1, 1}})
        region.add(rect);
    region.normalise();
    EXPECT_THAT(region.rects(), ElementsAre(Rect{0, 2, 1, 4}, Rect{0, 2, 8, 8}, Rect{2, 4, 1, 9},
                                            Rect{4, 5, 7, 7}));
}

TEST(Region, JoinsPeriodsThatTouch)
{
    Region region;
    region.add({0, 5, 1, 3});
    region.add({0, 5, 4, 6});
    region.normalise();
    EXPECT_THAT(region.rects(), ElementsAre(Rect{0, 5, 1, 6}));
    EXPECT_THAT(region.clipped({2, 3}).rects(), ElementsAre(Rect{0, 5, 2, 3}));
    EXPECT_THAT(region.clipped({7, 9}).rects(), IsEmpty());
    EXPECT_THAT(region.shifted(10).rects(), ElementsAre(Rect{0, 5, 11, 16}));
}

} // namespace
} // namespace tuermer
