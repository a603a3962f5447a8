// SPDX-License-Identifier: EUPL-1.2
#include "rules/disclosure/disclosure.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace {

using namespace tuermer;
using ::testing::HasSubstr;

const Unit persons{{{"persons", 1}}, 1};

TEST(Threshold, DependsOnTheRole)
{
    EXPECT_EQ(disclosure_threshold(Role::statistics), 3);
    EXPECT_EQ(disclosure_threshold(Role::it), 3);
    EXPECT_EQ(disclosure_threshold(Role::integration), 5);
    EXPECT_EQ(disclosure_threshold(Role::leadership), 5);
    EXPECT_EQ(disclosure_threshold(Role::publicity), 10);
}

TEST(MayShow, HidesSmallCountsAndShowsZero)
{
    EXPECT_FALSE(may_show(1, 100, 3));
    EXPECT_FALSE(may_show(2, 100, 3));
    EXPECT_TRUE(may_show(3, 100, 3));
    EXPECT_FALSE(may_show(4, 100, 5));
    EXPECT_TRUE(may_show(0, 100, 10));
    EXPECT_FALSE(may_show(2.5, 100, 3)) << "weighted counts too";
}

TEST(MayShow, HidesAWholeGroupAndAllButAFewOfIt)
{
    EXPECT_FALSE(may_show(7, 7, 3)) << "all seven";
    EXPECT_FALSE(may_show(98, 100, 3));
    EXPECT_TRUE(may_show(97, 100, 3));
    EXPECT_FALSE(may_show(0, 2, 3)) << "the group itself is small";
    EXPECT_TRUE(may_show(0, 0, 3));
}

TEST(MayShow, KnowsThatMoreCasesThanPersonsAreNoShare)
{
    EXPECT_TRUE(may_show(120, 100, 5));
    EXPECT_FALSE(may_show(4, 3, 5));
}

TEST(MayShow, TakesABareCountOrNothing)
{
    EXPECT_FALSE(may_show(2, std::nullopt, 3));
    EXPECT_TRUE(may_show(20, std::nullopt, 3));
    EXPECT_FALSE(may_show(std::nullopt, 2, 3));
    EXPECT_TRUE(may_show(std::nullopt, std::nullopt, 3));
}

TEST(MayShow, NeverShowsMoreAtAHigherThreshold)
{
    EXPECT_TRUE(rc::check([] {
        const auto n = *rc::gen::inRange(0, 40), k = *rc::gen::inRange(0, 45);
        const auto low = *rc::gen::inRange(1, 12), high = low + *rc::gen::inRange(0, 5);
        if (may_show(k, n, high)) RC_ASSERT(may_show(k, n, low));
    }));
}

Figure figure(int from, int to, double numerator, double denominator)
{
    Figure one;
    one.area = "03153";
    one.first = Period::year(from);
    one.last = Period::year(to);
    one.numerator = numerator;
    one.denominator = denominator;
    one.value = 100 * numerator / denominator;
    one.mark = Mark(Missing::none);
    return one;
}

Assessment change(const Figure& now, const Figure& before)
{
    Assessment assessment;
    assessment.test = "change";
    assessment.truth = {Truth::yes, Truth::yes, Truth::yes};
    assessment.measured = *now.value - *before.value;
    assessment.limit = 5;
    assessment.clear = 4;
    assessment.interval = statistics::Interval{1, 9, 0.95};
    assessment.interval_method = "Newcombe";
    assessment.figures = {now, before};
    return assessment;
}

Trace input(double count)
{
    Trace trace;
    trace.is_input = true;
    trace.text = "leavers";
    trace.cell = {count, Missing::none};
    trace.unit = persons;
    return trace;
}

Event event(std::vector<Assessment> assessments)
{
    Event one;
    one.id = "e1";
    one.evidence.assessments = std::move(assessments);
    one.evidence.judgement.truth = Truth::yes;
    one.evidence.measured = one.evidence.assessments.front().measured;
    one.evidence.trace.parts = {input(48), input(124)};
    one.evidence.gates = {{"reliability", GateSay::Effect::passed, {"n = 124", "n = 124"}},
                          {"breaks", GateSay::Effect::mentioned, {"Gesetz", "law"}},
                          {"relative", GateSay::Effect::passed, {"+7,6", "+7.6"}}};
    return one;
}

TEST(Redact, LeavesAnEventOfLargeNumbersAsItIs)
{
    const auto is = redact(
        event({change(figure(2024, 2024, 48, 124), figure(2021, 2023, 52, 263))}), Role::publicity);
    EXPECT_FALSE(is.hidden);
    EXPECT_EQ(is.event.evidence.assessments[0].figures[0].numerator, 48);
    EXPECT_TRUE(is.event.evidence.assessments[0].interval);
    EXPECT_EQ(is.event.evidence.trace.parts[0].cell.value, 48);
}

