// SPDX-License-Identifier: EUPL-1.2
#include "sheet.hpp"
#include "tests/rules/indicators/figures.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using namespace tuermer::testing_figures;
using ::testing::HasSubstr;

// Shares computed from counts beside the publisher's own.
Graph published_and_computed(double published)
{
    const std::vector<std::string> dimensions{"area"};
    const auto without = measure("without", "persons", dimensions, Frequency::year),
               leavers = measure("leavers", "persons", dimensions, Frequency::year),
               share = measure("share", "percent", dimensions, Frequency::year);
    auto graph = built({without, leavers, share},
                       {rate("computed", "without", "leavers", 100), value("published", "share")});
    const auto one = [](const MeasureShape& shape, double figure) {
        return block(shape, {{{"03153"}, Period::year(2024), known(figure)}});
    };
    take(graph, release({one(without, 48), one(leavers, 124), one(share, published)}));
    return graph;
}

Assessment recomputed(double published)
{
    const auto graph = published_and_computed(published);
    DetectorContext context{&graph.indicators()[0], Frequency::year, percent, true, {}, {"area"}};
    context.others = {
        {"computed", {}, percent, Frequency::year, {"area"}},
        {"published", {"Quote des Amtes", "office's share"}, percent, Frequency::year, {"area"}}};
    const auto made = make("quality", {{"check", "recomputed"}, {"against", "published"}}, context);
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess({graph.panels(0), graph.indicators()[0], 0, Period::year(2024)});
}

TEST(Quality, DoubtsAPublishedShareThatItsCountsDoNotGive)
{
    EXPECT_EQ(recomputed(38.7).truth[0], Truth::no); // 48 of 124 = 38.71 %
    const auto found = recomputed(40.1);
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_NEAR(*found.measured, 1.39, 0.01);
    EXPECT_THAT(found.finding.de, HasSubstr("veröffentlicht ist 40,1 % („Quote des Amtes“)"));
}

// One count by group: parts and, under "total", their whole.
Assessment parts(const std::vector<std::pair<std::string, Cell>>& cells,
                 const SettingsWritten& written)
{
    Indicator indicator;
    indicator.id = "persons";
    IndicatorPanels panels{Panel("persons", persons, Frequency::year, {"area", "group"}),
                           std::nullopt, std::nullopt};
    for (const auto& [group, cell] : cells)
        panels.value.put(panels.value.row({"03153", group}), Period::year(2024), cell);
    const auto made = make("quality", written,
                           {&indicator, Frequency::year, persons, false, {}, {"area", "group"}});
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess({panels, indicator, 0, Period::year(2024)});
}

TEST(Quality, DoubtsPartsThatDoNotAddUpButForRounding)
{
    const SettingsWritten rounded{
        {"check", "parts"}, {"over", "group"}, {"whole", "total"}, {"rounded_to", 5.0}};
    const auto cells = [](double whole) {
        return std::vector<std::pair<std::string, Cell>>{
            {"german", known(120)}, {"foreign", known(45)}, {"total", known(whole)}};
    };
    EXPECT_EQ(parts(cells(165), rounded).truth[0], Truth::no);
    EXPECT_EQ(parts(cells(170), rounded).truth[0], Truth::no); // three halves of 5
    const auto found = parts(cells(175), rounded);
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_EQ(*found.limit, 7.5);
    auto exact = rounded;
    exact.erase("rounded_to");
    EXPECT_EQ(parts(cells(166), exact).truth[0], Truth::yes);
    EXPECT_EQ(parts({{"german", known(120)},
                     {"foreign", missing(Missing::withheld)},
                     {"total", known(165)}},
                    exact)
                  .truth[0],
              Truth::unknown);
}

TEST(Quality, DoubtsSharesThatDoNotMakeAHundred)
{
    const SettingsWritten written{
        {"check", "parts"}, {"over", "group"}, {"adds_to", 100.0}, {"within", "2 persons"}};
    EXPECT_EQ(parts({{"a", known(61)}, {"b", known(40)}}, written).truth[0], Truth::no);
    EXPECT_EQ(parts({{"a", known(62)}, {"b", known(47)}}, written).truth[0], Truth::yes);
}

// Twenty districts in two years; `now` of each from its figure before.
Assessment column(double (*now)(double before, int district), const SettingsWritten& written)
{
    Sheet sheet;
    for (int district = 0; district < 20; ++district) {
        const double before = 10 + 7 * district;
        sheet.values("031" + std::to_string(10 + district), {before, now(before, district)});
    }
    const auto made = make("quality", written, context_of(sheet));
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess(sheet.sight("03112", Period::year(2016)));
}

TEST(Quality, DoubtsAColumnThatIsACopyOfTheOneBefore)
{
    const SettingsWritten written{{"check", "copied"}};
    const auto copied =
        column([](double before, int at) { return before + (at < 1 ? 1 : 0); }, written);
    EXPECT_EQ(copied.truth[0], Truth::yes);
    EXPECT_THAT(copied.finding.de, HasSubstr("19 von 20 Zeilen genau den Wert"));
    const auto alive = column([](double before, int at) { return before + at % 3; }, written);
    EXPECT_EQ(alive.truth[0], Truth::no);
}

TEST(Quality, DoubtsAColumnThatJumpedAsAWhole)
{
    const SettingsWritten written{{"check", "jump"}, {"percent", 30.0}};
    EXPECT_EQ(column([](double before, int) { return before * 1.5; }, written).truth[0],
              Truth::yes);
    EXPECT_EQ(
        column([](double before, int at) { return before * (at % 2 == 0 ? 1.5 : 0.6); }, written)
            .truth[0],
        Truth::no);
}

TEST(Quality, SaysThatAColumnOfAFewRowsTellsNothing)
{
    Sheet sheet;
    sheet.values("03153", {10, 10});
    const auto made = make("quality", {{"check", "copied"}}, context_of(sheet));
    const auto found = made.detector->assess(sheet.sight("03153", Period::year(2016)));
    EXPECT_EQ(found.truth[0], Truth::unknown);
    EXPECT_THAT(found.reason.en, HasSubstr("too few rows"));
}

TEST(Quality, AsksForWhatItsCheckNeeds)
{
    const Sheet sheet;
    EXPECT_EQ(make("quality", {}, {}).mistakes.size(), 1U);
    EXPECT_EQ(make("quality", {{"check", "parts"}, {"over", "group"}}, {}).mistakes.size(), 1U);
    EXPECT_FALSE(make("quality", {{"check", "recomputed"}}, {}).mistakes.empty());
}

} // namespace
