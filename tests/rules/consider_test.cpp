// SPDX-License-Identifier: EUPL-1.2
// The whole core over a small town: releases in, events and notices out.
#include "rules/consider.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

const Instant now = *parse_instant("2025-10-17T10:00:00Z");

Node text_node(std::string value)
{
    return {{}, std::move(value)};
}

// A detector of its kind with settings as a rule file would give them.
std::shared_ptr<const Detector>
detector(const std::vector<std::pair<std::string, std::string>>& words, const Indicator& indicator)
{
    Table table;
    for (const auto& [key, value] : words)
        table[key] = {{}, std::make_shared<const Node>(text_node(value))};
    Mistakes mistakes;
    Settings settings(table, {}, "test", mistakes);
    const DetectorContext context{&indicator, Frequency::year, *parse_unit("percent"), true, {}};
    const auto kind =
        std::ranges::find(detector_kinds(), words.front().second, &DetectorKind::name);
    settings.text("test");
    auto made = kind->make(settings, context);
    settings.finish();
    for (const auto& mistake : mistakes.sorted()) ADD_FAILURE() << mistake.what.en;
    return made;
}

Indicator without_certificate()
{
    Indicator indicator;
    indicator.id = "without";
    indicator.title = {"ohne Abschluss", "without a certificate"};
    indicator.numerator = "leavers_without";
    indicator.denominator = "leavers";
    indicator.per = 100;
    indicator.theme = "education";
    indicator.frame = Frame::need;
    indicator.minimum_denominator = 30;
    return indicator;
}

Rule rising(const std::string& limit)
{
    Rule rule;
    rule.id = "rising";
    rule.indicator = "without";
    rule.notify = {"office"};
    rule.owner = "statistics";
    rule.when = {detector({{"test", "change"}, {"against", "pooled 3 y"}, {"at_least", limit}},
                          without_certificate())};
    rule.hash = "hash of " + limit;
    return rule;
}

Recipient recipient(const std::string& id)
{
    Recipient made;
    made.id = id;
    made.mail = {id + "@kreis.example"};
    return made;
}

Knowledge town(Rule rule)
{
    const auto persons = *parse_unit("persons");
    auto graph = Graph::build({{"leavers_without", persons, {"area"}, Frequency::year, "school"},
                               {"leavers", persons, {"area"}, Frequency::year, "school"}},
                              {without_certificate()});
    EXPECT_TRUE(graph);
    Knowledge knowledge;
    knowledge.installation.area = "03153";
    knowledge.rules = {std::move(rule)};
    knowledge.recipients = {recipient("office"), recipient("statistics")};
    knowledge.graph = std::move(*graph);
    return knowledge;
}

struct Figure_of_year {
    int year;
    double without, leavers;
};

Release release(const char* day, const std::vector<Figure_of_year>& figures,
                const char* area = "03153")
{
    Release made;
    made.source = "school";
    made.vintage = {*parse_instant(day), *parse_instant(day), std::string("bytes of ") + day,
                    "school.csv"};
    MeasureBlock without{"leavers_without", KeyTable({"area"}), {}};
    MeasureBlock leavers{"leavers", KeyTable({"area"}), {}};
    for (const auto& figure : figures) {
        const auto period = Period::year(figure.year);
        without.observations.push_back(
            {without.keys.row({area}), period, {figure.without, Missing::none}});
        leavers.observations.push_back(
            {leavers.keys.row({area}), period, {figure.leavers, Missing::none}});
    }
    made.blocks = {std::move(without), std::move(leavers)};
    return made;
}

const std::vector<Figure_of_year> until_2023{{2021, 20, 100}, {2022, 15, 80}, {2023, 17, 83}};

std::vector<Figure_of_year> and_2024(double without, double leavers)
{
    auto figures = until_2023;
    figures.push_back({2024, without, leavers});
    return figures;
}

std::vector<Transition> transitions(const Outcome& outcome)
{
    std::vector<Transition> found;
    for (const auto& event : outcome.events) found.push_back(event.transition);
    return found;
}

TEST(Consider, TellsTheRealCaseOnceWithEverythingItRestsOn)
{
    auto knowledge = town(rising("+5 pp"));
    EXPECT_TRUE(consider(knowledge, release("2024-08-07", until_2023), now)->events.empty());
    const auto outcome = consider(knowledge, release("2025-10-17", and_2024(48, 124)), now);
    ASSERT_TRUE(outcome);
    ASSERT_EQ(transitions(*outcome), std::vector{Transition::fired});
    const auto& event = outcome->events.front();
    EXPECT_EQ(event.period, Period::year(2024));
    EXPECT_FALSE(event.by_revision);
    const auto& said = event.evidence.assessments.front();
    EXPECT_NEAR(*said.measured, 18.94, 0.01);
    EXPECT_NEAR(said.interval->lower, 9.3, 0.05);
    EXPECT_NEAR(said.interval->upper, 28.8, 0.05);
    ASSERT_EQ(outcome->notices.size(), 1U);
    EXPECT_EQ(outcome->notices.front().recipient, "office");
    EXPECT_EQ(outcome->cells.size(), 2U);
}

