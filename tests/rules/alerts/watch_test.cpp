// SPDX-License-Identifier: EUPL-1.2
// One rule over many rows: quick where nothing happens, and the same as the plain way: every row an
// alert of its own, judged period by period with all that belongs to it.
#include "rules/alerts/watch.hpp"

#include "rules/alerts/trajectory.hpp"
#include "tests/rules/among_threads.hpp"
#include "tests/rules/detectors/sheet.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <fmt/format.h>
#include <map>

namespace tuermer {

// Printed in failures.
static void showValue(const Cell& cell, std::ostream& out)
{
    out << cell.value << " with mark " << static_cast<int>(cell.mark.byte());
}

static void showValue(const Rule& rule, std::ostream& out)
{
    out << rule.id;
}

} // namespace tuermer

namespace {

using namespace tuermer;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Period first_year = Period::year(2015);

Graph town()
{
    Indicator indicator;
    indicator.id = "share";
    indicator.value = "x";
    return *Graph::build({{"x", *parse_unit("euro"), {"area"}, Frequency::year, "s"}}, {indicator});
}

std::shared_ptr<const Detector> detector(const tuermer::testing::SettingsWritten& settings,
                                         const std::string& kind)
{
    static const Indicator indicator;
    const DetectorContext context{&indicator, Frequency::year, *parse_unit("euro"), false, {}};
    auto made = tuermer::testing::make(kind, settings, context);
    EXPECT_THAT(made.mistakes, IsEmpty());
    return std::move(made.detector);
}

Rule above(const std::string& limit)
{
    Rule rule;
    rule.id = "above";
    rule.indicator = "share";
    rule.areas = {*parse_area_selector("a"), *parse_area_selector("b"), *parse_area_selector("c")};
    rule.severities = {Severity::note, Severity::urgent};
    rule.when = {detector(
        {{"at_least", tuermer::testing::Rungs{{"note", limit + " euro"}, {"urgent", "8 euro"}}}},
        "level")};
    rule.hash = "above " + limit;
    return rule;
}

Rule rising()
{
    auto rule = above("5");
    rule.id = "rising";
    rule.severities = {Severity::signal};
    rule.when = {detector({{"against", std::string("1 y")}, {"at_least", std::string("+3 euro")}},
                          "change")};
    rule.any = {detector({{"at_least", std::string("5 euro")}}, "level"),
                detector({{"at_most", std::string("1 euro")}}, "level")};
    return rule;
}

// It looks at each cell by itself, so many areas of it are judged at once.
Rule above_when_rounded()
{
    auto rule = above("5");
    rule.id = "above_when_rounded";
    rule.when = {detector({{"at_least", std::string("5 euro")}, {"rounded_to", 3.0}}, "level")};
    return rule;
}

using Figures = std::map<std::pair<std::string, int>, Cell>; // area and period's number

// What every alert of the plain way knows, and what turned in it.
struct Plainly {
    std::map<std::string, Alert> alerts;
    std::vector<Turn> turns;

