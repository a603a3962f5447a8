// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/graph.hpp"
#include "tests/rules/indicators/figures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace tuermer {
namespace {

using namespace testing_figures;

const auto year = Frequency::year;
const auto g = measure("pupils", "persons", {"area", "group"}, year);
const auto x = measure("population", "persons", {"area"}, year);
Period y(int number)
{
    return Period::year(number);
}

Graph held()
{
    auto graph = built({g, x}, {value("i", "sum(pupils over group) / population")});
    take(graph,
         release({block(g, {{{"1", "a"}, y(2020), known(1)}, {{"1", "b"}, y(2020), known(2)}}),
                  block(x, {{{"1"}, y(2020), known(30)}})}));
    return graph;
}

std::string refusal(const Release& refused, Language language = Language::en)
{
    auto graph = held();
    const auto changed = graph.absorb(refused);
    EXPECT_EQ(graph.panel(0).rows(), 2U);
    EXPECT_EQ(graph.panel(1).rows(), 1U);
    EXPECT_EQ(at(graph.panel(1), {"1"}, y(2020)), known(30)) << "nothing may be taken in";
    if (changed) return "none";
    EXPECT_EQ(changed.error().where, "test");
    return changed.error().what.in(language);
}

const auto sound = block(x, {{{"1"}, y(2020), known(99)}, {{"2"}, y(2020), known(1)}});

TEST(Absorb, RefusesAReleaseAsAWhole)
{
    auto other = x;
    other.name = "popluation";
    EXPECT_EQ(refusal(release({sound, block(other, {})})),
              "no measure 'popluation' is known; perhaps 'population' is meant");
    EXPECT_EQ(refusal(release({sound, block(other, {})}), Language::de),
              "eine Messgröße 'popluation' ist nicht bekannt; gemeint ist vielleicht 'population'");
    auto narrow = g;
    narrow.dimensions = {"area"};
    EXPECT_EQ(refusal(release({sound, block(narrow, {})})),
              "the measure 'pupils' comes with the dimensions 'area'; promised are 'area, group'");
    EXPECT_EQ(refusal(release({sound, sound})),
              "the measure 'population' occurs twice in one release");
    EXPECT_EQ(refusal(release({sound, block(g, {{{"1", "a"}, Period::month(2020, 1), known(1)}})})),
              "'pupils': area=1 group=a 2020-01 is not a value per year");
    const auto infinite = known(std::numeric_limits<double>::infinity());
    EXPECT_EQ(refusal(release({sound, block(g, {{{"1", "a"}, y(2020), infinite}})})),
              "'pupils': area=1 group=a 2020 is not a finite number");
    EXPECT_EQ(refusal(release({sound, block(g, {{{"1", "a"}, y(2021), known(1)},
                                                {{"1", "b"}, y(2020), known(1)},
                                                {{"1", "a"}, y(2021), known(2)}})})),
              "'pupils': there are two different figures for area=1 group=a 2021");
    EXPECT_EQ(refusal(release({sound, block(g, {{{"1", "a"}, Period(year, 9000), known(1)}})})),
              "'pupils' would span 2020 to 9000, more than 6000 periods");
    auto stray = block(g, {{{"1", "a"}, y(2020), known(1)}});
    stray.observations[0].row = 7;
    EXPECT_EQ(refusal(release({sound, stray})), "'pupils': an observation belongs to no row");
}

TEST(Absorb, TakesTheSameFigureTwiceForOne)
{
    auto graph = held();
    const auto changed =
        graph.absorb(release({block(x, {{{"1"}, y(2021), known(4)}, {{"1"}, y(2021), known(4)}})}));
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->size(), 1U);
}

TEST(Absorb, AnswersWhatChangedInOrderAndNothingElse)
{
    auto graph = held();
    const auto changed =
        graph.absorb(release({block(x, {{{"2"}, y(2021), known(5)},
                                        {{"1"}, y(2021), known(31, Status::provisional)},
                                        {{"1"}, y(2020), known(30)}}),
                              block(g, {{{"1", "b"}, y(2020), known(2, Status::rounded)}})}));
    ASSERT_TRUE(changed);
    ASSERT_EQ(changed->size(), 3U);
    EXPECT_EQ((*changed)[0].panel, 0U);
    EXPECT_EQ((*changed)[0].before, known(2));
    EXPECT_EQ((*changed)[0].now, known(2, Status::rounded));
    EXPECT_EQ((*changed)[1].period, y(2021));
    EXPECT_EQ((*changed)[1].row, 0U);
    EXPECT_EQ((*changed)[1].before, Cell{});
    EXPECT_EQ((*changed)[2].row, 1U);
}

