// SPDX-License-Identifier: EUPL-1.2
#include "sheet.hpp"
#include "tests/rules/indicators/figures.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using namespace tuermer::testing_figures;
using ::testing::HasSubstr;

// A survey asks who feels at home, and an office counts who takes part; shares of two years.
struct Town {
    double feel = 800, asked = 1000, take_part = 6000, people = 10'000; // the year before
    double feel_now = 720, asked_now = 1000, take_part_now = 6000, people_now = 10'000;
};

Graph graph_of(const Town& town)
{
    const std::vector<std::string> dimensions{"area"};
    const auto shape = [&](const char* name) {
        return measure(name, "persons", dimensions, Frequency::year);
    };
    auto felt = rate("felt", "feel", "asked", 100),
         counted = rate("counted", "part", "people", 100);
    felt.minimum_denominator = 100;
    auto graph =
        built({shape("feel"), shape("asked"), shape("part"), shape("people")}, {felt, counted});
    const auto two = [&](const char* name, double before, double now) {
        return block(shape(name), {{{"03153"}, Period::year(2023), known(before)},
                                   {{"03153"}, Period::year(2024), known(now)}});
    };
    take(graph,
         release({two("feel", town.feel, town.feel_now), two("asked", town.asked, town.asked_now),
                  two("part", town.take_part, town.take_part_now),
                  two("people", town.people, town.people_now)}));
    return graph;
}

DetectorContext context_of(const Graph& graph)
{
    DetectorContext context{&graph.indicators()[0], Frequency::year, percent, true, {}, {"area"}};
    for (IndicatorId i = 0; i < graph.indicators().size(); ++i)
        context.others.push_back({graph.indicators()[i].id,
                                  {"Gezählt", "Counted"},
                                  graph.unit(i),
                                  Frequency::year,
                                  {"area"}});
    return context;
}

Assessment discrepancy(const Town& town, SettingsWritten written)
{
    const auto graph = graph_of(town);
    written["against"] = "counted";
    const auto made = make("discrepancy", written, context_of(graph));
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    const Sight sight(graph.panels(0), graph.indicators()[0], 0, Period::year(2024));
    return made.detector->assess(sight);
}

TEST(Discrepancy, FiresWhereTheFeltFallsAndTheCountedStays)
{
    const auto found = discrepancy({}, {{"at_least", "-5 pp"}});
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_NEAR(*found.measured, -8, 1e-9);
    EXPECT_LT(found.interval->upper, 0);
    EXPECT_EQ(found.figures.size(), 4U);
    EXPECT_THAT(found.finding.de, HasSubstr("Prozentpunkte bewegt, „Gezählt“ um"));
    EXPECT_THAT(found.interval_method, HasSubstr("MOVER"));
}

TEST(Discrepancy, IsSilentWhereBothMoveAlike)
{
    EXPECT_EQ(discrepancy({.take_part_now = 5200}, {{"at_least", "-5 pp"}}).truth[0], Truth::no);
}

TEST(Discrepancy, StaysInTheBandWhereTheSurveyIsTooSmallToTell)
{
    const Town small{.feel = 120, .asked = 150, .feel_now = 108, .asked_now = 150};
    EXPECT_EQ(discrepancy(small, {{"at_least", "-5 pp"}}).truth[0], Truth::band);
}

TEST(Discrepancy, SaysNothingOfASurveyBelowItsLeastNumber)
{
    const auto found = discrepancy({.feel_now = 40, .asked_now = 60}, {{"at_least", "-5 pp"}});
    EXPECT_EQ(found.truth[0], Truth::unknown);
    EXPECT_THAT(found.reason.de, HasSubstr("n = 60"));
}

TEST(Discrepancy, TurnsWhatShouldMoveTheOtherWay)
{
    const auto found = discrepancy({.feel_now = 800, .take_part_now = 6800},
                                   {{"at_least", "+5 pp"}, {"opposed", true}});
    EXPECT_NEAR(*found.measured, 8, 1e-9);
    EXPECT_THAT(found.finding.en, HasSubstr("“Counted” by +8"));
}

TEST(Discrepancy, NamesTheIndicatorThatDoesNotExistOrDoesNotFit)
{
    const auto graph = graph_of({});
    auto context = context_of(graph);
    const auto wrong = make("discrepancy", {{"against", "countd"}, {"at_least", "-5 pp"}}, context);
    ASSERT_EQ(wrong.mistakes.size(), 1U);
    EXPECT_THAT(wrong.mistakes[0].what.de, HasSubstr("counted"));
    context.others[1].unit = persons;
    const auto unit = make("discrepancy", {{"against", "counted"}, {"at_least", "-5 pp"}}, context);
    ASSERT_EQ(unit.mistakes.size(), 1U);
    EXPECT_THAT(unit.mistakes[0].what.en, HasSubstr("relative = true"));
}

TEST(Discrepancy, DoesNotReadWhatComesLater)
{
    auto graph = graph_of({});
    const auto made =
        make("discrepancy", {{"against", "counted"}, {"at_least", "-5 pp"}}, context_of(graph));
    const auto judged = [&] {
        return made.detector->assess(
            {graph.panels(0), graph.indicators()[0], 0, Period::year(2024)});
    };
    const auto before = judged();
    const auto shape = measure("part", "persons", {"area"}, Frequency::year);
    take(graph, release({block(shape, {{{"03153"}, Period::year(2025), known(1)}})}));
    EXPECT_EQ(judged().measured, before.measured);
}

// Surveys of nobody, towns without people, shares of nought before and after.
RC_GTEST_PROP(Discrepancy, IsFiniteAndSaysWhyItIsUnknown, ())
{
    const auto asked = [] { return *rc::gen::element(0.0, 1.0, 99.0, 150.0, 1000.0, 1e9); };
    const auto some = [](double all) {
        return std::floor(all * *rc::gen::element(0.0, 0.001, 0.5, 0.99, 1.0));
    };
    Town town{.asked = asked(), .people = asked(), .asked_now = asked(), .people_now = asked()};
    town.feel = some(town.asked), town.feel_now = some(town.asked_now);
    town.take_part = some(town.people), town.take_part_now = some(town.people_now);
    const bool relative = *rc::gen::arbitrary<bool>();
    const auto found =
        discrepancy(town, {{"at_least", relative ? "+5 %" : "+5 pp"}, {"relative", relative}});
    for (const auto& number : {found.measured, found.limit, found.clear, found.expected})
        RC_ASSERT(!number || std::isfinite(*number));
    RC_ASSERT(!found.interval ||
              (std::isfinite(found.interval->lower) && std::isfinite(found.interval->upper)));
    RC_ASSERT((found.truth[0] == Truth::unknown) == !found.reason.empty());
    RC_ASSERT(found.finding.de.find(" nan") == std::string::npos);
}

} // namespace
