// SPDX-License-Identifier: EUPL-1.2
// The figures of Goslar and of Lower Saxony are those published by the Landesamt für Statistik
// Niedersachsen (indicators 4-1-4 and 2-3-3); the others are drawn so that they can be checked by
// eye.
#include "sheet.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Assessment change(const Sheet& sheet, const SettingsWritten& written, Period t,
                  const std::string& area = "03153")
{
    const auto made = make("change", written, context_of(sheet));
    EXPECT_THAT(made.mistakes, IsEmpty()) << made.mistakes.front().what.de;
    return made.detector->assess(sheet.sight(area, t));
}

std::vector<std::string> mistakes(const Sheet& sheet, const SettingsWritten& written)
{
    std::vector<std::string> all;
    for (const auto& mistake : make("change", written, context_of(sheet)).mistakes)
        all.push_back(mistake.what.de);
    return all;
}

// Foreign school leavers without a certificate: 48 of 124 after 52 of 263 in three years.
Sheet goslar()
{
    Sheet sheet(Period::year(2021));
    sheet.indicator.minimum_denominator = 30;
    sheet.rates("03153", {{9, 64}, {19, 99}, {24, 100}, {48, 124}});
    sheet.rates("03", {{1214, 6517}, {1447, 7668}, {1916, 8482}, {2749, 9895}});
    return sheet;
}

TEST(Change, FindsTheSchoolLeaversOfGoslar)
{
    const auto is =
        change(goslar(), {{"against", "pooled 3 y"}, {"at_least", "+5 pp"}}, Period::year(2024));
    EXPECT_THAT(is.truth, ElementsAre(Truth::yes, Truth::yes, Truth::yes));
    EXPECT_NEAR(*is.measured, 18.9, 0.05);
    EXPECT_NEAR(is.interval->lower, 9.3, 0.05);
    EXPECT_NEAR(is.interval->upper, 28.8, 0.05);
    EXPECT_EQ(is.interval_method, "Newcombe");
    EXPECT_EQ(is.scale, Scale::points);
    EXPECT_EQ(is.limit, 5);
    EXPECT_EQ(is.clear, 4);
    EXPECT_EQ(is.against.de, "die drei Jahre davor zusammen");
    ASSERT_EQ(is.figures.size(), 2U);
    EXPECT_EQ(is.figures[0].role.de, "jetzt");
    EXPECT_EQ(is.figures[0].numerator, 48);
    EXPECT_EQ(is.figures[1].numerator, 52);
    EXPECT_EQ(is.figures[1].denominator, 263);
    EXPECT_EQ(is.figures[1].first, Period::year(2021));
    EXPECT_EQ(is.figures[1].last, Period::year(2023));
    EXPECT_TRUE(is.reason.empty());
}

TEST(Change, MeasuresByHowMuchMoreThanTheLand)
{
    const auto is =
        change(goslar(), {{"against", "pooled 3 y"}, {"at_least", "+3 pp"}, {"relative_to", "03"}},
               Period::year(2024));
    EXPECT_EQ(is.truth[0], Truth::yes);
    EXPECT_NEAR(*is.comparison_measured, 7.6, 0.05);
    EXPECT_NEAR(*is.measured, 11.35, 0.005);
    ASSERT_EQ(is.figures.size(), 4U);
    EXPECT_EQ(is.figures[2].role.de, "Land, jetzt");
    EXPECT_EQ(is.figures[2].area, "03");
    EXPECT_EQ(is.figures[3].denominator, 22667);
    EXPECT_EQ(is.interval_method, "Newcombe, MOVER");
    EXPECT_NEAR(is.interval->lower, 1.64, 0.005);
    EXPECT_NEAR(is.interval->upper, 21.21, 0.005);
}

TEST(Change, DoesNotFireWhereTheLandMovesAlike)
{
    auto sheet = goslar();
    sheet.rates("03", {{1214, 6517}, {1447, 7668}, {1916, 8482}, {3800, 9895}});
    const auto is =
        change(sheet, {{"against", "pooled 3 y"}, {"at_least", "+3 pp"}, {"relative_to", "03"}},
               Period::year(2024));
    EXPECT_EQ(is.truth[0], Truth::no);
    EXPECT_NEAR(*is.measured, 0.7, 0.05);
}

TEST(Change, KnowsNothingWithoutTheComparisonArea)
{
    const auto is =
        change(goslar(), {{"against", "pooled 3 y"}, {"at_least", "+3 pp"}, {"relative_to", "09"}},
               Period::year(2024));
    EXPECT_EQ(is.truth[0], Truth::unknown);
    EXPECT_EQ(is.reason.de, "Land: kein Wert im Indikator");
}

