// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/judge.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;

// A test that always answers the same.
class Fixed final : public Detector {
public:
    Fixed(std::array<Truth, severities> truth, double measured, int look_back, Status status)
        : truth_(truth), measured_(measured), look_back_(look_back), status_(status)
    {
    }
    int look_back() const override { return look_back_; }
    double lowest_limit() const override { return -10; }
    Assessment assess(const Sight&) const override
    {
        Assessment assessment;
        assessment.truth = truth_;
        assessment.measured = measured_;
        assessment.figures = {Figure{}};
        assessment.figures[0].mark = Mark(Missing::none, status_);
        return assessment;
    }

private:
    std::array<Truth, severities> truth_;
    double measured_;
    int look_back_;
    Status status_;
};

std::shared_ptr<const Detector> answers(Truth note, Truth signal, Truth urgent, double measured = 1,
                                        int look_back = 0, Status status = Status::final)
{
    return std::make_shared<Fixed>(std::array{note, signal, urgent}, measured, look_back, status);
}

std::shared_ptr<const Detector> always(Truth truth)
{
    return answers(truth, truth, truth);
}

const IndicatorPanels no_panels;
const Indicator no_indicator;
const Sight anywhere(no_panels, no_indicator, 0, Period::year(2024));

// Both ways to judge say the same.
Judgement judged(const Rule& rule)
{
    const auto judgement = judge(rule, anywhere).judgement;
    std::array<Verdict, 1> verdict{};
    const WideSight wide{no_panels, no_indicator, {0, 1}, {anywhere.period(), anywhere.period()}};
    RowsJudge(rule).judge(rule, wide, verdict);
    EXPECT_EQ(judgement_of(verdict[0]), judgement);
    return judgement;
}

Rule rule(std::vector<std::shared_ptr<const Detector>> when,
          std::vector<std::shared_ptr<const Detector>> any = {})
{
    Rule one;
    one.when = std::move(when);
    one.any = std::move(any);
    return one;
}

TEST(Judge, AsksAllWhenAndOneOfAny)
{
    const auto yes = always(Truth::yes), no = always(Truth::no), unknown = always(Truth::unknown);
    EXPECT_EQ(judged(rule({yes, yes})).truth, Truth::yes);
    EXPECT_EQ(judged(rule({yes, no})).truth, Truth::no);
    EXPECT_EQ(judged(rule({yes, unknown})).truth, Truth::unknown);
    EXPECT_EQ(judged(rule({no, unknown})).truth, Truth::no);
    EXPECT_EQ(judged(rule({yes}, {no, yes})).truth, Truth::yes);
    EXPECT_EQ(judged(rule({yes}, {no, no})).truth, Truth::no);
    EXPECT_EQ(judged(rule({yes}, {no, unknown})).truth, Truth::unknown);
    EXPECT_EQ(judged(rule({}, {yes})).truth, Truth::yes);
    EXPECT_EQ(judged(rule({yes, always(Truth::band)})).truth, Truth::band);
}

TEST(Judge, AnswersTheHighestSeverityThatHolds)
{
    auto ladder = rule({answers(Truth::yes, Truth::yes, Truth::band), always(Truth::yes)});
    ladder.severities = {Severity::note, Severity::signal, Severity::urgent};
    const auto is = judged(ladder);
    EXPECT_EQ(is.truth, Truth::yes);
    EXPECT_EQ(is.severity, Severity::signal);
    EXPECT_EQ(is.held, Severity::urgent);
}

TEST(Judge, IsInTheDeadBandWhenTheLowestSeverityIs)
{
    auto ladder = rule({answers(Truth::band, Truth::no, Truth::no)});
    ladder.severities = {Severity::note, Severity::signal};
    EXPECT_EQ(judged(ladder).truth, Truth::band);
    EXPECT_EQ(judged(ladder).severity, Severity::note);
}

TEST(Judge, HasTheOneSeverityOfARuleWithoutALadder)
{
    auto one = rule({always(Truth::yes)});
    one.severities = {Severity::urgent};
    EXPECT_EQ(judged(one).severity, Severity::urgent);
    EXPECT_EQ(judged(one).held, Severity::urgent);
}

TEST(Judge, RemembersTheFirstTestsFigureAndWhetherAnyIsProvisional)
{
    const auto later = answers(Truth::yes, Truth::yes, Truth::yes, 9, 0, Status::estimated);
    const auto is = judged(rule({always(Truth::yes), later}));
    EXPECT_EQ(judge(rule({always(Truth::yes), later}), anywhere).measured, 1);
    EXPECT_TRUE(is.provisional);
    EXPECT_FALSE(judged(rule({always(Truth::yes)})).provisional);
    EXPECT_FALSE(judge(rule({always(Truth::unknown), later}), anywhere).measured);
}

TEST(Rule, LooksBackAsFarAsItsFarthestTest)
{
    const auto far = answers(Truth::yes, Truth::yes, Truth::yes, 1, 36);
    EXPECT_EQ(rule({always(Truth::yes)}, {far}).look_back(), 36);
    EXPECT_EQ(Rule{}.look_back(), 0);
}

TEST(Rule, AmendsFromAFifthOfItsLimitUnlessItSaysOtherwise)
{
    auto one = rule({always(Truth::yes)});
    EXPECT_EQ(life_of(one).amend_by, 2);
    one.amend_by = 3;
    EXPECT_EQ(life_of(one).amend_by, 3);
}

TEST(AreaSelector, ReadsItsThreeForms)
{
    EXPECT_EQ(parse_area_selector("03153"), (AreaSelector{AreaSelector::Kind::code, "03153"}));
    EXPECT_EQ(parse_area_selector("under 03"), (AreaSelector{AreaSelector::Kind::under, "03"}));
    EXPECT_EQ(parse_area_selector("kind kreis"), (AreaSelector{AreaSelector::Kind::kind, "kreis"}));
    for (const auto* wrong : {"", "under ", "kind stern", "unter 03", "under 03 04"})
        EXPECT_FALSE(parse_area_selector(wrong)) << wrong;
}

TEST(AreaSelector, SelectsByCodeBelongingAndKind)
{
    const auto is = [](std::string_view selector, std::string_view area) {
        return selects(*parse_area_selector(selector), area);
    };
    EXPECT_TRUE(is("03153", "03153"));
    EXPECT_FALSE(is("03153", "03153005"));
    EXPECT_TRUE(is("under 03153", "03153"));
    EXPECT_TRUE(is("under 03153", "03153005"));
    EXPECT_FALSE(is("under 03153", "03154"));
    EXPECT_TRUE(is("kind kreis", "03153"));
    EXPECT_FALSE(is("kind kreis", "03"));
    EXPECT_TRUE(is("kind gemeinde", "03153005"));
    EXPECT_FALSE(is("kind kreis", "Mitte"));
}

} // namespace
