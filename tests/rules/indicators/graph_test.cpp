// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/graph.hpp"
#include "tests/rules/indicators/figures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using namespace testing_figures;
using testing::ElementsAre;

const auto year = Frequency::year;
const auto leavers = measure("leavers", "persons", {"area", "nationality"}, year);
const auto without = measure("leavers_without", "persons", {"area", "nationality"}, year);
const auto population = measure("population", "persons", {"area"}, year);
const auto jobless = measure("jobless", "persons", {"area"}, Frequency::month);

std::vector<std::string> mistakes(const std::vector<Indicator>& indicators,
                                  Language language = Language::en)
{
    const auto graph = Graph::build({leavers, without, population, jobless}, indicators);
    std::vector<std::string> texts;
    if (!graph)
        for (const auto& error : graph.error())
            texts.push_back(error.indicator + "." + error.field + ":" +
                            std::to_string(error.offset) + ": " + error.what.in(language));
    return texts;
}

TEST(Graph, ReportsAllMistakesOfAllIndicatorsAtOnce)
{
    EXPECT_THAT(
        mistakes({rate("a", "leavers +", "leaver", 100), value("b", "2 * populaton"),
                  value("c", "100 - jobless"), rate("d", "jobless", "population", 100),
                  rate("e", "leavers", "sum(population over nationality)", 100)}),
        ElementsAre("a.numerator:9: found the end of the formula, expected a number, a name or '('",
                    "d.denominator:0: values per month and values per year cannot be combined",
                    "e.denominator:0: there is no dimension 'nationality' here (present: area)",
                    "b.value:4: 'populaton' is neither a measure nor an indicator; did you mean "
                    "'population'?"));
}

TEST(Graph, NamesTheIndicatorsOfACircle)
{
    EXPECT_THAT(mistakes({value("a", "b + 1"), value("b", "c"), value("c", "2 * a"),
                          value("d", "d"), value("e", "a")}),
                ElementsAre("a.:0: indicators are computed from each other in a circle: "
                            "a → b → c → a",
                            "d.:0: indicators are computed from each other in a circle: d → d"));
    EXPECT_THAT(mistakes({value("d", "d")}, Language::de),
                ElementsAre("d.:0: Indikatoren werden im Kreis auseinander berechnet: d → d"));
}

TEST(Graph, RefusesANameThatIsTakenAndARatePerNothing)
{
    EXPECT_THAT(mistakes({value("population", "jobless"), rate("r", "jobless", "jobless", 0)}),
                ElementsAre("population.:0: the name 'population' is already taken by a measure or "
                            "an indicator",
                            "r.:0: 'per' must be greater than 0"));
}

TEST(Graph, SuggestsAlsoIndicatorsThatComeLater)
{
    EXPECT_THAT(
        mistakes({value("a", "rate_of_leavrs"), value("rate_of_leavers", "leavers")}),
        ElementsAre("a.value:0: 'rate_of_leavrs' is neither a measure nor an indicator; did "
                    "you mean 'rate_of_leavers'?"));
}

TEST(Graph, KnowsUnitsInputsAndNames)
{
    const auto graph =
        built({leavers, without, population},
              {value("double", "2 * share"),
               rate("share", "sum(leavers_without over nationality)", "population", 1000),
               rate("rent", "population", "leavers", 1)});
    EXPECT_EQ(to_string(graph.unit(0)), "per_mille");
    EXPECT_EQ(to_string(graph.unit(1)), "per_mille");
    EXPECT_EQ(graph.inputs_of(0), (std::vector<PanelId>{1, 2}));
    EXPECT_EQ(graph.measure("leavers_without"), 1U);
    EXPECT_EQ(graph.measure("share"), std::nullopt);
    EXPECT_EQ(graph.indicator("share"), 1U);
    EXPECT_EQ(graph.indicator("leavers"), std::nullopt);
    EXPECT_EQ(graph.panels(2).value.keys().dimensions(),
              (std::vector<std::string>{"area", "nationality"}));
}

TEST(Graph, ChangesADefinitionHashWithTheDefinitionsBelow)
{
    const auto before = built({population}, {value("a", "2 * population"), value("b", "a + 1"),
                                             value("c", "population")});
    const auto after = built({population}, {value("a", "3 * population"), value("b", "a + 1"),
                                            value("c", "population")});
    EXPECT_NE(before.definition_hash(0), after.definition_hash(0));
    EXPECT_NE(before.definition_hash(1), after.definition_hash(1));
    EXPECT_EQ(before.definition_hash(2), after.definition_hash(2));
}

TEST(Graph, ComputesARateAndKeepsItsParts)
{
    auto graph = built({leavers, without}, {rate("share", "leavers_without{nationality='foreign'}",
                                                 "leavers{nationality='foreign'}", 100)});
    const auto y = Period::year(2024);
    take(graph, release({block(without, {{{"03153", "foreign"}, y, known(48)}}),
                         block(leavers, {{{"03153", "foreign"}, y, known(124)},
                                         {{"03153", "german"}, y, known(1039)}})}));
    const auto& panels = graph.panels(0);
    EXPECT_EQ(at(panels.value, {"03153"}, y), known(100.0 * 48 / 124));
    EXPECT_EQ(at(*panels.numerator, {"03153"}, y), known(48));
    EXPECT_EQ(at(*panels.denominator, {"03153"}, y), known(124));
}

