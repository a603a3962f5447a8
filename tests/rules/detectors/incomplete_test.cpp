// SPDX-License-Identifier: EUPL-1.2
// Counts of which some cases are still to come: `complete` thins what is expected of them.
#include "sheet.hpp"

#include "rules/statistics/intervals.hpp"

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

SettingsWritten with(SettingsWritten written, const Listed& complete)
{
    if (!complete.empty()) written["complete"] = complete;
    return written;
}

TEST(Incomplete, LevelsAreThoseOfAllCasesWithTheUncertaintyOfThoseStillToCome)
{
    const SettingsWritten low{{"at_most", "40 persons"}};
    const auto calm = late_counts(1);
    EXPECT_EQ(judged(calm, "level", newest, with(low, {})).truth[0], Truth::yes);
    const auto whole = judged(calm, "level", newest, with(low, three));
    EXPECT_EQ(whole.truth[0], Truth::no);
    EXPECT_THAT(whole.finding.de, HasSubstr("erst etwa 60 % der Fälle sind eingegangen"));
    const auto much = late_counts(1.9); // 65 of 60 %: 108.3
    const auto level = [&](const char* limit) {
        return judged(much, "level", newest, with({{"at_least", limit}}, three));
    };
    EXPECT_EQ(level("80 persons").truth[0], Truth::yes);
    EXPECT_EQ(level("100 persons").truth[0], Truth::band) << "those still to come decide";
    const auto garwood = statistics::poisson_rate(65, 0.6, 0.95);
    EXPECT_DOUBLE_EQ(*level("80 persons").measured, 65 / 0.6);
    EXPECT_DOUBLE_EQ(level("80 persons").interval->lower, garwood->lower);
    EXPECT_DOUBLE_EQ(level("80 persons").interval->upper, garwood->upper);
}

TEST(Incomplete, ChangesAreOfAllCasesAndFiguresThatAreWholeDecideAsBefore)
{
    const SettingsWritten falls{{"against", "1 y"}, {"at_most", "-20 %"}, {"relative", true}};
    const auto calm = late_counts(1);
    EXPECT_EQ(judged(calm, "change", newest, with(falls, {})).truth[0], Truth::yes);
    EXPECT_EQ(judged(calm, "change", newest, with(falls, three)).truth[0], Truth::no);
    const SettingsWritten rises{{"against", "1 y"}, {"at_least", "+20 %"}, {"relative", true}};
    const auto much = late_counts(1.9);
    const auto said = judged(much, "change", newest, with(rises, three));
    EXPECT_EQ(said.truth[0], Truth::yes);
    EXPECT_LT(*said.p_value, 0.05);
    const double before = much.panels.value.at(0, newest - 12).value;
    const auto ratio = statistics::rate_ratio(65, 0.6, before, 1, 0.95);
    EXPECT_DOUBLE_EQ(said.interval->lower, 100 * ratio->lower - 100);
    const auto earlier = Period::month(2023, 6);
    EXPECT_EQ(judged(much, "change", earlier, with(rises, three)).interval,
              judged(much, "change", earlier, with(rises, {})).interval);
    const auto too_many = judged(much, "change", newest, with(rises, {"60 %"}));
    EXPECT_EQ(too_many.truth[0], Truth::unknown);
    EXPECT_THAT(too_many.reason.en, HasSubstr("more periods in a row are provisional"));
}

TEST(Incomplete, TrendsRunThroughAllCases)
{
    const auto growing = [](double share) {
        std::vector<double> counts;
        for (int year = 0; year < 12; ++year) counts.push_back(200 + 15 * year + 7 * (year % 3));
        counts.back() *= share;
        Sheet sheet(Period::year(2012));
        sheet.unit = persons;
        sheet.values("03153", counts);
        return sheet;
    };
    auto late = growing(0.5);
    late.mark("03153", Period::year(2023), provisional);
    const SettingsWritten written{{"at_least", "+5 persons"}};
    const auto told = judged(late, "trend", Period::year(2023), with(written, {"50 %"}));
    const auto whole = judged(growing(1), "trend", Period::year(2023), written);
    EXPECT_EQ(told.truth, whole.truth);
    EXPECT_EQ(told.measured, whole.measured);
    EXPECT_EQ(told.p_value, whole.p_value);
    EXPECT_LT(*judged(late, "trend", Period::year(2023), written).measured, *whole.measured);
}

TEST(Incomplete, RatesInPercentSayThatTheirDenominatorIsWhole)
{
    Sheet sheet(Period::year(2015));
    std::vector<Rate> rates;
    for (int i = 0; i < 9; ++i) rates.push_back({(i == 8 ? 0.5 : 1) * 80.0, 4000});
    sheet.rates("03153", rates);
    const auto t = Period::year(2023);
    sheet.mark("03153", t, provisional);
    for (const auto* kind : {"level", "change", "trend"}) {
        SettingsWritten written{{"at_least", "+1 pp"}, {"complete", Listed{"50 %"}}};
        if (std::string_view(kind) == "change") written["against"] = std::string("pooled 3 y");
        if (std::string_view(kind) == "level") written["at_least"] = std::string("1.5 %");
        const auto refused = make(kind, written, context_of(sheet));
        ASSERT_EQ(refused.mistakes.size(), 1U) << kind;
        EXPECT_THAT(refused.mistakes.front().what.en, HasSubstr("model = \"counts\""));
        written["model"] = std::string("counts");
        const auto said = judged(sheet, kind, t, written);
        EXPECT_NE(said.truth[0], Truth::unknown) << kind << said.reason.en;
    }
    const auto level =
        judged(sheet, "level", t,
               {{"at_least", "1.5 %"}, {"complete", Listed{"50 %"}}, {"model", "counts"}});
    EXPECT_DOUBLE_EQ(*level.measured, 2);
    EXPECT_EQ(level.interval_method, "Garwood");
}

// How often the interval of all cases holds what all cases turn out to be on average.
TEST(Incomplete, IntervalsHoldTheTruthAsOftenAsTheySay)
{
    std::mt19937_64 random(20261123);
    constexpr int rows = 1000;
    int held = 0, rises = 0;
    const auto level =
        make("level", with({{"at_least", "60 persons"}, {"confidence", 0.95}}, {"60 %"}), [] {
            Sheet sheet(Period::year(2020));
            sheet.unit = persons;
            return context_of(sheet);
        }());
    for (int row = 0; row < rows; ++row) {
        const int all = std::poisson_distribution<int>(50)(random);
        const int before = std::poisson_distribution<int>(50)(random);
        const double in = std::binomial_distribution<int>(all, 0.6)(random);
        Sheet sheet(Period::year(2020));
        sheet.unit = persons;
        sheet.values("03153", {static_cast<double>(before), in});
        const auto t = Period::year(2021);
        sheet.mark("03153", t, provisional);
        const auto said = level.detector->assess(sheet.sight("03153", t));
        held += said.interval->lower <= 50 && 50 <= said.interval->upper;
        rises +=
            judged(sheet, "change", t,
                   with({{"against", "1 y"}, {"at_least", "+1 %"}, {"relative", true}}, {"60 %"}))
                .truth[0] == Truth::yes;
    }
    EXPECT_GE(held, 0.94 * rows);
    EXPECT_LE(rises, 0.025 * rows);
}

} // namespace