// Naturalisations, Landkreis Goslar 2024: 659 of 17,035 foreigners.
TEST(Change, FindsTheNaturalisationsOfGoslar)
{
    Sheet sheet(Period::year(2021));
    sheet.rates("03153", {{113, 13915}, {342, 16355}, {443, 17275}, {659, 17035}});
    const auto is =
        change(sheet, {{"against", "mean 3 y"}, {"at_least", "+50 %"}, {"relative", true}},
               Period::year(2024));
    EXPECT_EQ(is.truth[0], Truth::yes);
    EXPECT_EQ(is.scale, Scale::percent);
    EXPECT_NEAR(*is.measured, 112.3, 0.05); // 2.1 times
    EXPECT_EQ(is.interval_method, "Clopper-Pearson");
    EXPECT_NEAR(is.interval->lower, 91.5, 3);
    EXPECT_NEAR(is.interval->upper, 134, 3);
    EXPECT_EQ(is.figures[1].role.de, "das Mittel der drei Jahre davor");
    EXPECT_FALSE(is.figures[1].numerator);
    EXPECT_EQ(is.figures[1].least, 113);
}

TEST(Change, StaysInTheDeadBandWhileChanceCouldExplainIt)
{
    Sheet sheet;
    sheet.rates("03153", {{6, 40}, {11, 40}}); // +12.5 points, interval −5.5 to +29.7
    const SettingsWritten written{{"against", "1 y"}, {"at_least", "+5 pp"}};
    auto is = change(sheet, written, Period::year(2016));
    EXPECT_EQ(is.truth[0], Truth::band);
    EXPECT_LT(is.interval->lower, 0);
    auto without = written;
    without["confidence"] = 0.0;
    is = change(sheet, without, Period::year(2016));
    EXPECT_EQ(is.truth[0], Truth::yes);
    EXPECT_TRUE(is.interval) << "what decides nothing still informs";
}

TEST(Change, IgnoresTheIntervalInsideTheDeadBand)
{
    Sheet sheet;
    sheet.rates("03153", {{2000, 10000}, {2450, 10000}});
    const auto is = change(sheet, {{"against", "1 y"}, {"at_least", "+5 pp"}}, Period::year(2016));
    EXPECT_GT(is.interval->lower, 0);
    EXPECT_EQ(is.truth[0], Truth::band);
}

TEST(Change, LooksForFallsWithAMinusSign)
{
    Sheet sheet;
    sheet.rates("03153", {{5000, 10000}, {4600, 10000}});
    for (const char* key : {"at_least", "at_most"}) {
        const auto is = change(sheet, {{"against", "1 y"}, {key, "-3 pp"}}, Period::year(2016));
        EXPECT_EQ(is.truth[0], Truth::yes) << key;
        EXPECT_FALSE(is.upward);
        EXPECT_NEAR(*is.measured, -4, 1e-9);
        EXPECT_NEAR(*is.clear, -2.4, 1e-9);
    }
    const auto rise =
        change(sheet, {{"against", "1 y"}, {"at_least", "+3 pp"}}, Period::year(2016));
    EXPECT_EQ(rise.truth[0], Truth::no);
}

TEST(Change, MayAskForAMinimumOfGrowth)
{
    Sheet sheet;
    sheet.values("03153", {40, 40.5, 44});
    const SettingsWritten written{{"against", "1 y"}, {"at_most", "+1 pp"}};
    EXPECT_EQ(change(sheet, written, Period::year(2016)).truth[0], Truth::yes);
    EXPECT_EQ(change(sheet, written, Period::year(2017)).truth[0], Truth::no);
}

TEST(Change, ClimbsALadder)
{
    Sheet sheet;
    sheet.values("03153", {20, 24, 31});
    const SettingsWritten written{{"against", "1 y"},
                                  {"at_least", Rungs{{"note", "+3 pp"}, {"signal", "+6 pp"}}}};
    EXPECT_THAT(change(sheet, written, Period::year(2016)).truth,
                ElementsAre(Truth::yes, Truth::no, Truth::no));
    EXPECT_THAT(change(sheet, written, Period::year(2017)).truth,
                ElementsAre(Truth::yes, Truth::yes, Truth::yes));
}

TEST(Change, NamesThePeriodAndTheSignOfWhatIsMissing)
{
    auto sheet = goslar();
    sheet.mark("03153", Period::year(2022), Missing::withheld);
    const SettingsWritten pooled{{"against", "pooled 3 y"}, {"at_least", "+5 pp"}};
    auto is = change(sheet, pooled, Period::year(2024));
    EXPECT_EQ(is.truth[0], Truth::unknown);
    EXPECT_FALSE(is.measured || is.interval);
    EXPECT_EQ(is.reason.de, "2022: kein Wert (" + title_of(Missing::withheld).de + ")");
    is = change(sheet, pooled, Period::year(2022));
    EXPECT_EQ(is.reason.de, "2022: kein Wert (" + title_of(Missing::withheld).de + ")");
    is = change(goslar(), pooled, Period::year(2023));
    EXPECT_EQ(is.reason.de, "2020: kein Wert (" + title_of(Missing::not_yet).de + ")");
}

