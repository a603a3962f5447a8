// SPDX-License-Identifier: EUPL-1.2
// Forms of one rule over a small land's history: how often, how true, how attentive.
#include "rules/tune.hpp"

#include "rules/replay.hpp"
#include "tests/rules/county.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using county::day;
using county::year_of;
using testing::ElementsAre;

// Three districts of 100 persons; the first had 130 in 2021, corrected to 100 a year later, and
// 130 in 2022.
std::vector<Release> history()
{
    return {county::release(day("2020-02-01"), year_of(2018, {100, 100, 100})),
            county::release(day("2020-03-01"), year_of(2019, {100, 100, 100})),
            county::release(day("2021-03-01"), year_of(2020, {100, 100, 100})),
            county::release(day("2022-03-01"), year_of(2021, {130, 100, 100})),
            county::release(day("2023-03-01"), {{"03101", 2021, 100, {}},
                                                {"03101", 2022, 130, {}},
                                                {"03102", 2022, 100, {}},
                                                {"03103", 2022, 100, {}}})};
}

Rule form(const std::string& key, const std::string& limit)
{
    static Indicator indicator;
    auto rule = county::rule("many");
    const DetectorContext context{&indicator, Frequency::year, *parse_unit("persons"), false, {}};
    rule.when = {county::detector({{"test", "level"}, {key, limit}, {"clear", limit}}, context)};
    return rule;
}

struct Result3 {
    Knowledge knowledge;
    std::vector<Tried> tried;
};

Result3 try_forms(const std::vector<Rule>& forms, const Shock& shock)
{
    auto blank = county::land({forms.front()}, nullptr, "persons");
    const auto releases = history();
    auto knowledge = with_forms(blank, forms), patient = with_forms(blank, forms);
    auto lived = live_history(knowledge, releases, [](double) {});
    const auto truth = live_history(patient, settled(releases, Telling::last_word), [](double) {});
    EXPECT_TRUE(lived && truth);
    auto all = tried(knowledge, forms.size(), releases, std::move(*lived), *truth, shock, 1);
    return {std::move(knowledge), std::move(all)};
}

TEST(Tuning, CountsWhatEachFormWouldHaveToldAndWhatTodaysFiguresConfirm)
{
    const auto [knowledge, all] =
        try_forms({form("at_least", "120 persons"), form("at_least", "150 persons")}, {});
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].told, 2U);      // 2021, which was corrected, and 2022
    EXPECT_EQ(all[0].confirmed, 1U); // 2022
    EXPECT_EQ(all[0].withdrawn, 1U);
    EXPECT_NEAR(all[0].per_year(), 2 / 3.08, 0.01);
    EXPECT_EQ(all[1].told, 0U);
}

TEST(Tuning, FindsAShockThatReachesTheLimitAndNoSmallerOne)
{
    const std::vector forms{form("at_least", "120 persons"), form("at_least", "150 persons")};
    const auto [knowledge, quarter] = try_forms(forms, {0.25, Shock::Scale::percent});
    EXPECT_EQ(quarter[0].shocks, 14U); // 15 district-years, less the one that fires anyway
    EXPECT_EQ(quarter[0].detection(), 1);
    EXPECT_EQ(quarter[1].shocks, 15U);
    EXPECT_EQ(quarter[1].found, 1U); // 130 and a quarter are 163
    const auto [same, ten] = try_forms(forms, {10, Shock::Scale::own_unit});
    EXPECT_EQ(ten[0].found, 0U);
}

TEST(Tuning, LooksWhereTheRuleLooks)
{
    const std::vector rising{form("at_least", "120 persons")},
        falling{form("at_most", "80 persons")};
    const auto up = try_forms(rising, {});
    EXPECT_TRUE(looks_upward(up.knowledge, up.knowledge.watches.front()));
    const auto down = try_forms(falling, {-0.25, Shock::Scale::percent});
    EXPECT_FALSE(looks_upward(down.knowledge, down.knowledge.watches.front()));
    EXPECT_EQ(down.tried.front().detection(), 14.0 / 15); // 130 less a quarter are 97.5
}

TEST(Tuning, LeavesTheFiguresAsTheyAre)
{
    const auto [knowledge, all] = try_forms({form("at_least", "120 persons")}, {});
    const auto& panel = knowledge.graph.panels(0).value;
    EXPECT_EQ(panel.at(0, Period::year(2022)).value, 130);
    EXPECT_EQ(panel.at(1, Period::year(2022)).value, 100);
}

TEST(Tuning, FormsOfAFamilyAreEachHeldAgainstItsOtherRules)
{
    auto first = form("at_least", "120 persons"), other = form("at_least", "10 persons");
    first.multiplicity.family = other.multiplicity.family = "all";
    other.id = "other";
    auto blank = county::land({first, other}, nullptr, "persons");
    const auto forms = with_forms(blank, std::vector{first, first});
    std::vector<std::string> ids;
    for (const auto& rule : forms.rules) ids.push_back(rule.id + " " + rule.multiplicity.family);
    EXPECT_THAT(ids, ElementsAre("many#0 all#0", "many#1 all#1", "other#0 all#0", "other#1 all#1"));
}

Tried of(std::size_t told, std::size_t found, std::size_t confirmed = 0)
{
    Tried form;
    form.told = form.fired = told;
    form.found = found;
    form.shocks = 10;
    form.confirmed = confirmed;
    return form;
}

TEST(Tuning, ShowsTheFormsThatNoOtherBetters)
{
    EXPECT_THAT(best_of(std::vector{of(5, 5), of(2, 3), of(3, 3), of(9, 9), of(9, 8)}),
                ElementsAre(1, 0, 3));
}

TEST(Tuning, ProposesWhatFindsMostWithinTheBudget)
{
    const std::vector forms{of(5, 5), of(2, 3), of(9, 9), of(5, 5, 5), of(4, 5, 4)};
    EXPECT_EQ(proposed_of(forms, 6), 4U); // as many found, as true, with fewer messages
    EXPECT_EQ(proposed_of(forms, 2), 1U);
    EXPECT_EQ(proposed_of(forms, 1), std::nullopt);
    EXPECT_EQ(proposed_of(std::vector{of(1, 5), of(1, 5)}, 2), 0U); // the present one stays
}

} // namespace
} // namespace tuermer
