// SPDX-License-Identifier: EUPL-1.2
// A figure that others are held against reaches them all when it moves.
#include "rules/alerts/watch.hpp"
#include "tests/rules/detectors/sheet.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;

Graph town_with_groups()
{
    Indicator indicator;
    indicator.id = "income";
    indicator.value = "x";
    return *Graph::build(
        {{"x", *parse_unit("euro"), {"area", "nationality"}, Frequency::year, "s"}}, {indicator});
}

Rule below_the_german_group()
{
    static const Indicator indicator;
    const DetectorContext context{&indicator, Frequency::year, *parse_unit("euro"), false, {}};
    auto made = tuermer::testing::make(
        "gap", {{"to", std::string("nationality=german")}, {"at_least", std::string("-5 euro")}},
        context);
    EXPECT_TRUE(made.mistakes.empty());
    Rule rule;
    rule.id = "gap";
    rule.indicator = "income";
    rule.areas = {*parse_area_selector("a")};
    rule.when = {std::move(made.detector)};
    rule.hash = "gap";
    return rule;
}

Release one_figure(const std::string& group, double value)
{
    Release release;
    release.source = "s";
    release.full = false;
    MeasureBlock block{"x", KeyTable({"area", "nationality"}), {}};
    block.observations.push_back(
        {block.keys.row({"a", group}), Period::year(2024), {value, Missing::none}});
    release.blocks = {std::move(block)};
    return release;
}

TEST(Watch, JudgesARowAgainWhenTheGroupBesideItMoves)
{
    auto graph = town_with_groups();
    Alerts alerts;
    Watch watch(below_the_german_group(), 0, "");
    const auto turned_by = [&](const std::string& group, double value) {
        Turned turned;
        const auto moved = graph.update(*graph.absorb(one_figure(group, value)));
        watch.advance(graph, moved, alerts, turned);
        return turned.turns.size();
    };
    EXPECT_EQ(turned_by("german", 12), 0U);
    EXPECT_EQ(turned_by("foreign", 10), 0U);
    EXPECT_EQ(turned_by("german", 16), 1U) << "six below, though the own figure stood still";
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts.begin()->key, "area=a nationality=foreign");
    EXPECT_EQ(alerts.begin()->phase(), Phase::firing);
}

// The publisher's own figure comes in after the one computed here, and does not agree.
TEST(Watch, JudgesARowAgainWhenTheOtherIndicatorMoves)
{
    const std::vector<MeasureShape> shapes{
        {"ours", *parse_unit("euro"), {"area"}, Frequency::year, "s"},
        {"theirs", *parse_unit("euro"), {"area"}, Frequency::year, "s"}};
    Indicator computed, published;
    computed.id = "computed";
    computed.value = "ours";
    published.id = "published";
    published.value = "theirs";
    auto graph = *Graph::build(shapes, {computed, published});
    auto made =
        tuermer::testing::make("quality",
                               {{"check", std::string("recomputed")},
                                {"against", std::string("published")},
                                {"within", std::string("1 euro")}},
                               {&computed, Frequency::year, *parse_unit("euro"), false, {}});
    ASSERT_TRUE(made.mistakes.empty());
    Rule rule;
    rule.id = "recomputed";
    rule.indicator = "computed";
    rule.areas = {*parse_area_selector("a")};
    rule.when = {std::move(made.detector)};
    Watch watch(std::move(rule), 0, "");
    Alerts alerts;
    const auto turned_by = [&](const std::string& measure, double value) {
        Release release;
        release.source = "s";
        release.full = false;
        MeasureBlock block{measure, KeyTable({"area"}), {}};
        block.observations.push_back(
            {block.keys.row({"a"}), Period::year(2024), {value, Missing::none}});
        release.blocks = {std::move(block)};
        Turned turned;
        const auto moved = graph.update(*graph.absorb(release));
        watch.advance(graph, moved, alerts, turned);
        return turned.turns.size();
    };
    EXPECT_EQ(turned_by("ours", 20), 0U) << "nothing to compare with yet";
    EXPECT_EQ(turned_by("theirs", 20.5), 0U);
    EXPECT_EQ(turned_by("theirs", 23), 1U) << "though the own figure stood still";
    EXPECT_EQ(turned_by("ours", 23), 1U) << "resolved";
}

} // namespace