TEST(Absorb, TakesDimensionsInAnyOrder)
{
    auto graph = held();
    auto turned = g;
    turned.dimensions = {"group", "area"};
    const auto changed = graph.absorb(release({block(turned, {{{"a", "1"}, y(2020), known(8)}})}));
    ASSERT_TRUE(changed);
    EXPECT_EQ(at(graph.panel(0), {"1", "a"}, y(2020)), known(8));
    EXPECT_EQ(graph.panel(0).rows(), 2U);
}

TEST(Absorb, WithdrawsWhatAFullReleaseNoLongerHas)
{
    auto graph = held();
    take(graph, release({block(g, {{{"1", "a"}, y(2019), missing(Missing::withheld)}})}));
    const auto changed = graph.absorb(release({block(g, {{{"1", "b"}, y(2020), known(2)}})}, true));
    ASSERT_TRUE(changed);
    ASSERT_EQ(changed->size(), 1U);
    EXPECT_EQ(changed->front().before, known(1));
    EXPECT_EQ(changed->front().now, missing(Missing::withdrawn));
    EXPECT_EQ(at(graph.panel(0), {"1", "a"}, y(2019)), missing(Missing::withheld));
    EXPECT_EQ(at(graph.panel(1), {"1"}, y(2020)), known(30)) << "another measure";
    graph.update(*changed);
    EXPECT_EQ(at(graph.panels(0).value, {"1"}, y(2020)), missing(Missing::withdrawn));
}

TEST(Absorb, WithdrawsNothingForAPartialRelease)
{
    auto graph = held();
    const auto changed = graph.absorb(release({block(g, {{{"1", "b"}, y(2020), known(2)}})}));
    ASSERT_TRUE(changed);
    EXPECT_TRUE(changed->empty());
}

Cell drawn(std::mt19937& chance)
{
    switch (chance() % 8) {
    case 0:
        return missing(Missing::withheld);
    case 1:
        return missing(Missing::not_yet);
    case 2:
        return known(-0.0);
    case 3:
        return known(2, Status::provisional);
    default:
        return known(static_cast<double>(chance() % 3));
    }
}

// More rows than are taken in at once, some of them new, left out or the same as before.
TEST(Absorb, TakesAPeriodAtOnceAsItTakesItCellByCell)
{
    std::mt19937 chance(11);
    auto at_once = built({x}, {}), one_by_one = built({x}, {});
    for (int round = 0; round < 12; ++round) {
        std::vector<Figure> figures;
        const auto period = y(2000 + static_cast<int>(chance() % 4));
        for (int area = 0; area < 1'300; ++area)
            if (chance() % 10 != 0)
                figures.push_back({{std::to_string(area)}, period, drawn(chance)});
        const auto together = at_once.absorb(release({block(x, figures)}));
        ASSERT_TRUE(together);
        std::vector<ChangedCell> singly;
        for (const auto& figure : figures) {
            if (const auto changed = one_by_one.absorb(release({block(x, {figure})})))
                singly.insert(singly.end(), changed->begin(), changed->end());
        }
        std::ranges::sort(singly, {}, &ChangedCell::row);
        ASSERT_EQ(together->size(), singly.size());
        for (std::size_t i = 0; i < singly.size(); ++i) {
            EXPECT_EQ((*together)[i].row, singly[i].row);
            EXPECT_EQ((*together)[i].period, singly[i].period);
            EXPECT_EQ((*together)[i].before, singly[i].before);
            EXPECT_EQ((*together)[i].now, singly[i].now);
        }
        ASSERT_EQ(at_once.panel(0).rows(), one_by_one.panel(0).rows());
        for (std::uint32_t row = 0; row < at_once.panel(0).rows(); ++row)
            for (int i = 2000; i < 2004; ++i)
                EXPECT_EQ(at_once.panel(0).at(row, y(i)), one_by_one.panel(0).at(row, y(i)));
    }
}

TEST(Absorb, NeverForgetsThatAFigureWasKnown)
{
    auto graph = held();
    const auto gone =
        release({block(g, {{{"1", "a"}, y(2020), Cell{}}, {{"9", "a"}, y(2020), Cell{}}})});
    take(graph, gone);
    EXPECT_EQ(at(graph.panel(0), {"1", "a"}, y(2020)), missing(Missing::withdrawn));
    EXPECT_EQ(graph.panel(0).rows(), 2U) << "a row begins with its first known figure";
    take(graph, gone);
    EXPECT_EQ(at(graph.panel(0), {"1", "a"}, y(2020)), missing(Missing::withdrawn));
}

TEST(Absorb, HoldsNoNegativeZero)
{
    auto graph = held();
    take(graph, release({block(x, {{{"1"}, y(2021), known(-0.0)}})}));
    EXPECT_FALSE(std::signbit(at(graph.panel(1), {"1"}, y(2021)).value));
}

} // namespace
} // namespace tuermer
