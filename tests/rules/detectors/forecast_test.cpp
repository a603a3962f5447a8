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

// About one point more each year.
const std::vector<double> climbing{5, 6.2, 6.9, 8.1, 9, 10.1, 10.8, 12.1, 13};

Assessment forecast(const Sheet& sheet, const SettingsWritten& written, int year)
{
    const auto made = make("forecast", written, context_of(sheet));
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess(sheet.sight("03153", Period::year(year)));
}

Sheet of(const std::vector<double>& values)
{
    Sheet sheet;
    sheet.values("03153", values);
    return sheet;
}

TEST(Forecast, TellsALimitThatIsWithinReachBeforeItIsReached)
{
    const auto found = forecast(of(climbing), {{"at_least", "15 %"}, {"within", "3 y"}}, 2023);
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_GT(*found.measured, 80);
    EXPECT_LE(*found.measured, 100);
    EXPECT_THAT(found.finding.de, HasSubstr("Geht es weiter wie bisher, so ist der Grenzwert 15,0 "
                                            "% bis 2026 mit "));
    EXPECT_THAT(found.finding.de, HasSubstr("Irrfahrt mit Drift"));
    EXPECT_THAT(found.finding.en, HasSubstr("As likely as not: 2025"));
}

TEST(Forecast, DoesNotTellALimitThatIsOutOfReach)
{
    const auto found = forecast(of(climbing), {{"at_least", "40 %"}, {"within", "2 y"}}, 2023);
    EXPECT_EQ(found.truth[0], Truth::no);
    EXPECT_EQ(*found.measured, 0);
}

TEST(Forecast, LooksDownAsItLooksUp)
{
    auto falling = climbing;
    for (double& value : falling) value = 30 - value;
    const auto up = forecast(of(climbing), {{"at_least", "14 %"}}, 2023);
    const auto down = forecast(of(falling), {{"at_most", "16 %"}}, 2023);
    EXPECT_EQ(down.truth[0], Truth::yes);
    EXPECT_NEAR(*down.measured, *up.measured, 1e-6);
}

TEST(Forecast, StaysOnWhenTheLimitIsReached)
{
    const auto found = forecast(of(climbing), {{"at_least", "13 %"}}, 2023);
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_THAT(found.finding.de, HasSubstr("bereits erreicht"));
}

TEST(Forecast, TakesTheDampedTrendOfLongMonthlySeries)
{
    Sheet sheet(Period::month(2020, 1));
    std::vector<double> months;
    for (int i = 0; i < 40; ++i) months.push_back(10 + 0.2 * i + 0.1 * (i * 7 % 5));
    sheet.values("03153", months);
    const auto made =
        make("forecast", {{"at_least", "18.5 %"}, {"within", "6 m"}}, context_of(sheet));
    const auto at = sheet.sight("03153", Period::month(2023, 4));
    const auto found = made.detector->assess(at);
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_THAT(found.finding.en, HasSubstr("damped trend"));
    EXPECT_EQ(*made.detector->assess(at).measured, *found.measured); // drawn with the same seed
}

TEST(Forecast, SaysWhyThereIsNoVerdict)
{
    EXPECT_THAT(forecast(of({1, 2, 3}), {{"at_least", "15 %"}}, 2017).reason.en,
                HasSubstr("insufficient history"));
    auto sheet = of(climbing);
    sheet.mark("03153", Period::year(2023), Missing::withheld);
    EXPECT_EQ(forecast(sheet, {{"at_least", "15 %"}}, 2023).truth[0], Truth::unknown);
}

TEST(Forecast, RefusesSettingsThatMeanNothing)
{
    const auto sheet = of(climbing);
    const auto wrong = [&](const SettingsWritten& written) {
        const auto mistakes = make("forecast", written, context_of(sheet)).mistakes;
        return mistakes.empty() ? std::string() : mistakes.front().what.de;
    };
    EXPECT_THAT(wrong({{"at_least", "15 %"}, {"clear", "14 %"}}), HasSubstr("'probability'"));
    EXPECT_THAT(wrong({{"at_least", "15 %"}, {"within", "99 y"}}), HasSubstr("1 bis 60"));
    EXPECT_THAT(wrong({{"at_least", "15 %"}, {"probability", 0.2}}), HasSubstr("probability"));
}

// Months that drift towards the limit or away from it: a row at once says what each period says.
TEST(Forecast, AnswersARowAsItAssessesEachPeriod)
{
    std::mt19937_64 random(7);
    std::normal_distribution<double> unrest;
    std::map<Truth, int> seen;
    for (int row = 0; row < 12; ++row) {
        std::vector<double> values;
        double level = 60;
        for (int i = 0; i < 60; ++i) {
            level += 0.1 * row - 0.4 + unrest(random);
            values.push_back(level + 2 * unrest(random));
        }
        Sheet sheet(Period::month(2020, 1));
        sheet.unit = ratio;
        sheet.indicator.per = 1;
        sheet.values("03153", values);
        sheet.mark("03153", Period::month(2023, 5), Missing::withheld);
        sheet.mark("03153", Period::month(2023, 6), Mark(Missing::none, Status::provisional));
        const auto made = make(
            "forecast", {{"at_least", Rungs{{"note", "62"}, {"signal", "66"}}}, {"within", "6 m"}},
            context_of(sheet));
        ASSERT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.en;
        const auto first = Period::month(2022, 1), last = Period::month(2024, 12);
        std::vector<Answer> answers(static_cast<std::size_t>(last - first + 1));
        made.detector->answer(sheet.sight("03153", last), first, answers);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto t = first + static_cast<int>(i);
            EXPECT_EQ(answers[i], short_form(made.detector->assess(sheet.sight("03153", t))));
            for (const auto severity : {Severity::note, Severity::signal})
                ++seen[answers[i].truth(severity)];
        }
    }
    EXPECT_EQ(seen.size(), 4U) << "no, band, yes and unknown occur";
}

} // namespace
