// SPDX-License-Identifier: EUPL-1.2
// How mixed a population is and how apart two groups live, through the graph; the same figures as
// rules/statistics computes.
#include "rules/indicators/mixture.hpp"

#include "tests/rules/indicators/figures.hpp"

#include <array>
#include <cmath>

namespace tuermer {
namespace {

using namespace testing_figures;

const auto year = Period::year(2024);

// Two quarters and a third one where nobody of the first group lives.
Graph town(const std::string& formula)
{
    const auto shape = measure("persons", "persons", {"area", "group"}, Frequency::year);
    auto graph = built({shape}, {value("x", formula)});
    take(graph, release({block(shape, {{{"q1", "a"}, year, known(10)},
                                       {{"q1", "b"}, year, known(30)},
                                       {{"q2", "a"}, year, known(30)},
                                       {{"q2", "b"}, year, known(30)},
                                       {{"q3", "a"}, year, known(0)},
                                       {{"q3", "b"}, year, known(40)}})}));
    return graph;
}

double one_value(const std::string& formula, const std::vector<std::string>& codes)
{
    const auto graph = town(formula);
    return at(graph.panels(0).value, codes, year).value;
}

TEST(Mixture, IsShannonsEntropyOfTheShares)
{
    EXPECT_DOUBLE_EQ(one_value("entropy(parts(persons, group))", {"q2"}), std::log(2));
    EXPECT_DOUBLE_EQ(one_value("entropy(parts(persons, group))", {"q1"}),
                     -(0.25 * std::log(0.25) + 0.75 * std::log(0.75)));
    EXPECT_EQ(one_value("entropy(parts(persons, group))", {"q3"}), 0);
    EXPECT_DOUBLE_EQ(one_value("entropy(parts(persons, area, group))", {}),
                     std::log(140) -
                         (10 * std::log(10) + 90 * std::log(30) + 40 * std::log(40)) / 140);
}

TEST(Mixture, IsSimpsonsChanceThatTwoPersonsDiffer)
{
    EXPECT_DOUBLE_EQ(one_value("simpson(parts(persons, group))", {"q1"}), 1 - 0.0625 - 0.5625);
    EXPECT_EQ(one_value("simpson(parts(persons, group))", {"q3"}), 0);
}

TEST(Mixture, IsTheShareOfAGroupThatWouldHaveToMove)
{
    EXPECT_DOUBLE_EQ(one_value("dissimilarity(parts(persons{group='a'}, area), "
                               "parts(persons{group='b'}, area))",
                               {}),
                     (std::abs(0.25 - 0.3) + std::abs(0.75 - 0.3) + 0.4) / 2);
    EXPECT_EQ(one_value("dissimilarity(parts(persons{group='a'}, area), "
                        "parts(sum(persons{group='a'} over area) * persons{group='a'} / "
                        "sum(persons{group='a'} over area), area))",
                        {}),
              0);
}

TEST(Mixture, DoesNotExistWithoutPersonsOrWithNegativeOnes)
{
    const auto fails = [](std::vector<double> parts) {
        return !std::isfinite(entropy(parts)) && !std::isfinite(simpson(parts)) &&
               !std::isfinite(dissimilarity(parts, std::array{1.0, 1.0}));
    };
    EXPECT_TRUE(fails({0, 0}));
    EXPECT_TRUE(fails({-1, 2}));
    EXPECT_TRUE(fails({1, -1}));
    EXPECT_FALSE(fails({0, 1}));
}

TEST(Mixture, IsMissingWithAnyOfItsParts)
{
    auto graph = town("entropy(parts(persons, group))");
    const auto shape = measure("persons", "persons", {"area", "group"}, Frequency::year);
    take(graph, release({block(shape, {{{"q1", "a"}, year, missing(Missing::withheld)}})}));
    EXPECT_EQ(at(graph.panels(0).value, {"q1"}, year), missing(Missing::withheld));
    EXPECT_TRUE(at(graph.panels(0).value, {"q2"}, year).has_value());
}

TEST(Mixture, IsTracedToTheFiguresOfBothGroups)
{
    const auto graph = town("dissimilarity(parts(persons{group='a'}, area), "
                            "parts(persons{group='b'}, area))");
    const auto trace = graph.trace(0, 0, year);
    ASSERT_EQ(trace.parts.size(), 6U);
    EXPECT_EQ(trace.parts[0].key, "area=q1 group=a");
    EXPECT_EQ(trace.parts[1].key, "area=q1 group=b");
    EXPECT_EQ(trace.parts[5].cell, known(40));
}

} // namespace
} // namespace tuermer
