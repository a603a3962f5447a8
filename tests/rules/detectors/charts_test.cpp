// SPDX-License-Identifier: EUPL-1.2
// The charts over scores (cusum, ewma) and the outbreak test on rows one can check by eye.
#include "rules/statistics/farrington.hpp"
#include "sheet.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using ::testing::HasSubstr;

// Eight years of months around 20; from `at` on another level.
std::vector<double> around_twenty(std::size_t at, double factor)
{
    constexpr std::array<double, 7> unrest{0, 3, -4, 6, -2, -5, 2};
    std::vector<double> values;
    for (std::size_t i = 0; i < 96; ++i) {
        const double figure = 20 + unrest[i % unrest.size()];
        values.push_back(i >= at ? factor * figure : figure);
    }
    return values;
}

Sheet monthly(const std::vector<double>& values)
{
    Sheet sheet(Period::month(2016, 1));
    sheet.unit = persons;
    sheet.indicator.per = 1;
    sheet.values("03153", values);
    return sheet;
}

Assessment said(std::string_view kind, const Sheet& sheet, Period t,
                const SettingsWritten& written = {{"direction", std::string("up")}})
{
    const auto made = make(kind, written, context_of(sheet));
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess(sheet.sight("03153", t));
}

// The first month from which on a level that is higher (lower) since January 2023 is told.
int months_until_told(std::string_view kind, double factor, const SettingsWritten& written)
{
    const auto sheet = monthly(around_twenty(84, factor));
    for (int month = 1; month <= 12; ++month)
        if (said(kind, sheet, Period::month(2023, month), written).truth[0] == Truth::yes)
            return month;
    return 99;
}

TEST(Cusum, AddsSmallDeviationsUp)
{
    EXPECT_LE(months_until_told("cusum", 1.4, {{"direction", std::string("up")}}), 6);
    EXPECT_LE(months_until_told("cusum", 0.5, {{"direction", std::string("down")}}), 6);
    EXPECT_EQ(months_until_told("cusum", 1, {{"direction", std::string("both")}}), 99);
    EXPECT_LE(months_until_told("cusum", 1.4, {{"direction", std::string("up")}, {"limit", 3.0}}),
              months_until_told("cusum", 1.4, {{"direction", std::string("up")}, {"limit", 8.0}}));
}

TEST(Cusum, SaysWhereTheSumStandsAndHowOftenThatIsChance)
{
    const auto sheet = monthly(around_twenty(84, 1.6));
    const auto found = said("cusum", sheet, Period::month(2023, 6));
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_THAT(found.finding.de, HasSubstr("die Grenze ist 5."));
    EXPECT_THAT(found.finding.de, HasSubstr("im Mittel alle 931 Zeiträume")); // slack 0.5, limit 5
    EXPECT_THAT(found.finding.en, HasSubstr("every 931 periods on average"));
    EXPECT_GE(*found.since, Period::month(2022, 11));
    const auto both =
        said("cusum", sheet, Period::month(2023, 6), {{"direction", std::string("both")}});
    EXPECT_THAT(both.finding.de, HasSubstr("im Mittel alle 465 Zeiträume"));
}

TEST(Ewma, FollowsALastingDeviationBothWays)
{
    EXPECT_LE(months_until_told("ewma", 1.5, {{"direction", std::string("up")}}), 8);
    EXPECT_LE(months_until_told("ewma", 0.5, {{"direction", std::string("down")}}), 8);
    EXPECT_EQ(months_until_told("ewma", 1, {{"direction", std::string("both")}}), 99);
}

TEST(Ewma, HardlyMovesForASingleFigure)
{
    auto values = around_twenty(96, 1);
    values[90] = 45;
    const auto sheet = monthly(values);
    const auto t = Period::month(2023, 7);
    EXPECT_EQ(said("ewma", sheet, t).truth[0], Truth::no);
    EXPECT_EQ(said("signal", sheet, t).truth[0], Truth::yes);
}

TEST(Outbreak, AgreesWithFarringtonsMethodOnTheSameFigures)
{
    auto values = around_twenty(95, 2);
    const auto sheet = monthly(values);
    const auto t = Period::month(2023, 12);
    const auto found = said("outbreak", sheet, t, {{"threshold", std::string("delta")}});
    statistics::FarringtonSettings method;
    method.years = 5;
    method.half_window = 1;
    method.alpha = 0.01;
    const auto by_hand =
        statistics::farrington(std::span(values).subspan(96 - 62), {}, method); // 5 years + 1 + 1
    ASSERT_TRUE(by_hand);
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_TRUE(by_hand->alarm);
    EXPECT_DOUBLE_EQ(*found.expected, by_hand->expected);
    EXPECT_DOUBLE_EQ(*found.measured, by_hand->score);
    EXPECT_DOUBLE_EQ(*found.p_value, by_hand->p_value);
    EXPECT_THAT(found.finding.de, HasSubstr("derselben Jahreszeit der fünf Jahre davor"));
}

TEST(Outbreak, SeesFallsByTheLowerTail)
{
    const auto sheet = monthly(around_twenty(95, 0.1));
    const auto t = Period::month(2023, 12);
    const auto found = said("outbreak", sheet, t, {{"direction", std::string("down")}});
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_FALSE(found.upward);
    EXPECT_EQ(said("outbreak", sheet, t).truth[0], Truth::no);
}

// Twice the cases among twice the people is no outbreak.
TEST(Outbreak, CountsCasesAmongThePeopleTheyAreFrom)
{
    Sheet sheet(Period::month(2016, 1));
    sheet.indicator.per = 1000;
    sheet.unit = {{}, 0.001};
    std::vector<Rate> rates;
    for (const double cases : around_twenty(96, 1)) rates.push_back({cases, 10'000});
    rates.back() = {2 * rates.back().numerator, 20'000};
    auto more = rates;
    more.back().denominator = 10'000;
    sheet.rates("03153", rates).rates("03", more);
    const auto t = Period::month(2023, 12);
    EXPECT_EQ(said("outbreak", sheet, t).truth[0], Truth::no);
    const auto made = make("outbreak", {}, context_of(sheet));
    EXPECT_EQ(made.detector->assess(sheet.sight("03", t)).truth[0], Truth::yes);
}

TEST(Outbreak, SaysWhyItCannotTell)
{
    auto sheet = monthly(around_twenty(96, 1));
    EXPECT_THAT(said("outbreak", sheet, Period::month(2018, 6)).reason.de,
                HasSubstr("zu kurze Vorgeschichte: 29 Zeiträume sind bekannt, mindestens 37"));
    auto euros = monthly(around_twenty(96, 1));
    euros.panels.value = {};
    euros.unit = {{{"euro", 1}}, 1};
    euros.values("03153", around_twenty(96, 1));
    EXPECT_THAT(said("outbreak", euros, Period::month(2023, 12)).reason.de,
                HasSubstr("keine Zählung"));
    const auto few = monthly(std::vector<double>(96, 1));
    EXPECT_THAT(said("outbreak", few, Period::month(2023, 12)).reason.de,
                HasSubstr("zu kleine Zahlen: weniger als 5 Fälle in 4 Zeiträumen"));
}

TEST(Outbreak, RefusesParityForFalls)
{
    const auto sheet = monthly(around_twenty(96, 1));
    const auto made =
        make("outbreak", {{"parity", true}, {"direction", std::string("both")}}, context_of(sheet));
    ASSERT_EQ(made.mistakes.size(), 1U);
    EXPECT_THAT(made.mistakes.front().what.de, HasSubstr("kennt keine Rückgänge"));
}

} // namespace