TEST(Change, KnowsNothingOfSmallNumbers)
{
    auto sheet = goslar();
    sheet.rates("03153", {{1, 10}, {1, 10}, {1, 9}, {10, 40}});
    const auto pooled =
        change(sheet, {{"against", "pooled 3 y"}, {"at_least", "+5 pp"}}, Period::year(2024));
    EXPECT_EQ(pooled.truth[0], Truth::unknown);
    EXPECT_EQ(pooled.reason.de,
              "2021 bis 2023: zu kleine Zahlen: n = 29, mindestens 30 sind nötig");
    const auto one = change(sheet, {{"against", "1 y"}, {"at_least", "+5 pp"}}, Period::year(2024));
    EXPECT_EQ(one.reason.en, "2023: numbers too small: n = 9, at least 30 are needed");
}

TEST(Change, HasNoPercentOfNothing)
{
    Sheet sheet;
    sheet.rates("03153", {{0, 100}, {10, 100}});
    const auto is = change(sheet, {{"against", "1 y"}, {"at_least", "+50 %"}, {"relative", true}},
                           Period::year(2016));
    EXPECT_EQ(is.truth[0], Truth::unknown);
    EXPECT_THAT(is.reason.de, HasSubstr("nicht größer als 0"));
}

TEST(Change, ComparesABareCountWithoutAnIntervalUnlessAsked)
{
    Sheet sheet;
    sheet.unit = persons;
    sheet.values("03153", {310, 145});
    SettingsWritten written{{"against", "1 y"}, {"at_least", "-25 %"}, {"relative", true}};
    auto is = change(sheet, written, Period::year(2016));
    EXPECT_EQ(is.truth[0], Truth::yes);
    EXPECT_NEAR(*is.measured, -53.2, 0.05);
    EXPECT_FALSE(is.interval);
    written["confidence"] = 0.95;
    is = change(sheet, written, Period::year(2016));
    EXPECT_EQ(is.interval_method, "Clopper-Pearson");
    EXPECT_LT(is.interval->upper, 0);
}

TEST(Change, MeasuresAgainstTheMedianOfTheSameMonths)
{
    Sheet sheet(Period::month(2020, 1));
    sheet.unit = persons;
    std::vector<double> arrivals(61, 1000);
    arrivals[0] = 90;    // January 2020
    arrivals[12] = 110;  // 2021
    arrivals[24] = 9000; // 2022: an outlier
    arrivals[36] = 100;
    arrivals[48] = 105;
    arrivals[60] = 220;
    sheet.values("03153", arrivals);
    const auto is = change(
        sheet,
        {{"against", "median of same months 5 y"}, {"at_least", "+100 %"}, {"relative", true}},
        Period::month(2025, 1));
    EXPECT_EQ(is.truth[0], Truth::yes);
    EXPECT_NEAR(*is.measured, 100 * (220.0 / 105 - 1), 1e-9);
}

TEST(Change, MeasuresAgainstAFixedValue)
{
    Sheet sheet;
    sheet.rates("03153", {{300, 1000}});
    const auto is = change(sheet, {{"against", "20 %"}, {"at_least", "+5 pp"}}, Period::year(2015));
    EXPECT_EQ(is.truth[0], Truth::yes);
    EXPECT_NEAR(*is.measured, 10, 1e-9);
    EXPECT_EQ(is.interval_method, "Wilson");
    EXPECT_NEAR(is.interval->lower, 7.2, 0.05);
    EXPECT_EQ(is.figures.size(), 1U);
}

TEST(Change, IsProvisionalWhenAnyFigureOfAPoolIs)
{
    auto sheet = goslar();
    sheet.mark("03153", Period::year(2022), {Missing::none, Status::provisional});
    const auto is =
        change(sheet, {{"against", "pooled 3 y"}, {"at_least", "+5 pp"}}, Period::year(2024));
    EXPECT_EQ(is.truth[0], Truth::yes);
    EXPECT_EQ(is.figures[0].mark.status(), Status::final);
    EXPECT_EQ(is.figures[1].mark.status(), Status::provisional);
}