TEST(Graph, HoldsNoPartOfARateBeforeBothAreThere)
{
    auto graph = built({leavers, without}, {rate("share", "leavers_without", "leavers", 100)});
    const auto y = Period::year(2024);
    EXPECT_TRUE(take(graph, release({block(without, {{{"1", "f"}, y, known(48)}})})).empty());
    EXPECT_EQ(graph.panels(0).value.rows(), 0U);
    take(graph, release({block(leavers, {{{"1", "f"}, y - 1, known(99)}})}));
    EXPECT_EQ(at(*graph.panels(0).numerator, {"1", "f"}, y), Cell{});
    const auto moved = take(graph, release({block(leavers, {{{"1", "f"}, y, known(124)}})}));
    EXPECT_THAT(moved, ElementsAre(Moved{0, {0, 1}, {y, y}}));
    EXPECT_EQ(at(*graph.panels(0).numerator, {"1", "f"}, y), known(48));
}

TEST(Graph, MovesARateWhoseValueStaysButWhosePartsChange)
{
    auto graph = built({leavers, without}, {rate("share", "leavers_without", "leavers", 100)});
    const auto y = Period::year(2024);
    take(graph, release({block(without, {{{"1", "f"}, y, known(0)}}),
                         block(leavers, {{{"1", "f"}, y, known(5)}})}));
    EXPECT_THAT(take(graph, release({block(leavers, {{{"1", "f"}, y, known(500)}})})),
                ElementsAre(Moved{0, {0, 1}, {y, y}}));
    EXPECT_EQ(at(graph.panels(0).value, {"1", "f"}, y), known(0));
}

// What one area's two figures make of a formula.
Cell computed(const std::string& formula, Cell a, Cell b)
{
    const auto left = measure("a", "persons", {"area"}, year);
    const auto right = measure("b", "persons", {"area"}, year);
    auto graph = built({left, right}, {value("x", formula)});
    const auto y = Period::year(2020);
    take(graph, release({block(left, {{{"1"}, y, a}, {{"1"}, y - 1, known(1)}}),
                         block(right, {{{"1"}, y, b}, {{"1"}, y - 1, known(1)}})}));
    return at(graph.panels(0).value, {"1"}, y);
}

TEST(Missing, OfAResultIsTheMostSeriousOfItsInputs)
{
    const auto of = [](Missing a, Missing b) {
        return computed("a + b", missing(a), missing(b)).mark.missing();
    };
    EXPECT_EQ(of(Missing::withheld, Missing::not_yet), Missing::not_yet);
    EXPECT_EQ(of(Missing::withdrawn, Missing::withheld), Missing::withheld);
    EXPECT_EQ(of(Missing::unreliable, Missing::withdrawn), Missing::withdrawn);
    EXPECT_EQ(of(Missing::unreliable, Missing::not_collected), Missing::unreliable);
    EXPECT_EQ(of(Missing::not_applicable, Missing::not_collected), Missing::not_collected);
    EXPECT_EQ(computed("a * b", known(0), missing(Missing::withheld)), missing(Missing::withheld));
}

TEST(Missing, IsWhatDivisionByZeroGives)
{
    EXPECT_EQ(computed("a / b", known(5), known(0)), missing(Missing::not_applicable));
    EXPECT_EQ(computed("a / b", known(0), known(0)), missing(Missing::not_applicable));
    EXPECT_EQ(computed("a / b", known(5), missing(Missing::withheld)), missing(Missing::withheld));
    EXPECT_EQ(computed("1e300 * a * 1e300", known(5), known(0)), missing(Missing::not_applicable));
    EXPECT_EQ(computed("1 / (1e300 * a * 1e300)", known(5), known(0)),
              missing(Missing::not_applicable));
}

TEST(Status, OfAResultIsTheMostSeriousOfItsInputs)
{
    const auto of = [](Status a, Status b) {
        return computed("a + b", known(1, a), known(1, b)).mark.status();
    };
    EXPECT_EQ(of(Status::provisional, Status::break_in_series), Status::break_in_series);
    EXPECT_EQ(of(Status::provisional, Status::estimated), Status::provisional);
    EXPECT_EQ(of(Status::limited, Status::estimated), Status::estimated);
    EXPECT_EQ(of(Status::limited, Status::rounded), Status::limited);
    EXPECT_EQ(of(Status::final, Status::rounded), Status::rounded);
    EXPECT_EQ(computed("lag(a, 1 y)", known(1, Status::rounded), known(1)), known(1));
    EXPECT_EQ(computed("a + b", known(1, Status::rounded), missing(Missing::withheld)),
              missing(Missing::withheld));
}

