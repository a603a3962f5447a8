// SPDX-License-Identifier: EUPL-1.2
// History once more: settled figures, stories, backtests and previews over a small town.
#include "rules/backtest.hpp"
#include "rules/preview.hpp"
#include "rules/replay.hpp"
#include "rules/story.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace tuermer {
namespace {

Indicator unemployment()
{
    Indicator indicator;
    indicator.id = "unemployment";
    indicator.title = {"Arbeitslose", "unemployed"};
    indicator.value = "unemployed";
    return indicator;
}

std::shared_ptr<const Detector> above(double limit)
{
    static const auto indicator = unemployment();
    Table table;
    table["test"] = {{}, std::make_shared<const Node>(Node{{}, std::string("level")})};
    const auto persons = std::to_string(static_cast<int>(limit)) + " persons";
    for (const auto* key : {"at_least", "clear"})
        table[key] = {{}, std::make_shared<const Node>(Node{{}, persons})};
    Mistakes mistakes;
    Settings settings(table, {}, "test", mistakes);
    settings.text("test");
    const DetectorContext context{&indicator, Frequency::year, *parse_unit("persons"), false, {}};
    const auto kind = std::ranges::find(detector_kinds(), "level", &DetectorKind::name);
    auto made = kind->make(settings, context);
    for (const auto& mistake : mistakes.sorted()) ADD_FAILURE() << mistake.what.en;
    return made;
}

Knowledge town(double limit)
{
    Knowledge knowledge;
    knowledge.installation.area = "01";
    Rule rule;
    rule.id = "many";
    rule.indicator = "unemployment";
    rule.areas = {*parse_area_selector("01"), *parse_area_selector("02"),
                  *parse_area_selector("03")};
    rule.notify = {"office"};
    rule.when = {above(limit)};
    rule.hash = "many";
    rule.hash += std::to_string(limit);
    knowledge.rules = {rule};
    Recipient office;
    office.id = "office";
    knowledge.recipients = {office};
    auto graph =
        Graph::build({{"unemployed", *parse_unit("persons"), {"area"}, Frequency::year, "agency"}},
                     {unemployment()});
    EXPECT_TRUE(graph);
    knowledge.graph = std::move(*graph);
    return knowledge;
}

struct Said {
    const char* area;
    int year;
    double value;
};

Release release(const char* day, const std::vector<Said>& figures)
{
    Release made;
    made.source = "agency";
    made.full = false;
    made.vintage = {*parse_instant(day), *parse_instant(day), std::string("bytes of ") + day, day};
    MeasureBlock block{"unemployed", KeyTable({"area"}), {}};
    for (const auto& said : figures)
        block.observations.push_back(
            {block.keys.row({said.area}), Period::year(said.year), {said.value, Missing::none}});
    made.blocks = {std::move(block)};
    return made;
}

// 2022 of area 01 was told too high at first; 2022 of area 02 too low.
const std::vector<Release> history{
    release("2022-06-01", {{"01", 2021, 50}, {"02", 2021, 50}, {"03", 2021, 50}}),
    release("2023-06-01", {{"01", 2022, 150}, {"02", 2022, 90}, {"03", 2022, 150}}),
    release("2024-06-01", {{"01", 2022, 80},
                           {"02", 2022, 120},
                           {"01", 2023, 60},
                           {"02", 2023, 60},
                           {"03", 2023, 160}})};

const auto no_progress = [](double) {};

Backtest tested(const std::vector<Release>& told)
{
    auto lived_by = town(100), patient = town(100);
    auto lived = live_history(lived_by, told, no_progress);
    const auto truth = live_history(patient, settled(history, Telling::last_word), no_progress);
    EXPECT_TRUE(lived && truth);
    return backtest(lived_by, told, std::move(*lived), *truth);
}

TEST(Settled, TellsEachCellOnceAsItStandsInTheEnd)
{
    const auto calm = settled(history, Telling::first_word);
    ASSERT_EQ(calm.size(), 3U);
    ASSERT_EQ(calm[1].blocks.size(), 1U);
    std::vector<double> values;
    for (const auto& seen : calm[1].blocks[0].observations) values.push_back(seen.cell.value);
    EXPECT_THAT(values, testing::UnorderedElementsAre(80, 120, 150));
    const auto late = settled(history, Telling::last_word);
    EXPECT_EQ(late[1].blocks[0].observations.size(), 1U); // only area 03 was right at once
    EXPECT_EQ(late[2].blocks[0].observations.size(), 5U);
}

TEST(Settled, LeavesOutWhatWasWithdrawnInTheEnd)
{
    auto told = history;
    told[2].blocks[0].observations[0].cell = {0, Missing::withdrawn};
    const auto calm = settled(told, Telling::first_word);
    EXPECT_EQ(calm[1].blocks[0].observations.size(), 2U);
}

TEST(Backtest, CountsWhatWasLivedAndHoldsItAgainstTheFiguresOfToday)
{
    const auto result = tested(history);
    ASSERT_EQ(result.rules.size(), 1U);
    const auto& rule = result.rules.front();
    EXPECT_EQ(rule.judged, 9U);
    EXPECT_EQ(rule.holds, 3U); // 02 in 2022, 03 in 2022 and 2023
    ASSERT_EQ(rule.episodes.size(), 3U);
    EXPECT_TRUE(rule.episodes[0].withdrawn); // 01: too high at first
    EXPECT_FALSE(rule.episodes[0].lead_days);
    EXPECT_TRUE(rule.episodes[1].late); // 02: by a revision, as soon as anyone could know
    EXPECT_EQ(rule.episodes[1].lead_days, 0);
    EXPECT_EQ(rule.episodes[2].lead_days, 0); // 03: was never revised
    EXPECT_FALSE(rule.episodes[2].end);
    EXPECT_EQ(rule.missed, 0U);
    EXPECT_EQ(result.messages.at("office"), 2U);
}

TEST(Backtest, SaysHowMuchEarlierAWarningCameThanTheLastWord)
{
    auto told = history;
    told[2].blocks[0].observations.push_back(
        {told[2].blocks[0].keys.row({"03"}), Period::year(2022), {155, Missing::none}});
    auto lived_by = town(100), patient = town(100);
    auto lived = live_history(lived_by, told, no_progress);
    const auto truth = live_history(patient, settled(told, Telling::last_word), no_progress);
    const auto result = backtest(lived_by, told, std::move(*lived), *truth);
    EXPECT_EQ(result.rules.front().episodes[2].lead_days, 366);
}

TEST(Backtest, WithoutVintagesNothingIsEverWithdrawn)
{
    const auto result = tested(settled(history, Telling::first_word));
    for (const auto& episode : result.rules.front().episodes) EXPECT_FALSE(episode.withdrawn);
    EXPECT_EQ(result.rules.front().episodes.size(), 2U);
}

TEST(Preview, TellsWhatAnotherLimitWouldChange)
{
    auto before = town(100), after = town(155);
    const auto seen_before = see_history(before, history);
    const auto seen_after = see_history(after, history);
    ASSERT_TRUE(seen_before && seen_after);
    const auto change = preview(before, *seen_before, after, *seen_after);
    EXPECT_EQ(change.rules.changed, std::vector<std::string>{"many"});
    EXPECT_TRUE(change.indicators.none());
    EXPECT_EQ(change.vanished.size(), change.events_before);
    ASSERT_EQ(change.appeared.size(), 1U);
    EXPECT_EQ(change.appeared.front().period, Period::year(2023));
    EXPECT_EQ(change.begun.size(), 1U);
}

TEST(Preview, OfTheSameConfigurationIsEmpty)
{
    auto before = town(100), after = town(100);
    const auto change =
        preview(before, *see_history(before, history), after, *see_history(after, history));
    EXPECT_TRUE(change.vanished.empty() && change.appeared.empty() && change.rules.none() &&
                change.ended.empty() && change.begun.empty());
}

Story story(std::vector<ExpectedEvent> expected)
{
    Story told;
    told.id = "story";
    for (const auto& published : history) {
        StoryDay day;
        day.date = std::chrono::floor<std::chrono::days>(published.vintage.known_since);
        day.releases = {published};
        told.days.push_back(std::move(day));
    }
    told.days[1].expected = std::move(expected);
    return told;
}

ExpectedEvent fired_in(const char* area)
{
    ExpectedEvent expected;
    expected.area = area;
    expected.event = "fired";
    return expected;
}

TEST(Story, HoldsWhenEachEventIsExpectedOnce)
{
    const auto result = run_story(town(100), story({fired_in("03"), fired_in("01")}));
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->holds());
    EXPECT_EQ(result->compared, 1U);
}

