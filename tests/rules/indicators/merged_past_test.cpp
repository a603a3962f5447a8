// SPDX-License-Identifier: EUPL-1.2
// Landkreis Göttingen (03159) exists since 1 November 2016; its past is that of 03152 and 03156.
// Real figures: recipients of minimum social security (Landesamt für Statistik Niedersachsen).
#include "rules/areas/areas.hpp"
#include "tests/rules/areas/germany.hpp"
#include "tests/rules/indicators/figures.hpp"

namespace tuermer {
namespace {

using namespace testing_figures;

const auto recipients = measure("recipients", "persons", {"area"}, Frequency::year);
const auto rent = measure("rent", "euro", {"area"}, Frequency::year);

Graph district()
{
    auto graph = Graph::build({recipients, rent},
                              {value("all", "recipients"), value("twice", "2 * recipients"),
                               value("rents", "rent"),
                               value("land", "sum(recipients{area under '03'} over area)")},
                              std::make_shared<const Areas>(test::some_hierarchy()));
    EXPECT_TRUE(graph);
    return graph ? std::move(*graph) : Graph();
}

Release figures(const std::vector<Figure>& cells, bool full = false)
{
    return release({block(recipients, cells)}, full);
}

Figure figure(const char* area, int year, double persons)
{
    return {{area}, Period::year(year), known(persons)};
}

const std::vector<Figure> published{figure("03152", 2012, 22886), figure("03156", 2012, 7782),
                                    figure("03152", 2014, 22271), figure("03156", 2014, 7385),
                                    figure("03159", 2018, 27198)};

Cell all(const Graph& graph, const char* area, int year)
{
    return at(graph.panels(0).value, {area}, Period::year(year));
}

TEST(MergedPast, IsTheSumOfThePredecessorsAndEstimated)
{
    auto graph = district();
    take(graph, figures(published));
    EXPECT_EQ(all(graph, "03159", 2014), known(29656, Status::estimated));
    EXPECT_EQ(all(graph, "03159", 2012), known(30668, Status::estimated));
    EXPECT_EQ(all(graph, "03159", 2013), Cell{});
    EXPECT_EQ(all(graph, "03159", 2018), known(27198));
    EXPECT_EQ(at(graph.panels(1).value, {"03159"}, Period::year(2014)),
              known(59312, Status::estimated));
}

TEST(MergedPast, IsNeverAmongTheCellsThatAreStored)
{
    auto graph = district();
    const auto changed = graph.absorb(figures(published));
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->size(), published.size());
    graph.update(*changed);
    const auto again = graph.absorb(figures(published, true));
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->empty()) << "a full release without it withdraws nothing";
    EXPECT_EQ(all(graph, "03159", 2014), known(29656, Status::estimated));
}

TEST(MergedPast, GivesWayToWhatIsPublished)
{
    auto graph = district();
    take(graph, figures(published));
    const auto changed = graph.absorb(figures({figure("03159", 2014, 29655)}));
    ASSERT_TRUE(changed);
    ASSERT_EQ(changed->size(), 1U);
    EXPECT_EQ(changed->front().before, Cell{});
    graph.update(*changed);
    EXPECT_EQ(all(graph, "03159", 2014), known(29655));
    take(graph, figures({figure("03152", 2014, 1)}));
    EXPECT_EQ(all(graph, "03159", 2014), known(29655));
}

TEST(MergedPast, FollowsItsPredecessors)
{
    auto graph = district();
    take(graph, figures(published));
    const auto moved = take(graph, figures({figure("03152", 2014, 22272)}));
    EXPECT_EQ(all(graph, "03159", 2014), known(29657, Status::estimated));
    EXPECT_GE(moved.size(), 2U);
    take(graph, figures({{{"03156"}, Period::year(2014), missing(Missing::withheld)}}));
    EXPECT_EQ(all(graph, "03159", 2014), Cell{});
    take(graph, figures({{{"03156"}, Period::year(2014), known(8000, Status::provisional)}}));
    EXPECT_EQ(all(graph, "03159", 2014), known(30272, Status::provisional));
}

TEST(MergedPast, IsForCountsOnly)
{
    auto graph = district();
    take(graph, release({block(rent, {figure("03152", 2014, 500), figure("03156", 2014, 400),
                                      figure("03159", 2018, 600)})}));
    EXPECT_EQ(at(graph.panels(2).value, {"03159"}, Period::year(2014)), Cell{});
}

TEST(MergedPast, IsTracedToThePredecessorsCells)
{
    auto graph = district();
    take(graph, figures(published));
    const auto row = graph.panels(1).value.keys().find({"03159"});
    ASSERT_TRUE(row);
    const auto trace = graph.trace(1, *row, Period::year(2014));
    const auto& sum = trace.parts.at(1);
    EXPECT_FALSE(sum.is_input);
    ASSERT_EQ(sum.parts.size(), 2U);
    EXPECT_TRUE(sum.parts[0].is_input);
    EXPECT_EQ(sum.parts[0].key, "area=03152");
    EXPECT_EQ(sum.parts[0].cell, known(22271));
    EXPECT_EQ(sum.parts[1].key, "area=03156");
}

// Otherwise the old districts would be counted twice, and the sum be missing ever since 2017.
TEST(MergedPast, StandsForTheDissolvedAreasInSumsOverAHierarchy)
{
    auto graph = district();
    auto cells = published;
    for (const int year : {2012, 2014, 2018}) cells.push_back(figure("03153", year, 1000));
    take(graph, figures(cells));
    EXPECT_EQ(at(graph.panels(3).value, {}, Period::year(2014)), known(30656, Status::estimated));
    EXPECT_EQ(at(graph.panels(3).value, {}, Period::year(2018)), known(28198));
}

TEST(AreaCondition, NamesAKindAndAnAreaThatExist)
{
    const auto areas = std::make_shared<const Areas>(test::some_hierarchy());
    const auto mistake = [&](const std::string& formula) {
        const auto graph = Graph::build({recipients}, {value("x", formula)}, areas);
        return graph ? std::string("none")
                     : std::to_string(graph.error()[0].offset) + ": " + graph.error()[0].what.en;
    };
    EXPECT_EQ(mistake("recipients{area kind 'landkreis'}"), "none");
    EXPECT_EQ(mistake("1 + recipients{area kind 'landkries'}"),
              "15: there is no kind of area 'landkries'; did you mean 'landkreis'?");
    EXPECT_EQ(mistake("recipients{area under '031599'}"),
              "11: there is no area '031599'; did you mean '03159'?");
}

} // namespace
} // namespace tuermer
