// SPDX-License-Identifier: EUPL-1.2
#include "sheet.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <map>
#include <random>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using ::testing::HasSubstr;

// Nine calm years, then three that are eight points higher.
const std::vector<double> stepped{20, 21, 19, 20, 21, 20, 19, 20, 20, 28, 29, 28, 28, 29, 28};

Assessment shift(const Sheet& sheet, const SettingsWritten& written, int year)
{
    const auto made = make("shift", written, context_of(sheet));
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess(sheet.sight("03153", Period::year(year)));
}

Sheet of(const std::vector<double>& values)
{
    Sheet sheet;
    sheet.values("03153", values);
    return sheet;
}

TEST(Shift, SaysSinceWhenAFigureHasBeenAtAnotherLevel)
{
    const auto found = shift(of(stepped), {{"at_least", "+5 pp"}}, 2026);
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_EQ(found.since, Period::year(2024));
    EXPECT_NEAR(*found.measured, 28.33 - 20, 0.01);
    EXPECT_NEAR(*found.expected, 20, 0.01);
    EXPECT_EQ(found.figures[1].first, Period::year(2015));
    EXPECT_EQ(found.figures[1].last, Period::year(2023));
    EXPECT_THAT(found.finding.de, HasSubstr("Seit 2024 liegt die Zahl auf einem anderen Niveau: im "
                                            "Mittel bei 28,3 % statt bei 20,0 %"));
    EXPECT_THAT(found.finding.en, HasSubstr("+8.3 percentage points"));
}

TEST(Shift, IsAnOldStoryAfterAWhile)
{
    const auto sheet = of(stepped);
    EXPECT_EQ(shift(sheet, {{"at_least", "+5 pp"}}, 2027).truth[0], Truth::no);
    EXPECT_EQ(shift(sheet, {{"at_least", "+5 pp"}, {"within", "6 y"}}, 2027).truth[0], Truth::yes);
}

TEST(Shift, TellsAFallAsItTellsARise)
{
    auto fallen = stepped;
    for (double& value : fallen) value = 60 - value;
    const auto found = shift(of(fallen), {{"at_least", "-5 pp"}}, 2026);
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_NEAR(*found.measured, -8.33, 0.01);
    EXPECT_EQ(shift(of(fallen), {{"at_least", "+5 pp"}}, 2026).truth[0], Truth::no);
}

TEST(Shift, DoesNotCallASingleWildYearALevel)
{
    EXPECT_EQ(
        shift(of({20, 21, 19, 20, 21, 20, 19, 20, 20, 30}), {{"at_least", "+5 pp"}}, 2024).truth[0],
        Truth::no);
}

TEST(Shift, KnowsThatSmallGroupsJumpByChance)
{
    const auto at = [](double people) {
        Sheet sheet;
        std::vector<Rate> rates(10, {0.2 * people, people});
        for (std::size_t i = 7; i < 10; ++i) rates[i].numerator = 0.3 * people;
        sheet.rates("03153", rates);
        return shift(sheet, {{"at_least", "+5 pp"}}, 2024).truth[0];
    };
    EXPECT_NE(at(20), Truth::yes);
    EXPECT_EQ(at(2000), Truth::yes);
}

TEST(Shift, IsNotDeceivedByTheSeason)
{
    Sheet sheet(Period::month(2018, 1));
    std::vector<double> months;
    for (int i = 0; i < 60; ++i)
        months.push_back(100 + 40 * std::sin(i * 0.5236) + (i * 7 % 5) + (i >= 52 ? 60 : 0));
    sheet.unit = persons;
    sheet.values("03153", months);
    const auto made = make("shift", {{"at_least", "+30 persons"}}, context_of(sheet));
    const auto before = made.detector->assess(sheet.sight("03153", Period::month(2022, 4)));
    EXPECT_EQ(before.truth[0], Truth::no);
    const auto found = made.detector->assess(sheet.sight("03153", Period::month(2022, 12)));
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_EQ(found.since, Period::month(2022, 5));
}

TEST(Shift, HasNothingToSayOfAConstant)
{
    const auto found = shift(of(std::vector<double>(10, 7)), {{"at_least", "+1 pp"}}, 2024);
    EXPECT_EQ(found.truth[0], Truth::no);
    EXPECT_TRUE(found.reason.empty());
}

TEST(Shift, SaysWhyThereIsNoVerdict)
{
    EXPECT_THAT(shift(of({20, 21, 22, 30}), {{"at_least", "+5 pp"}}, 2018).reason.en,
                HasSubstr("insufficient history"));
    auto sheet = of(stepped);
    sheet.mark("03153", Period::year(2026), Missing::withheld);
    EXPECT_EQ(shift(sheet, {{"at_least", "+5 pp"}}, 2026).truth[0], Truth::unknown);
}

TEST(Shift, HasAPValueThatCountsEveryDateTheStepCouldHaveHad)
{
    const auto rising = shift(of(stepped), {{"at_least", "+5 pp"}}, 2026);
    EXPECT_LT(*rising.p_value, 0.01);
    EXPECT_FALSE(shift(of(stepped), {{"at_least", "+5 pp"}, {"confidence", 0.0}}, 2026).p_value);
    auto fallen = stepped;
    for (double& value : fallen) value = 60 - value;
    EXPECT_DOUBLE_EQ(*shift(of(fallen), {{"at_least", "-5 pp"}}, 2026).p_value, *rising.p_value);
}

// Rows of one level: p values at most α come in at most α of them.
TEST(Shift, HasPValuesThatHoldWhereNothingHappened)
{
    std::mt19937_64 random(4);
    std::normal_distribution<double> unrest;
    struct Rows {
        int periods, rows;
    };
    for (const auto& [periods, rows] : {Rows{10, 4000}, Rows{15, 4000}}) {
        std::map<double, int> below{{0.1, 0}, {0.01, 0}, {0.001, 0}};
        for (int row = 0; row < rows; ++row) {
            std::vector<double> values;
            for (int i = 0; i < periods; ++i) values.push_back(50 + unrest(random));
            const auto said = shift(of(values), {{"at_least", "+0.01 pp"}}, 2014 + periods);
            for (auto& [alpha, count] : below) count += said.p_value && *said.p_value <= alpha;
        }
        for (const auto& [alpha, count] : below)
            EXPECT_LE(count, alpha * rows + 2 * std::sqrt(alpha * rows)) << periods << " " << alpha;
    }
}

} // namespace
