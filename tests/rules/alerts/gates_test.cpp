// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/gates.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Effect = GateSay::Effect;

Date date(std::string_view iso)
{
    return *parse_date(iso);
}

// Naturalisations in Landkreis Goslar, 2024 against the mean of the three years before.
Indicator naturalisations()
{
    Indicator indicator;
    indicator.id = "einbuergerungsquote";
    indicator.numerator = "einbuergerungen";
    indicator.denominator = "auslaender{alter='insgesamt'}";
    indicator.per = 100;
    indicator.theme = "recht";
    indicator.concept_id = "foreign";
    indicator.minimum_denominator = 1000;
    return indicator;
}

std::vector<Assessment> doubled()
{
    Assessment assessment;
    assessment.test = "change";
    assessment.truth = {Truth::yes, Truth::yes, Truth::yes};
    assessment.measured = 112.3;
    assessment.limit = 50;
    assessment.scale = Scale::percent;
    assessment.interval = statistics::Interval{92.4, 134.1, 0.95};
    assessment.interval_method = "Clopper-Pearson";
    const auto year = [](int y) { return Period::year(y); };
    assessment.figures = {
        {{"jetzt", "now"}, "03153", year(2024), year(2024), 3.87, 659, 17035, {}, {}},
        {{"davor", "before"}, "03153", year(2021), year(2023), 1.82, {}, {}, {}, {}}};
    return {assessment};
}

Break nationality_law(BreakAdvice advice = BreakAdvice::downgrade)
{
    Break known;
    known.id = "starmodg";
    known.date = date("2024-06-27");
    known.indicators = {"einbuergerungsquote"};
    known.why = {"Das Staatsangehörigkeitsrecht wurde geändert (StARModG).",
                 "The law of nationality changed (StARModG)."};
    known.advice = advice;
    return known;
}

Gated gated(BreakAdvice rules_advice, Severity severity, const std::vector<Break>& breaks,
            Reach reach = Reach::notify)
{
    Rule rule;
    rule.breaks = rules_advice;
    return pass_gates(rule, naturalisations(), doubled(), severity, reach, "03153",
                      Period::year(2024), breaks);
}

const GateSay& say_of(const Gated& is, std::string_view gate)
{
    for (const auto& say : is.says)
        if (say.gate == gate) return say;
    throw std::runtime_error("no such gate");
}

TEST(Breaks, OnlyNameTheLawWhereTheRuleIgnoresThem)
{
    const auto is = gated(BreakAdvice::ignore, Severity::signal, {nationality_law()});
    EXPECT_EQ(is.severity, Severity::signal);
    EXPECT_EQ(is.reach, Reach::notify);
    EXPECT_EQ(say_of(is, "breaks").effect, Effect::mentioned);
    EXPECT_EQ(say_of(is, "breaks").what.de,
              "27.06.2024: Das Staatsangehörigkeitsrecht wurde geändert (StARModG). Der Vergleich "
              "reicht über diesen Tag hinweg. Die Stufe bleibt.");
    EXPECT_THAT(say_of(is, "breaks").what.en, HasSubstr("2024-06-27: The law of nationality"));
}

TEST(Breaks, LowerASignalToANoteAndLeaveANote)
{
    auto is = gated(BreakAdvice::downgrade, Severity::signal, {nationality_law()});
    EXPECT_EQ(is.severity, Severity::note);
    EXPECT_EQ(say_of(is, "breaks").effect, Effect::downgraded);
    is = gated(BreakAdvice::downgrade, Severity::note, {nationality_law()});
    EXPECT_EQ(is.severity, Severity::note);
    EXPECT_EQ(say_of(is, "breaks").effect, Effect::mentioned);
    EXPECT_THAT(say_of(is, "breaks").what.de, HasSubstr("schon die niedrigste"));
}

TEST(Breaks, LowerBySingleStepHoweverManyThereAre)
{
    const auto is =
        gated(BreakAdvice::downgrade, Severity::urgent, {nationality_law(), nationality_law()});
    EXPECT_EQ(is.severity, Severity::signal);
    EXPECT_EQ(is.says.size(), 3U);
}

TEST(Breaks, HoldBackOnlyWhenRuleAndBreakBothSaySo)
{
    auto is = gated(BreakAdvice::hold, Severity::signal, {nationality_law(BreakAdvice::hold)});
    EXPECT_EQ(is.reach, Reach::record);
    EXPECT_EQ(is.severity, Severity::signal);
    EXPECT_EQ(say_of(is, "breaks").effect, Effect::held);
    is = gated(BreakAdvice::hold, Severity::signal, {nationality_law(BreakAdvice::downgrade)});
    EXPECT_EQ(is.reach, Reach::notify);
    EXPECT_EQ(is.severity, Severity::note);
    is = gated(BreakAdvice::downgrade, Severity::signal, {nationality_law(BreakAdvice::ignore)});
    EXPECT_EQ(is.severity, Severity::signal);
}

TEST(Breaks, LeaveAMessageForTheDigestThere)
{
    EXPECT_EQ(
        gated(BreakAdvice::downgrade, Severity::signal, {nationality_law()}, Reach::digest).reach,
        Reach::digest);
}

std::size_t count_between(std::string_view start, std::string_view end, Break known)
{
    return breaks_between({std::move(known)}, naturalisations(), "03153", date(start), date(end))
        .size();
}

TEST(Breaks, TouchAComparisonThatBeginsBeforeThemAndEndsOnOrAfterThem)
{
    EXPECT_EQ(count_between("2021-01-01", "2024-12-31", nationality_law()), 1U);
    EXPECT_EQ(count_between("2021-01-01", "2024-06-27", nationality_law()), 1U);
    EXPECT_EQ(count_between("2021-01-01", "2024-06-26", nationality_law()), 0U);
    EXPECT_EQ(count_between("2024-06-26", "2024-12-31", nationality_law()), 1U);
    EXPECT_EQ(count_between("2024-06-27", "2024-12-31", nationality_law()), 0U);
}