TEST(Operators, ComputeWhatTheySay)
{
    const auto of = [](const char* formula) { return computed(formula, known(7), known(2)).value; };
    EXPECT_EQ(of("a + b * 2"), 11);
    EXPECT_EQ(of("(a - b) / 2"), 2.5);
    EXPECT_EQ(of("-a - -b"), -5);
    EXPECT_EQ(of("a / b"), 3.5);
    EXPECT_EQ(of("mean(a, 2 y)"), 4);
    EXPECT_EQ(of("max(a, 2 periods)"), 7);
    EXPECT_EQ(of("min(a, 2 periods)"), 1);
    EXPECT_EQ(of("median(a, 2 periods)"), 4);
    EXPECT_EQ(of("sd(a, 2 periods)"), 3);
    EXPECT_EQ(of("sd(a, 1 y)"), 0);
    EXPECT_EQ(computed("a / sd(a, 1 y)", known(7), known(2)), missing(Missing::not_applicable));
    EXPECT_EQ(of("index(a, 2019)"), 700);
    EXPECT_EQ(of("round(10 * a / b, -1)"), 40);
    EXPECT_EQ(of("round(a / 3, 2)"), 2.33);
}

TEST(Window, NeedsAllItsPeriods)
{
    auto graph = built({population}, {value("pooled", "sum(population, 3 y)")});
    take(graph, release({block(population, {{{"1"}, Period::year(2019), known(1)},
                                            {{"1"}, Period::year(2020), known(2)},
                                            {{"1"}, Period::year(2021), known(4)},
                                            {{"1"}, Period::year(2022), missing(Missing::withheld)},
                                            {{"1"}, Period::year(2023), known(8)}})}));
    const auto& panel = graph.panels(0).value;
    EXPECT_EQ(at(panel, {"1"}, Period::year(2020)), Cell{});
    EXPECT_EQ(at(panel, {"1"}, Period::year(2021)), known(7));
    EXPECT_EQ(at(panel, {"1"}, Period::year(2023)), missing(Missing::withheld));
    EXPECT_EQ(at(panel, {"1"}, Period::year(2024)), Cell{});
}

TEST(Aggregate, NeverCountsAWithheldPartAsZero)
{
    auto graph = built({leavers}, {value("all", "sum(leavers over nationality)")});
    const auto y = Period::year(2024);
    take(graph, release({block(leavers, {{{"1", "german"}, y, known(10)},
                                         {{"1", "foreign"}, y, missing(Missing::withheld)},
                                         {{"2", "german"}, y, known(10)},
                                         {{"2", "foreign"}, y, known(3)}})}));
    EXPECT_EQ(at(graph.panels(0).value, {"1"}, y), missing(Missing::withheld));
    EXPECT_EQ(at(graph.panels(0).value, {"2"}, y), known(13));
}

TEST(Aggregate, IsMissingWhereANewGroupHasNoFigureYet)
{
    auto graph = built({leavers}, {value("all", "sum(leavers over nationality)")});
    const auto y = Period::year(2024);
    take(graph, release({block(leavers, {{{"1", "german"}, y - 1, known(9)},
                                         {{"1", "german"}, y, known(10)}})}));
    EXPECT_EQ(at(graph.panels(0).value, {"1"}, y - 1), known(9));
    take(graph, release({block(leavers, {{{"1", "foreign"}, y, known(3)}})}));
    EXPECT_EQ(at(graph.panels(0).value, {"1"}, y), known(13));
    EXPECT_EQ(at(graph.panels(0).value, {"1"}, y - 1), Cell{});
}

TEST(Graph, CarriesADimensionOverToTheSideThatLacksIt)
{
    auto graph =
        built({leavers, population}, {value("per_head", "leavers / population"),
                                      value("gap", "population - at(population, area='03')")});
    const auto y = Period::year(2024);
    take(graph, release({block(leavers, {{{"1", "german"}, y, known(10)},
                                         {{"1", "foreign"}, y, known(5)},
                                         {{"2", "foreign"}, y, known(7)}}),
                         block(population, {{{"1"}, y, known(100)}, {{"03"}, y, known(1000)}})}));
    EXPECT_EQ(graph.panels(0).value.rows(), 2U) << "area 2 has no population";
    EXPECT_EQ(at(graph.panels(0).value, {"1", "foreign"}, y), known(0.05));
    EXPECT_EQ(at(graph.panels(1).value, {"1"}, y), known(-900));
    EXPECT_EQ(at(graph.panels(1).value, {"03"}, y), known(0));
}

TEST(Graph, CanBeCopiedAndLivesOnApart)
{
    auto graph = built({population}, {value("x", "lag(population, 1 y) + population")});
    const auto y = Period::year(2024);
    take(graph, release({block(population, {{{"1"}, y - 1, known(1)}, {{"1"}, y, known(2)}})}));
    Graph trial = graph;
    take(trial, release({block(population, {{{"1"}, y, known(5)}, {{"2"}, y, known(6)}})}));
    EXPECT_EQ(at(trial.panels(0).value, {"1"}, y), known(6));
    EXPECT_EQ(at(graph.panels(0).value, {"1"}, y), known(3));
    EXPECT_EQ(graph.panels(0).value.rows(), 1U);
}

} // namespace
} // namespace tuermer