TEST(Change, RefusesPercentForPointsAndSaysWhatToWrite)
{
    const auto sheet = goslar();
    EXPECT_THAT(mistakes(sheet, {{"against", "1 y"}, {"at_least", "+5 %"}}),
                ElementsAre(HasSubstr("Für Prozentpunkte schreiben Sie \"5 pp\"")));
    EXPECT_THAT(mistakes(sheet, {{"against", "1 y"}, {"at_least", "+5 pp"}, {"relative", true}}),
                ElementsAre(HasSubstr("schreiben Sie \"5 %\"")));
    EXPECT_THAT(mistakes(sheet, {{"against", "1 y"}, {"at_least", "+5 %"}, {"relative", true}}),
                IsEmpty());
}

TEST(Change, ReportsWhatIsWrongWithItsSettings)
{
    const auto sheet = goslar();
    EXPECT_THAT(mistakes(sheet, {{"at_least", "+5 pp"}}),
                ElementsAre(HasSubstr("'against' fehlt")));
    EXPECT_THAT(mistakes(sheet, {{"against", "1 y"}}), ElementsAre(HasSubstr("der Grenzwert")));
    EXPECT_THAT(mistakes(sheet, {{"against", "gestern"}, {"at_least", "+5 pp"}}),
                ElementsAre(HasSubstr("verstanden werden")));
    EXPECT_THAT(mistakes(sheet, {{"against", "1 y"}, {"at_least", "0 pp"}}),
                ElementsAre(HasSubstr("0 ist keine Veränderung")));
    EXPECT_THAT(mistakes(sheet, {{"against", "1 y"}, {"at_least", "+5 pp"}, {"confidence", 95.0}}),
                ElementsAre(HasSubstr("'confidence' ist 95")));
    EXPECT_THAT(
        mistakes(sheet, {{"against", "median 3 y"}, {"at_least", "+5 pp"}, {"confidence", 0.9}}),
        ElementsAre(HasSubstr("zu einem Median gibt es hier kein Intervall")));
    EXPECT_THAT(
        mistakes(sheet, {{"against", "20 %"}, {"at_least", "+5 pp"}, {"relative_to", "03"}}),
        ElementsAre(HasSubstr("ein fester Wert hat keine Entwicklung")));
    EXPECT_THAT(mistakes(sheet, {{"against", "1 y"},
                                 {"at_least", Rungs{{"note", "+3 pp"}, {"signal", "-5 pp"}}}}),
                ElementsAre(HasSubstr("die Leiter mischt"), HasSubstr("steigt nicht")));
}

TEST(Change, KnowsTheAreasItMayCompareWith)
{
    const auto sheet = goslar();
    auto context = context_of(sheet);
    context.areas = {"03", "03153", "03102"};
    const auto made = make(
        "change", {{"against", "1 y"}, {"at_least", "+5 pp"}, {"relative_to", "03154"}}, context);
    ASSERT_EQ(made.mistakes.size(), 1U);
    EXPECT_EQ(made.mistakes[0].what.de,
              "\"03154\" ist kein bekanntes Gebiet; meinten Sie '03153'?");
}

// Whatever the figures: no verdict changes when the future is cut off, and no NaN gets out.
TEST(Change, NeverLooksAheadAndNeverLetsNanOut)
{
    const std::vector<std::string> references{"1 y", "pooled 3 y", "mean 3 y", "median 3 y"};
    EXPECT_TRUE(rc::check([&] {
        const auto numerators = *rc::gen::container<std::vector<int>>(8, rc::gen::inRange(0, 50));
        const auto rest = *rc::gen::container<std::vector<int>>(8, rc::gen::inRange(0, 50));
        const auto known = *rc::gen::inRange<std::size_t>(1, 9);
        std::vector<Rate> rates;
        for (std::size_t i = 0; i < 8; ++i)
            rates.push_back(
                {static_cast<double>(numerators[i]), static_cast<double>(numerators[i] + rest[i])});
        Sheet all, cut;
        all.rates("03153", rates);
        cut.rates("03153", {rates.begin(), rates.begin() + static_cast<std::ptrdiff_t>(known)});
        const auto t = Period::year(2014 + static_cast<int>(known));
        const bool relative = *rc::gen::arbitrary<bool>();
        const SettingsWritten written{{"against", *rc::gen::elementOf(references)},
                                      {"at_least", relative ? "+20 %" : "+5 pp"},
                                      {"relative", relative}};
        const auto with = change(all, written, t), without = change(cut, written, t);
        RC_ASSERT(with.truth == without.truth);
        RC_ASSERT(with.measured == without.measured);
        RC_ASSERT(with.interval == without.interval);
        RC_ASSERT(with.reason == without.reason);
        RC_ASSERT(std::isfinite(with.measured.value_or(0)));
        if (with.interval) RC_ASSERT(std::isfinite(with.interval->lower + with.interval->upper));
        RC_ASSERT(with.reason.empty() == (with.truth[0] != Truth::unknown));
    }));
}

} // namespace