    void judge_all(const Graph& graph, const Rule& rule)
    {
        turns.clear();
        const auto panels = graph.panels(0);
        const auto& keys = panels.value.keys();
        for (std::uint32_t row = 0; row < panels.value.rows(); ++row) {
            if (keys.code(row, 0) == "d") continue; // nobody watches it
            judge(graph, rule, row);
        }
    }

private:
    void judge(const Graph& graph, const Rule& rule, std::uint32_t row)
    {
        const auto panels = graph.panels(0);
        const auto& panel = panels.value;
        std::optional<Period> from, to;
        for (auto period = panel.first(); period <= panel.last(); period = period + 1) {
            if (panel.at(row, period).mark.missing() == Missing::not_yet) continue;
            if (!from) from = period;
            to = period;
        }
        if (!from) return;
        const auto judged = [&](Period period) {
            return tuermer::judge(rule, {panels, graph.indicators()[0], row, period});
        };
        std::vector<Judgement> judgements;
        for (auto period = *from; period <= *to; period = period + 1)
            judgements.push_back(judged(period).judgement);
        auto& alert = alerts[panel.keys().code(row, 0)];
        auto advanced = advance(alert, *from, judgements, life_of(rule),
                                [&](Period p) { return judged(p).measured; });
        alert = std::move(advanced.alert);
        turns.insert(turns.end(), advanced.turns.begin(), advanced.turns.end());
    }
};

Release release_of(const Figures& figures)
{
    Release release;
    release.source = "s";
    release.full = false;
    MeasureBlock block{"x", KeyTable({"area"}), {}};
    for (const auto& [place, cell] : figures)
        block.observations.push_back(
            {block.keys.row({place.first}), first_year + place.second, cell});
    release.blocks = {std::move(block)};
    return release;
}

rc::Gen<Figures> any_figures()
{
    return rc::gen::exec([] {
        Figures figures;
        const auto cells = *rc::gen::inRange(1, 12);
        for (int i = 0; i < cells; ++i) {
            const auto area = *rc::gen::element<std::string>("a", "b", "c", "d");
            const auto year = *rc::gen::inRange(0, 8);
            const auto mark =
                *rc::gen::weightedElement<Mark>({{8, Mark()},
                                                 {2, Mark(Missing::none, Status::provisional)},
                                                 {1, Missing::withheld}});
            const double value = *rc::gen::inRange(0, 10);
            figures[{area, year}] = {mark.has_value() ? value : 0, mark};
        }
        return figures;
    });
}

constexpr int areas_in_step = 20;

std::string code_of_area(int area)
{
    return fmt::format("{:02}", area);
}

// A year of all areas, of which now and then one is missing, and a few corrections of the year
// before: what comes year after year.
Figures next_year(int year)
{
    Figures figures;
    const auto put = [&](int area, int at) {
        figures[{code_of_area(area), at}] = {double(*rc::gen::inRange(0, 10)), Mark()};
    };
    const auto left_out = *rc::gen::inRange(0, 60);
    for (int area = 0; area < areas_in_step; ++area)
        if (area != left_out) put(area, year);
    if (year == 0) return figures;
    const auto corrected =
        *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, areas_in_step));
    for (const auto area : corrected) put(area, year - 1);
    return figures;
}

rc::Gen<std::vector<Figures>> year_after_year()
{
    return rc::gen::exec([] {
        std::vector<Figures> all;
        const auto years = *rc::gen::inRange(2, 8);
        for (int year = 0; year < years; ++year) all.push_back(next_year(year));
        return all;
    });
}

// The states of an alert, told or not; an alert that does not exist has none that matter.
std::vector<Phase> phases(const Alert& alert)
{
    std::vector<Phase> all;
    for (const auto& step : alert.steps) all.push_back(step.phase);
    return all;
}

bool never_began(const Alert& alert)
{
    return std::ranges::all_of(phases(alert), [](Phase phase) { return phase == Phase::inactive; });
}

void compare(const Plainly& plainly, const Alerts& alerts, const Rule& rule)
{
    for (const auto& [area, plain] : plainly.alerts) {
        const auto* alert = alerts.find(alert_id(rule.id, "area=" + area));
        if (alert == nullptr) {
            RC_ASSERT(never_began(plain));
            continue;
        }
        RC_ASSERT(phases(*alert) == phases(plain));
        RC_ASSERT(alert->episode == plain.episode);
        RC_ASSERT(alert->told == plain.told);
        RC_ASSERT(alert->told_provisional == plain.told_provisional);
        RC_ASSERT(alert->flaps == plain.flaps);
    }
}

void live_through(const Rule& rule, const std::vector<Figures>& releases, bool restarts,
                  const ShareOut& share_out = {})
{
    auto graph = town();
    Alerts alerts;
    Watch watch(rule, 0, "", share_out);
    Plainly plainly;
    for (const auto& figures : releases) {
        const auto moved = graph.update(*graph.absorb(release_of(figures)));
        Turned turned;
        watch.advance(graph, moved, alerts, turned);
        plainly.judge_all(graph, rule);
        std::vector<Turn> turns;
        for (const auto& turn : turned.turns) turns.push_back(turn.turn);
        const auto drawn = [](const std::vector<Turn>& all) {
            std::string text;
            for (const auto& turn : all)
                text += fmt::format("{} {} in {} as {}{} reach {}; ", code_of(turn.transition),
                                    to_string(turn.episode), to_string(turn.period),
                                    code_of(turn.severity), turn.by_revision ? " by revision" : "",
                                    static_cast<int>(turn.reach));
            return text;
        };
        RC_ASSERT(drawn(turns) == drawn(plainly.turns));
        compare(plainly, alerts, rule);
        if (!restarts) continue;
        watch = Watch(rule, 0, "", share_out);
        watch.recall(graph, alerts);
        Turned at_start;
        watch.judge_unjudged(graph, alerts, at_start);
        RC_ASSERT(at_start.turns.empty());
        compare(plainly, alerts, rule);
    }
}