TEST(Story, ShowsWhatIsMissingAndWhatNobodyExpected)
{
    const auto result = run_story(town(100), story({fired_in("03"), fired_in("02")}));
    ASSERT_EQ(result->differences.size(), 1U);
    ASSERT_EQ(result->differences[0].missing.size(), 1U);
    EXPECT_EQ(to_string(result->differences[0].missing[0]), "area = \"02\", event = \"fired\"");
    ASSERT_EQ(result->differences[0].unexpected.size(), 1U);
    EXPECT_EQ(to_string(result->differences[0].unexpected[0]),
              "rule = \"many\", area = \"01\", event = \"fired\", period = \"2022\", "
              "severity = \"signal\", reach = \"notify\", told = [\"office\"]");
}

TEST(Story, GivesAVagueExpectationTheEventThatAPreciseOneLeaves)
{
    ExpectedEvent any;
    any.event = "fired";
    EXPECT_TRUE(run_story(town(100), story({any, fired_in("01")}))->holds());
    EXPECT_TRUE(run_story(town(100), story({any, fired_in("03")}))->holds());
    EXPECT_FALSE(run_story(town(100), story({any}))->holds());
}

// What a daemon lives release by release is what a backtest, a plan and a story see.
RC_GTEST_PROP(Replay, AgreesWithTheDaemonEventForEvent, ())
{
    const auto limit = *rc::gen::inRange(20, 180);
    std::vector<Release> releases;
    const auto days = *rc::gen::inRange(1, 8);
    for (int day = 0; day < days; ++day) {
        const auto said = *rc::gen::container<std::map<std::pair<int, int>, int>>(
            rc::gen::pair(rc::gen::inRange(1, 4), rc::gen::inRange(2015, 2024)),
            rc::gen::inRange(0, 200));
        auto made = release("2024-01-01", {});
        made.vintage.known_since += std::chrono::days(day);
        made.vintage.retrieval += std::to_string(day);
        auto& block = made.blocks.front();
        for (const auto& [cell, value] : said) {
            const auto area = "0" + std::to_string(cell.first);
            block.observations.push_back({block.keys.row({area}),
                                          Period::year(cell.second),
                                          {static_cast<double>(value), Missing::none}});
        }
        releases.push_back(std::move(made));
    }
    auto daemon = town(limit);
    std::vector<std::string> lived;
    for (const auto& published : releases) {
        const auto outcome = consider(daemon, published, published.vintage.known_since);
        RC_ASSERT(outcome.has_value());
        for (const auto& event : outcome->events) lived.push_back(event.id);
    }
    auto again = town(limit);
    std::vector<std::string> replayed;
    RC_ASSERT(replay(again, releases, [&](const Release&, const Outcome& outcome) {
                  for (const auto& event : outcome.events) replayed.push_back(event.id);
                  return true;
              }).has_value());
    RC_ASSERT(lived == replayed);
    auto planned = town(limit);
    RC_ASSERT(see_history(planned, releases)->events.size() == lived.size());
}

} // namespace
} // namespace tuermer