TEST(Consider, ChangesNothingWhenTheSameReleaseComesTwice)
{
    auto knowledge = town(rising("+5 pp"));
    consider(knowledge, release("2025-10-17", and_2024(48, 124)), now);
    const auto again = consider(knowledge, release("2025-10-17", and_2024(48, 124)), now);
    EXPECT_TRUE(again->cells.empty());
    EXPECT_TRUE(again->alerts.empty());
    EXPECT_TRUE(again->events.empty());
}

TEST(Consider, WithdrawsWhatARevisionErases)
{
    auto knowledge = town(rising("+5 pp"));
    consider(knowledge, release("2024-08-07", until_2023), now);
    consider(knowledge, release("2025-10-17", and_2024(48, 124)), now);
    const auto revised = consider(knowledge, release("2025-11-20", and_2024(24, 124)), now);
    EXPECT_EQ(transitions(*revised), std::vector{Transition::withdrawn});
    EXPECT_TRUE(revised->events.front().by_revision);
    EXPECT_EQ(revised->notices.size(), 1U);
}

TEST(Consider, SaysThatItIsLateWhenARevisionMakesAJudgedYearFire)
{
    auto knowledge = town(rising("+5 pp"));
    consider(knowledge, release("2024-08-07", until_2023), now);
    consider(knowledge, release("2025-10-17", and_2024(24, 124)), now);
    const auto revised = consider(knowledge, release("2025-11-20", and_2024(48, 124)), now);
    ASSERT_EQ(transitions(*revised), std::vector{Transition::fired});
    EXPECT_TRUE(revised->events.front().by_revision);
}

TEST(Consider, JudgesAYearOnlyWhenItsFigureHasCome)
{
    auto knowledge = town(rising("+5 pp"));
    consider(knowledge, release("2024-08-07", until_2023), now);
    // Another area's 2024 makes the panel longer; ours has not come yet.
    auto elsewhere = release("2025-09-01", {{2024, 1, 50}}, "03155");
    elsewhere.full = false;
    EXPECT_TRUE(consider(knowledge, elsewhere, now)->alerts.empty());
    const auto outcome = consider(knowledge, release("2025-10-17", and_2024(48, 124)), now);
    ASSERT_EQ(transitions(*outcome), std::vector{Transition::fired});
    EXPECT_FALSE(outcome->events.front().by_revision);
}

TEST(Consider, LeavesOtherAreasAlone)
{
    auto knowledge = town(rising("+5 pp"));
    const auto outcome =
        consider(knowledge, release("2025-10-17", and_2024(48, 124), "03155"), now);
    EXPECT_TRUE(outcome->events.empty());
    EXPECT_TRUE(outcome->alerts.empty());
}

TEST(Consider, RefusesAReleaseOfUnknownShapeAndKeepsWhatItHad)
{
    auto knowledge = town(rising("+5 pp"));
    consider(knowledge, release("2024-08-07", until_2023), now);
    auto strange = release("2025-10-17", and_2024(48, 124));
    strange.blocks[1].measure = "levers";
    EXPECT_FALSE(consider(knowledge, strange, now));
    const auto outcome = consider(knowledge, release("2025-10-17", and_2024(48, 124)), now);
    EXPECT_EQ(transitions(*outcome), std::vector{Transition::fired});
}

TEST(Consider, TellsTheOwnerOfAnEditedRuleAndNobodyElse)
{
    auto knowledge = town(rising("+30 pp"));
    consider(knowledge, release("2025-10-17", and_2024(48, 124)), now);
    EXPECT_TRUE(reconsider_rules(knowledge, now).events.empty());

    knowledge.rules = {rising("+5 pp")};
    const auto outcome = reconsider_rules(knowledge, now);
    ASSERT_EQ(outcome.notices.size(), 1U);
    EXPECT_EQ(outcome.notices.front().recipient, "statistics");
    EXPECT_EQ(outcome.notices.front().events.front().transition, Transition::rule_changed);
    EXPECT_EQ(knowledge.alerts.begin()->phase(), Phase::firing);
    EXPECT_TRUE(reconsider_rules(knowledge, now).events.empty());
}

} // namespace
} // namespace tuermer
