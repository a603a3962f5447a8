// SPDX-License-Identifier: EUPL-1.2
// Counts of which some cases are still to come: `complete` thins what is expected of them.
#include "sheet.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using ::testing::HasSubstr;

const Mark provisional(Missing::none, Status::provisional);
const Listed three{"60 %", "90 %", "97 %"};

// Eight years of about 60 cases a month, the last three provisional: 97, 90 and 60 % of them in,
// the newest times a factor.
Sheet late_counts(double newest)
{
    constexpr std::array<int, 7> unrest{0, 5, -8, 9, -3, -6, 4};
    std::vector<double> counts;
    for (std::size_t i = 0; i < 96; ++i) counts.push_back(60 + unrest[i % unrest.size()]);
    counts[93] = std::round(0.97 * counts[93]);
    counts[94] = std::round(0.9 * counts[94]);
    counts[95] = std::round(0.6 * newest * counts[95]);
    Sheet sheet(Period::month(2016, 1));
    sheet.unit = persons;
    sheet.indicator.per = 1;
    sheet.values("03153", counts);
    for (int month = 10; month <= 12; ++month)
        sheet.mark("03153", Period::month(2023, month), provisional);
    return sheet;
}

const auto newest = Period::month(2023, 12);

Assessment judged(const Sheet& sheet, std::string_view kind, Period t, SettingsWritten written)
{
    const auto made = make(kind, written, context_of(sheet));
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess(sheet.sight("03153", t));
}

SettingsWritten looking(const std::string& direction, const Listed& complete)
{
    SettingsWritten written{{"direction", direction}};
    if (!complete.empty()) written["complete"] = complete;
    return written;
}

TEST(Incomplete, CountsAreNoFallWhereTheRuleSaysHowManyAreIn)
{
    const auto sheet = late_counts(1);
    EXPECT_EQ(judged(sheet, "signal", newest, looking("down", {})).truth[0], Truth::yes);
    const auto said = judged(sheet, "signal", newest, looking("down", three));
    EXPECT_EQ(said.truth[0], Truth::no);
    EXPECT_NEAR(*said.expected, 0.6 * 60, 2);
    EXPECT_THAT(said.finding.de, HasSubstr("erst etwa 60 % der Fälle sind eingegangen"));
    EXPECT_THAT(said.finding.en, HasSubstr("only about 60 % of the cases are in"));
}

TEST(Incomplete, CountsThatAreMuchForWhatIsInAreARise)
{
    const auto sheet = late_counts(1.9);
    EXPECT_NE(judged(sheet, "signal", newest, looking("up", {})).truth[0], Truth::yes);
    const auto said = judged(sheet, "signal", newest, looking("up", three));
    EXPECT_EQ(said.truth[0], Truth::yes);
    EXPECT_THAT(said.finding.de, HasSubstr("Hochgerechnet sind es 108"));
    EXPECT_LT(*said.p_value, 0.01);
    for (const auto* kind : {"cusum", "ewma", "outbreak"}) {
        const auto other = judged(sheet, kind, newest, looking("up", three));
        EXPECT_NEAR(*other.expected, 0.6 * 60, 3) << kind;
        EXPECT_THAT(other.finding.en, HasSubstr("the cases are in (complete)")) << kind;
    }
    EXPECT_EQ(judged(sheet, "outbreak", newest, looking("up", three)).truth[0], Truth::yes);
}

// The oldest provisional period is the most complete one, whatever came after it.
TEST(Incomplete, PeriodsAreJudgedByTheirAge)
{
    const auto sheet = late_counts(1);
    const auto share_at = [&](int month) {
        return judged(sheet, "signal", Period::month(2023, month), looking("both", three));
    };
    EXPECT_THAT(share_at(10).finding.en, HasSubstr("only about 97 %"));
    EXPECT_THAT(share_at(11).finding.en, HasSubstr("only about 90 %"));
    EXPECT_THAT(share_at(9).finding.en, Not(HasSubstr("(complete)")));
}

TEST(Incomplete, PeriodsAreJudgedAlikeWhetherOrNotLaterOnesAreKnown)
{
    const auto sheet = late_counts(1.5);
    for (int month = 9; month <= 12; ++month) {
        const auto t = Period::month(2023, month);
        Sheet shorter(Period::month(2016, 1));
        shorter.unit = persons;
        shorter.indicator.per = 1;
        std::vector<double> counts;
        for (auto period = Period::month(2016, 1); period <= t; period = period + 1)
            counts.push_back(sheet.panels.value.at(0, period).value);
        shorter.values("03153", counts);
        for (int late = 10; late <= month; ++late)
            shorter.mark("03153", Period::month(2023, late), provisional);
        for (const auto* kind : {"signal", "cusum", "ewma", "outbreak"}) {
            const auto with = judged(sheet, kind, t, looking("both", three));
            const auto without = judged(shorter, kind, t, looking("both", three));
            EXPECT_EQ(with.truth, without.truth);
            EXPECT_EQ(with.measured, without.measured);
            EXPECT_EQ(with.finding, without.finding);
        }
    }
}