std::size_t touching(void (*change)(Break&))
{
    auto known = nationality_law();
    known.indicators.clear();
    change(known);
    return count_between("2021-01-01", "2024-12-31", known);
}

TEST(Breaks, TouchWhatTheyAreWrittenFor)
{
    EXPECT_EQ(touching([](Break&) {}), 1U) << "without a restriction: everything";
    EXPECT_EQ(touching([](Break& b) { b.themes = {"recht"}; }), 1U);
    EXPECT_EQ(touching([](Break& b) { b.themes = {"bildung"}; }), 0U);
    EXPECT_EQ(touching([](Break& b) { b.concepts = {"foreign"}; }), 1U);
    EXPECT_EQ(touching([](Break& b) { b.measures = {"einbuergerungen"}; }), 1U);
    EXPECT_EQ(touching([](Break& b) { b.measures = {"auslaender"}; }), 1U);
    EXPECT_EQ(touching([](Break& b) { b.measures = {"einbuergerung"}; }), 0U);
    EXPECT_EQ(touching([](Break& b) { b.measures = {"insgesamt"}; }), 0U) << "a code, no measure";
    EXPECT_EQ(touching([](Break& b) { b.areas = {{AreaSelector::Kind::under, "03"}}; }), 1U);
    EXPECT_EQ(touching([](Break& b) { b.areas = {{AreaSelector::Kind::under, "09"}}; }), 0U);
    EXPECT_EQ(touching([](Break& b) {
                  b.themes = {"bildung"};
                  b.indicators = {"einbuergerungsquote"};
              }),
              1U)
        << "any match is enough";
}

TEST(Breaks, SayThatThereIsNone)
{
    const auto is = gated(BreakAdvice::downgrade, Severity::signal, {});
    EXPECT_EQ(is.severity, Severity::signal);
    EXPECT_EQ(say_of(is, "breaks").effect, Effect::passed);
}

TEST(Reliability, SaysWhatTheTestsRestOn)
{
    const auto is = gated(BreakAdvice::ignore, Severity::signal, {});
    EXPECT_EQ(say_of(is, "reliability").effect, Effect::passed);
    EXPECT_EQ(say_of(is, "reliability").what.de,
              "Der kleinste Nenner ist 17.035, nötig sind 1.000. Das 95-%-Intervall +92 bis +134 % "
              "(Clopper-Pearson) schließt 0 aus.");
    EXPECT_EQ(
        say_of(is, "reliability").what.en,
        "The smallest denominator is 17,035; 1,000 are needed. The 95 % interval +92 to +134 % "
        "(Clopper-Pearson) excludes 0.");
}

GateSay reliability_of(const Assessment& assessment)
{
    const auto is = pass_gates({}, naturalisations(), {assessment}, Severity::signal, Reach::notify,
                               "03153", Period::year(2024), {});
    return say_of(is, "reliability");
}

TEST(Reliability, SaysWhenChanceMayExplainIt)
{
    auto assessment = doubled().front();
    assessment.scale = Scale::points;
    assessment.interval = statistics::Interval{-1.2, 8.4, 0.95};
    assessment.interval_method = "Newcombe";
    const auto say = reliability_of(assessment);
    EXPECT_EQ(say.effect, Effect::mentioned);
    EXPECT_THAT(say.what.de,
                HasSubstr("\u22121,2 bis +8,4 Prozentpunkte (Newcombe) schließt 0 ein"));
}

TEST(Reliability, SaysWhenThereIsNoInterval)
{
    auto assessment = doubled().front();
    assessment.interval.reset();
    const auto say = reliability_of(assessment);
    EXPECT_EQ(say.effect, Effect::mentioned);
    EXPECT_THAT(say.what.de, HasSubstr("Ohne Intervall beurteilt"));
}

TEST(Reliability, AsksForNoIntervalWhereAFigureIsHeldAgainstWhatWasExpected)
{
    auto assessment = doubled().front();
    assessment.interval.reset();
    assessment.scale = Scale::factor;
    assessment.expected = 31;
    const auto say = reliability_of(assessment);
    EXPECT_EQ(say.effect, Effect::passed);
    EXPECT_THAT(say.what.de, HasSubstr("was nach ihrer eigenen Vergangenheit zu erwarten war"));
}

TEST(Reliability, HoldsALevelAgainstItsLimit)
{
    auto assessment = doubled().front();
    assessment.test = "level";
    assessment.scale = Scale::own_unit;
    assessment.limit = 15;
    assessment.interval = statistics::Interval{16.1, 28.9, 0.95};
    assessment.interval_method = "Wilson";
    EXPECT_THAT(reliability_of(assessment).what.de,
                HasSubstr("16,1 bis 28,9 % (Wilson) schließt 15,0 % aus"));
}

TEST(Relative, ComparesWithTheOtherArea)
{
    auto assessment = doubled().front();
    assessment.scale = Scale::points;
    assessment.measured = 11.3;
    assessment.comparison_measured = 7.6;
    assessment.figures.push_back({{}, "03", {}, {}, {}, {}, {}, {}, {}});
    assessment.figures.back().first = Period::year(2021);
    const auto is = pass_gates({}, naturalisations(), {assessment}, Severity::signal, Reach::notify,
                               "03153", Period::year(2024), {});
    EXPECT_EQ(say_of(is, "relative").what.de,
              "Land: +7,6 Prozentpunkte im selben Vergleich, hier +18,9 Prozentpunkte; "
              "Unterschied: +11,3 Prozentpunkte.");
}

} // namespace
