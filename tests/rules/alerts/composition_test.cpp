// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/composition.hpp"

#include "tests/rules/indicators/figures.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing_figures;
using ::testing::HasSubstr;

// Foreign nationals of Goslar district and how many of them were naturalised, 2021 to 2024.
Graph goslar(const std::vector<double>& naturalised)
{
    const auto left = measure("naturalised", "persons", {"area"}, Frequency::year),
               stock = measure("foreign", "persons", {"area"}, Frequency::year);
    auto share = value("foreign_persons", "foreign");
    share.drained_by = "naturalisation_rate";
    auto rate_of = rate("naturalisation_rate", "naturalised", "foreign", 100);
    rate_of.title = {"Einbürgerungen", "Naturalisations"};
    auto graph = built({left, stock}, {share, rate_of});
    std::vector<testing_figures::Figure> leaving, staying;
    const std::vector<double> persons{13'915, 16'355, 17'275, 17'035};
    for (int i = 0; i < 4; ++i) {
        const auto at = static_cast<std::size_t>(i);
        leaving.push_back({{"03153"}, Period::year(2021 + i), known(naturalised[at])});
        staying.push_back({{"03153"}, Period::year(2021 + i), known(persons[at])});
    }
    take(graph, release({block(left, leaving), block(stock, staying)}));
    return graph;
}

std::optional<GateSay> say_of(const Graph& graph, int year)
{
    return composition_say({graph.panels(0), graph.indicators()[0], 0, Period::year(year)});
}

TEST(Composition, IsMentionedWhereManyHaveLeftTheGroup)
{
    const auto says = say_of(goslar({113, 342, 443, 659}), 2024);
    ASSERT_TRUE(says);
    EXPECT_EQ(says->effect, GateSay::Effect::mentioned);
    EXPECT_THAT(says->what.de, HasSubstr("1.444 von anfangs 16.355 (8,8 %, Einbürgerungen)"));
}

TEST(Composition, IsNotMentionedWhereFewHave)
{
    EXPECT_FALSE(say_of(goslar({113, 114, 120, 130}), 2024));
}

TEST(Composition, NeedsThreeYears)
{
    EXPECT_FALSE(say_of(goslar({1000, 1000, 1000, 1000}), 2022));
    EXPECT_TRUE(say_of(goslar({1000, 1000, 1000, 1000}), 2023));
}

TEST(Composition, SaysNothingOfAnIndicatorThatNamesNoOther)
{
    const auto graph = goslar({1000, 1000, 1000, 1000});
    EXPECT_FALSE(composition_say({graph.panels(1), graph.indicators()[1], 0, Period::year(2024)}));
}

} // namespace