TEST(Incomplete, RowsAtOnceSayWhatEachPeriodSays)
{
    const auto sheet = late_counts(1.5);
    const auto first = Period::month(2023, 6);
    for (const auto* kind : {"signal", "cusum", "ewma", "outbreak"}) {
        const auto made = make(kind, looking("both", three), context_of(sheet));
        std::vector<Answer> answers(static_cast<std::size_t>(newest - first + 1));
        made.detector->answer(sheet.sight("03153", newest), first, answers);
        for (std::size_t i = 0; i < answers.size(); ++i)
            EXPECT_EQ(answers[i], short_form(made.detector->assess(
                                      sheet.sight("03153", first + static_cast<int>(i)))))
                << kind << " " << i;
    }
}

TEST(Incomplete, MorePeriodsThanSharesAreNotGuessedAt)
{
    const auto sheet = late_counts(1);
    const auto said = judged(sheet, "signal", newest, looking("down", {"60 %", "90 %"}));
    EXPECT_EQ(said.truth[0], Truth::unknown);
    EXPECT_THAT(said.reason.de, HasSubstr("mehr Zeiträume hintereinander sind vorläufig"));
    const auto before =
        judged(sheet, "signal", Period::month(2023, 11), looking("down", {"60 %", "90 %"}));
    EXPECT_NE(before.truth[0], Truth::unknown);
}

TEST(Incomplete, OnlyCountsCanBe)
{
    auto sheet = late_counts(1);
    sheet.unit = ratio;
    EXPECT_EQ(make("signal", looking("up", three), context_of(sheet)).mistakes.size(), 1U);
    sheet.unit = persons;
    const auto wrong = [&](const Listed& shares) {
        const auto made = make("ewma", looking("up", shares), context_of(sheet));
        return made.mistakes.empty() ? std::string() : made.mistakes.front().what.en;
    };
    for (const Listed& shares : {Listed{"60"}, {"0 %"}, {"90 %", "60 %"}, {"101 %"}})
        EXPECT_THAT(wrong(shares), HasSubstr("the newest period first"));
    const auto parity =
        make("outbreak", {{"complete", three}, {"parity", true}}, context_of(sheet));
    EXPECT_EQ(parity.mistakes.size(), 1U);
}

// Rates in percent are shares, unless the rule has them read as counts.
TEST(Incomplete, RatesAreCountsOverTheirWholeDenominator)
{
    Sheet sheet(Period::quarter(2015, 1));
    std::vector<Rate> rates;
    for (int i = 0; i < 40; ++i) rates.push_back({(i == 39 ? 0.5 : 1) * (80.0 + i * 7 % 5), 4000});
    sheet.rates("03153", rates);
    const auto t = Period::quarter(2024, 4);
    sheet.mark("03153", t, provisional);
    EXPECT_EQ(make("signal", looking("down", {"50 %"}), context_of(sheet)).mistakes.size(), 1U);
    auto written = looking("down", {"50 %"});
    written["model"] = std::string("counts");
    const auto said = judged(sheet, "signal", t, written);
    EXPECT_EQ(said.truth[0], Truth::no);
    EXPECT_NEAR(*said.expected, 1, 0.1); // percent, of 2
}

// Negative binomial counts of which each case is in with probability 0.6: no more false alarms than
// of counts that are all in.
TEST(Incomplete, CountsRaiseNoMoreFalseAlarms)
{
    std::mt19937_64 random(20261122);
    int rises = 0, falls = 0;
    constexpr int rows = 600;
    for (int row = 0; row < rows; ++row) {
        std::vector<double> counts;
        for (int i = 0; i < 96; ++i) {
            const double mean = std::gamma_distribution<double>(30.0, 1.0)(random); // Var = 2 mean
            counts.push_back(std::poisson_distribution<int>(mean)(random));
        }
        counts[95] = std::binomial_distribution<int>(static_cast<int>(counts[95]), 0.6)(random);
        Sheet sheet(Period::month(2016, 1));
        sheet.unit = persons;
        sheet.indicator.per = 1;
        sheet.values("03153", counts);
        sheet.mark("03153", newest, provisional);
        rises += judged(sheet, "signal", newest, looking("up", {"60 %"})).truth[0] == Truth::yes;
        falls += judged(sheet, "signal", newest, looking("down", {"60 %"})).truth[0] == Truth::yes;
    }
    EXPECT_LE(rises, 0.02 * rows);
    EXPECT_LE(falls, 0.02 * rows);
}

} // namespace
