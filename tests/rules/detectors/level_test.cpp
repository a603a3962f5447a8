// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/knows_chance.hpp"

#include "sheet.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Assessment level(const Sheet& sheet, const SettingsWritten& written, int year = 2015)
{
    const auto made = make("level", written, context_of(sheet));
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess(sheet.sight("03153", Period::year(year)));
}

Truth truth_at(double percent_now, const SettingsWritten& written)
{
    Sheet sheet;
    sheet.values("03153", {percent_now});
    return level(sheet, written).truth[0];
}

TEST(Level, HasADeadBandBetweenTheLimitAndClear)
{
    EXPECT_EQ(truth_at(15, {{"at_least", "15 %"}}), Truth::yes);
    EXPECT_EQ(truth_at(14.9, {{"at_least", "15 %"}}), Truth::band);
    EXPECT_EQ(truth_at(12, {{"at_least", "15 %"}}), Truth::band);
    EXPECT_EQ(truth_at(11.9, {{"at_least", "15 %"}}), Truth::no);
    EXPECT_EQ(truth_at(13, {{"at_least", "15 %"}, {"clear", "14 %"}}), Truth::no);
    EXPECT_EQ(truth_at(14.9, {{"at_least", "15 %"}, {"clear", "15 %"}}), Truth::no);
}

TEST(Level, LooksFromAboveWithAtMost)
{
    EXPECT_EQ(truth_at(50, {{"at_most", "50 %"}}), Truth::yes);
    EXPECT_EQ(truth_at(60, {{"at_most", "50 %"}}), Truth::band);
    EXPECT_EQ(truth_at(60.1, {{"at_most", "50 %"}}), Truth::no);
}

TEST(Level, TellsTheRungsOfALadderApart)
{
    Sheet sheet;
    sheet.values("03153", {21, 33});
    const SettingsWritten written{
        {"at_least", Rungs{{"note", "10 %"}, {"signal", "20 %"}, {"urgent", "30 %"}}}};
    const auto before = level(sheet, written), now = level(sheet, written, 2016);
    EXPECT_THAT(before.truth, ElementsAre(Truth::yes, Truth::yes, Truth::no));
    EXPECT_EQ(before.limit, 20);
    EXPECT_THAT(now.truth, ElementsAre(Truth::yes, Truth::yes, Truth::yes));
    EXPECT_EQ(now.limit, 30);
    const auto made = make("level", written, context_of(sheet));
    EXPECT_THAT(made.detector->ladder(),
                ElementsAre(Severity::note, Severity::signal, Severity::urgent));
    EXPECT_EQ(made.detector->lowest_limit(), 10);
}

TEST(Level, TakesTheNextLowerLimitWhereARungIsMissing)
{
    Sheet sheet;
    sheet.values("03153", {21});
    const auto is =
        level(sheet, {{"at_least", Rungs{{"signal", "20 %"}, {"urgent", "30 %"}}}}).truth;
    EXPECT_THAT(is, ElementsAre(Truth::yes, Truth::yes, Truth::no));
}

TEST(Level, AsksTheIntervalToLieBeyondTheLimitWhenConfidenceIsGiven)
{
    Sheet sheet;
    sheet.rates("03153", {{20, 100}});
    EXPECT_EQ(level(sheet, {{"at_least", "15 %"}}).truth[0], Truth::yes);
    const auto sure = level(sheet, {{"at_least", "15 %"}, {"confidence", 0.95}});
    EXPECT_EQ(sure.truth[0], Truth::band); // Wilson: 13.3 to 28.9
    EXPECT_NEAR(sure.interval->lower, 13.3, 0.05);
    EXPECT_EQ(sure.interval_method, "Wilson");
    EXPECT_EQ(level(sheet, {{"at_least", "13 %"}, {"confidence", 0.95}}).truth[0], Truth::yes);
}

