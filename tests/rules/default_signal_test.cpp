// SPDX-License-Identifier: EUPL-1.2
// What a rule tells that names no test and no gate: the test `signal`, and all gates as they are by
// default, release by release, as the daemon does.
#include "tests/rules/county.hpp"
#include "tests/rules/lsn_monitoring.hpp"

#include <gmock/gmock.h>

namespace tuermer::county {
namespace {

using lsn::Monitored;

Knowledge watched(const Monitored& one)
{
    static std::vector<std::unique_ptr<Indicator>> indicators; // detectors keep a pointer to theirs
    auto& indicator = *indicators.emplace_back(std::make_unique<Indicator>());
    indicator.id = "figure";
    indicator.polarity = one.polarity;
    indicator.value = one.whole.empty() ? "cases" : "";
    indicator.numerator = one.whole.empty() ? "" : "cases";
    indicator.denominator = one.whole.empty() ? "" : "whole";
    indicator.per = one.whole.empty() ? 1 : 100;
    const auto persons = *parse_unit("persons");
    auto graph = Graph::build({{"cases", persons, {"area"}, Frequency::year, "office"},
                               {"whole", persons, {"area"}, Frequency::year, "office"}},
                              {indicator});
    EXPECT_TRUE(graph);
    auto made = rule("r");
    const auto unit = one.whole.empty() ? persons : *parse_unit("percent");
    made.when = {detector({{"test", "signal"}},
                          {&indicator, Frequency::year, unit, !one.whole.empty(), {}, {}})};
    auto knowledge = land({made});
    knowledge.graph = std::move(*graph);
    return knowledge;
}

Release published(const Monitored& one, int year)
{
    const auto when = day(fmt::format("{}-10-01", year + 1).c_str());
    auto made = release(when, {});
    made.blocks = {{"cases", KeyTable({"area"}), {}}, {"whole", KeyTable({"area"}), {}}};
    const auto add = [&](MeasureBlock& block, const lsn::Column& column) {
        for (const auto& [place, figure] : column)
            if (place.second == year)
                block.observations.push_back(
                    {block.keys.row({place.first}), Period::year(year), {figure, Missing::none}});
    };
    add(made.blocks[0], one.cases);
    add(made.blocks[1], one.whole);
    return made;
}

// District-years, and what became of those that began to fire.
struct Tally {
    int judged = 0, told = 0, common = 0, by_chance = 0;

    void add(const Tally& other)
    {
        judged += other.judged;
        told += other.told;
        common += other.common;
        by_chance += other.by_chance;
    }
    std::string text() const
    {
        return fmt::format("{} told of {}; {} held as common, {} by chance", told, judged, common,
                           by_chance);
    }
};

constexpr int first_year = 2005, last_year = 2024;

void count_judged(const Knowledge& knowledge, std::map<int, Tally>& tallies)
{
    const auto& watch = knowledge.watches.front();
    const auto panel = knowledge.graph.panels(watch.indicator()).value;
    for (std::uint32_t row = 0; row < panel.rows(); ++row) {
        const auto verdicts = watch.verdicts(panel, row, knowledge.alerts);
        for (std::size_t i = 0; i < verdicts.size(); ++i)
            if (judgement_of(verdicts[i]).truth != Truth::unknown)
                ++tallies[std::stoi(to_string(panel.first() + static_cast<int>(i)))].judged;
    }
}

std::map<int, Tally> lived_through(const Monitored& one)
{
    auto knowledge = watched(one);
    std::map<int, Tally> tallies;
    for (int year = first_year; year <= last_year; ++year) {
        const auto release = published(one, year);
        const auto outcome = consider(knowledge, release, release.vintage.retrieved);
        EXPECT_TRUE(outcome);
        for (const auto& event : outcome->events) {
            if (event.transition != Transition::fired || event.common_shock) continue;
            auto& tally = tallies[year];
            tally.common += is_held(event, "common_shock") ? 1 : 0;
            tally.by_chance += is_held(event, "multiplicity") ? 1 : 0;
            tally.told += event.reach == Reach::notify ? 1 : 0;
        }
    }
    count_judged(knowledge, tallies);
    return tallies;
}

Tally sum_of(const std::map<int, Tally>& tallies)
{
    Tally sum;
    for (const auto& [year, tally] : tallies) sum.add(tally);
    return sum;
}

// Twelve districts that scatter about 400 cases a year; from the last year on so many of them twice
// as many.
Monitored steady(int that_jump)
{
    constexpr std::array<int, 7> unrest{3, -15, 9, 20, -11, -4, 6};
    Monitored one;
    one.name = "steady";
    for (int i = 0; i < 12; ++i)
        for (int year = first_year; year <= last_year; ++year) {
            const auto k =
                static_cast<std::size_t>(i * 3 + (year - first_year) * 5) % unrest.size();
            const int level = year == last_year && i < that_jump ? 800 : 400;
            one.cases[{district(i), year}] = level + unrest[k];
        }
    return one;
}

TEST(DefaultRule, TellsOfOneDistrictThatJumpsAndOfAllTogetherOnce)
{
    EXPECT_EQ(sum_of(lived_through(steady(0))).told, 0);
    EXPECT_EQ(sum_of(lived_through(steady(1))).told, 1);
    const auto common = sum_of(lived_through(steady(11)));
    EXPECT_EQ(common.told, 0) << common.text();
    EXPECT_EQ(common.common, 11) << common.text();
}

// The promise: of the district-years outside known breaks at most 3 in a hundred are told.
TEST(DefaultRule, TellsOfFewDistrictYearsOfLowerSaxony)
{
    if (!std::filesystem::exists(lsn::table(""))) GTEST_SKIP() << "skipped: no shared data";
    Tally all, outside;
    for (const auto& one : lsn::all_indicators())
        for (const auto& [year, tally] : lived_through(one)) {
            all.add(tally);
            if (!lsn::touches_break(one, year)) outside.add(tally);
        }
    RecordProperty("all", all.text());
    RecordProperty("outside_breaks", outside.text());
    EXPECT_GT(outside.judged, 1400);
    EXPECT_LE(outside.told, 0.03 * outside.judged) << outside.text() << "; all: " << all.text();
}

} // namespace
} // namespace tuermer::county