RC_GTEST_PROP(Watch, TurnsAsIfEveryRowWereJudgedPlainly, ())
{
    auto rule = *rc::gen::element(above("5"), rising());
    rule.for_periods = *rc::gen::inRange(1, 3);
    rule.keep_periods = *rc::gen::inRange(1, 3);
    rule.missing =
        *rc::gen::element(MissingPolicy::keep, MissingPolicy::alert, MissingPolicy::clear);
    live_through(rule, *rc::gen::container<std::vector<Figures>>(any_figures()), false);
}

// Some rule of those, over all areas in step.
Rule over_many(const std::vector<Rule>& rules)
{
    auto rule = *rc::gen::elementOf(rules);
    rule.for_periods = *rc::gen::inRange(1, 3);
    rule.keep_periods = *rc::gen::inRange(1, 3);
    rule.areas.clear();
    for (int area = 0; area < areas_in_step; ++area)
        rule.areas.push_back(*parse_area_selector(code_of_area(area)));
    return rule;
}

RC_GTEST_PROP(Watch, TurnsLikewiseWhereManyRowsAreInStep, (bool restarts))
{
    live_through(over_many({above("5"), rising()}), *year_after_year(), restarts);
}

RC_GTEST_PROP(Watch, TurnsLikewiseWhereManyAreJudgedAtOnce, (bool restarts))
{
    live_through(over_many({rising(), above_when_rounded()}), *year_after_year(), restarts,
                 tuermer::testing::among_threads());
}

RC_GTEST_PROP(Watch, GoesOnAfterARestartAsIfThereHadBeenNone, ())
{
    auto rule = *rc::gen::element(above("5"), rising());
    rule.for_periods = *rc::gen::inRange(1, 3);
    live_through(rule, *rc::gen::container<std::vector<Figures>>(any_figures()), true);
}

// Figures of one area over the years.
Figures row(const std::string& area, const std::vector<double>& values)
{
    Figures figures;
    for (std::size_t i = 0; i < values.size(); ++i)
        figures[{area, static_cast<int>(i)}] = {values[i], Missing::none};
    return figures;
}

TEST(Watch, KeepsNoAlertOfARowInWhichNothingEverHeld)
{
    auto graph = town();
    Alerts alerts;
    Watch watch(above("5"), 0, "");
    Turned turned;
    const auto moved = graph.update(*graph.absorb(release_of(row("a", {1, 2, 3}))));
    watch.advance(graph, moved, alerts, turned);
    EXPECT_EQ(alerts.size(), 0U);
    EXPECT_TRUE(turned.alerts.empty());
}

TEST(Watch, StoresAnAlertOnlyWhenItsStateTurns)
{
    auto graph = town();
    Alerts alerts;
    Watch watch(above("5"), 0, "");
    const auto stored = [&](const std::vector<double>& values) {
        Turned turned;
        const auto moved = graph.update(*graph.absorb(release_of(row("a", values))));
        watch.advance(graph, moved, alerts, turned);
        return turned.alerts.size();
    };
    EXPECT_EQ(stored({1, 6}), 1U);
    EXPECT_EQ(stored({1, 6, 6}), 0U) << "it goes on firing";
    EXPECT_EQ(stored({1, 6, 6, 1}), 1U);
    EXPECT_EQ(stored({1, 6, 6, 1, 1}), 0U);
}

TEST(Watch, BeginsAnewWhereTheRuleHasAnotherText)
{
    auto graph = town();
    Alerts alerts;
    Watch watch(above("5"), 0, "");
    Turned turned;
    watch.advance(graph, graph.update(*graph.absorb(release_of(row("a", {1, 6})))), alerts, turned);
    ASSERT_EQ(alerts.size(), 1U);
    Watch edited(above("7"), 0, "");
    edited.recall(graph, alerts);
    Turned rejudged;
    edited.judge_unjudged(graph, alerts, rejudged);
    EXPECT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts.begin()->rule_hash, "above 7");
    EXPECT_EQ(alerts.begin()->phase(), Phase::inactive);
    EXPECT_EQ(rejudged.alerts.size(), 1U) << "the end is stored, too";
}

} // namespace