TEST(Redact, TakesAwayWhatRestsOnASmallCountAndLeavesTheEvent)
{
    const auto is = redact(event({change(figure(2024, 2024, 4, 40), figure(2021, 2023, 52, 263))}),
                           Role::integration);
    ASSERT_TRUE(is.hidden);
    EXPECT_EQ(is.event.id, "e1");
    const auto& evidence = is.event.evidence;
    const auto& assessment = evidence.assessments[0];
    EXPECT_FALSE(assessment.figures[0].value || assessment.figures[0].numerator ||
                 assessment.figures[0].denominator);
    EXPECT_EQ(assessment.figures[1].numerator, 52) << "this one tells nothing of the other";
    EXPECT_FALSE(assessment.measured || assessment.interval || assessment.limit ||
                 assessment.clear || assessment.p_value);
    EXPECT_EQ(assessment.truth[0], Truth::yes);
    EXPECT_FALSE(evidence.measured);
    EXPECT_FALSE(evidence.trace.parts[0].cell.has_value());
    EXPECT_THAT(evidence.gates[0].what.de, HasSubstr("geschützt"));
    EXPECT_EQ(evidence.gates[1].what.de, "Gesetz");
    EXPECT_THAT(evidence.gates[2].what.en, HasSubstr("protected"));
    EXPECT_FALSE(redact(event({change(figure(2024, 2024, 4, 40), figure(2021, 2023, 52, 263))}),
                        Role::statistics)
                     .hidden);
}

TEST(Redact, HidesWhatRestsOnASmallReference)
{
    const auto is = redact(event({change(figure(2024, 2024, 48, 124), figure(2023, 2023, 2, 90))}),
                           Role::statistics);
    ASSERT_TRUE(is.hidden);
    EXPECT_EQ(is.event.evidence.assessments[0].figures[0].numerator, 48);
    EXPECT_FALSE(is.event.evidence.assessments[0].figures[1].value);
    EXPECT_FALSE(is.event.evidence.assessments[0].measured);
}

TEST(Redact, HidesACompleteGroup)
{
    EXPECT_TRUE(redact(event({change(figure(2024, 2024, 7, 7), figure(2021, 2023, 52, 263))}),
                       Role::statistics)
                    .hidden);
}

TEST(Redact, HidesThePoolThatGivesAwayASmallYear)
{
    // 2021 to 2023 together less 2022 to 2023 together leaves the 2 of 2021.
    const auto now = figure(2024, 2024, 48, 124);
    const auto is = redact(
        event({change(now, figure(2021, 2023, 52, 263)), change(now, figure(2022, 2023, 50, 200))}),
        Role::statistics);
    ASSERT_TRUE(is.hidden);
    EXPECT_FALSE(is.event.evidence.assessments[0].figures[1].numerator);
    EXPECT_EQ(is.event.evidence.assessments[1].figures[1].numerator, 50);
}

TEST(Redact, HidesAMeanOrMedianThatShowsASmallCount)
{
    auto mean = figure(2021, 2023, 0, 1);
    mean.numerator.reset();
    mean.denominator.reset();
    mean.value = 1.8;
    mean.least = 2;
    const auto is = redact(event({change(figure(2024, 2024, 48, 124), mean)}), Role::statistics);
    ASSERT_TRUE(is.hidden);
    EXPECT_FALSE(is.event.evidence.assessments[0].figures[1].value);
}

TEST(Redact, ProtectsBareCountsOfPersonsButNotRatesWithoutCounts)
{
    auto now = figure(2024, 2024, 0, 1), before = figure(2023, 2023, 0, 1);
    for (auto* one : {&now, &before}) {
        one->numerator.reset();
        one->denominator.reset();
    }
    now.value = 2;
    before.value = 40;
    auto counts = event({change(now, before)});
    EXPECT_FALSE(redact(counts, Role::statistics).hidden) << "2 percent are no 2 persons";
    counts.evidence.trace.unit = persons;
    EXPECT_TRUE(redact(counts, Role::statistics).hidden);
}

TEST(Redact, TakesTheTraceAwayWhereOnlyAnInputIsSmall)
{
    auto summed = event({change(figure(2024, 2024, 48, 124), figure(2021, 2023, 52, 263))});
    summed.evidence.trace.parts[0].parts = {input(46), input(2)};
    const auto is = redact(summed, Role::statistics);
    EXPECT_FALSE(is.hidden);
    EXPECT_EQ(is.event.evidence.assessments[0].figures[0].numerator, 48);
    EXPECT_FALSE(is.event.evidence.trace.parts[0].parts[0].cell.has_value());
    EXPECT_FALSE(is.event.evidence.trace.parts[0].parts[1].cell.has_value());
}

} // namespace