TEST(Level, KnowsNothingOfSmallNumbers)
{
    Sheet sheet;
    sheet.indicator.minimum_denominator = 30;
    sheet.rates("03153", {{20, 29}});
    const auto is = level(sheet, {{"at_least", "15 %"}});
    EXPECT_EQ(is.truth[0], Truth::unknown);
    EXPECT_FALSE(is.measured);
    EXPECT_EQ(is.reason.de, "2015: zu kleine Zahlen: n = 29, mindestens 30 sind nötig");
}

TEST(Level, TakesFiguresOfLimitedReliabilityOnlyWhenToldTo)
{
    Sheet sheet;
    sheet.values("03153", {21}).mark("03153", Period::year(2015), {Missing::none, Status::limited});
    EXPECT_EQ(level(sheet, {{"at_least", "15 %"}}).truth[0], Truth::unknown);
    EXPECT_EQ(level(sheet, {{"at_least", "15 %"}, {"accept_limited", true}}).truth[0], Truth::yes);
}

TEST(Level, ReportsWhatIsWrongWithItsSettings)
{
    Sheet sheet;
    sheet.values("03153", {21});
    const auto mistakes = [&](const SettingsWritten& written) {
        std::vector<std::string> all;
        for (const auto& mistake : make("level", written, context_of(sheet)).mistakes)
            all.push_back(to_string(mistake.place) + " " + mistake.what.de);
        return all;
    };
    EXPECT_THAT(mistakes({}),
                ElementsAre("regeln.toml:1:1 test 'level': 'at_least' oder 'at_most' fehlt, der "
                            "Grenzwert"));
    EXPECT_THAT(mistakes({{"at_least", "15 pp"}}),
                ElementsAre(HasSubstr("regeln.toml:3:12 \"15 pp\": Prozentpunkte messen eine")));
    EXPECT_THAT(mistakes({{"at_least", 15.0}}), ElementsAre(HasSubstr("schreiben Sie \"15 %\"")));
    EXPECT_THAT(mistakes({{"at_least", "15 %"}, {"at_most", "20 %"}}),
                ElementsAre(HasSubstr("schließen sich hier aus")));
    EXPECT_THAT(mistakes({{"at_least", "15 %"}, {"clear", "16 %"}}),
                ElementsAre(HasSubstr("auf der ruhigen Seite")));
    EXPECT_THAT(mistakes({{"at_least", Rungs{{"note", "15 %"}}}, {"clear", "12 %"}}),
                ElementsAre(HasSubstr("dieselbe Form")));
    EXPECT_THAT(mistakes({{"at_least", Rungs{{"note", "15 %"}, {"signal", "15 %"}}}}),
                ElementsAre(HasSubstr("die Leiter steigt nicht")));
    EXPECT_THAT(mistakes({{"at_least", Rungs{{"signl", "15 %"}}}}),
                ElementsAre(HasSubstr("meinten Sie 'signal'"), HasSubstr("keine Stufe")));
    EXPECT_THAT(mistakes({{"at_least", true}}), ElementsAre(HasSubstr("'at_least' ist true")));
    EXPECT_THAT(mistakes({{"at_least", "15 %"}, {"agianst", "1 y"}}),
                ElementsAre(HasSubstr("'agianst' ist keine Einstellung")));
}

// Wilson's interval turned round is the score test: z = (0.387 − 0.3) / sqrt(0.3 · 0.7 / 124).
TEST(Level, HasAPValueWhereChanceIsToBeExcluded)
{
    Sheet sheet;
    sheet.rates("03153", {{48, 124}});
    const auto p_of = [&](const SettingsWritten& written) {
        const auto made = make("level", written, context_of(sheet));
        return dynamic_cast<const KnowsChance&>(*made.detector)
            .p_value(sheet.sight("03153", Period::year(2015)));
    };
    EXPECT_NEAR(*p_of({{"at_least", "30 %"}, {"confidence", 0.95}}), 0.01715, 0.0001);
    EXPECT_GT(*p_of({{"at_most", "50 %"}, {"confidence", 0.95}}), 0.001);
    EXPECT_FALSE(p_of({{"at_least", "30 %"}}));
    EXPECT_FALSE(p_of({{"at_least", "30 %"}, {"confidence", 0.0}}));
}

} // namespace
