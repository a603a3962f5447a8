// SPDX-License-Identifier: EUPL-1.2
// Many judgements at once: what chance may explain waits until the next period says the same.
#include "rules/alerts/families.hpp"

#include "tests/rules/county.hpp"

#include <gmock/gmock.h>

namespace tuermer::county {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A land of ten districts whose rule has p-values; no shock, so that families alone decide.
Rule with_p(const std::string& id = "r")
{
    auto made = rule(id, true);
    made.common_shock.watched = false;
    return made;
}

std::vector<double> ten(double first, double second = 0)
{
    std::vector<double> figures(10, 0);
    figures[0] = first;
    figures[1] = second;
    return figures;
}

TEST(Families, HoldWhatChanceAmongManyExplains)
{
    auto knowledge = land({with_p()});
    // p = 0.01, ten judgements: 0.1; p = 0.03: 0.3, but second of two: 0.15.
    const auto outcome = publish(knowledge, "2023-01-10", year_of(2022, ten(2, 1.52)));
    EXPECT_THAT(told(outcome), ElementsAre("office: 03101"));
    const auto& held = outcome.events.back();
    EXPECT_TRUE(is_held(held, "multiplicity"));
    EXPECT_EQ(held.reach, Reach::record);
    EXPECT_EQ(say_of(held, "multiplicity")->what.de,
              "Eine von 10 Beurteilungen dieser Veröffentlichung; p = 0,0302, angepasst nach "
              "Benjamini–Hochberg: 0,1510 (höchstens 0,1). Bei so vielen Beurteilungen kann das "
              "Zufall sein: nur festgehalten. Sagt der nächste Zeitraum dasselbe, wird es "
              "gemeldet.");
}

TEST(Families, TellWhatTheNextPeriodSaysAgain)
{
    auto knowledge = land({with_p()});
    publish(knowledge, "2023-01-10", year_of(2022, ten(1.5)));
    EXPECT_EQ(knowledge.told.unconfirmed.size(), 1U);
    const auto next = publish(knowledge, "2024-01-10", year_of(2023, ten(1.5)));
    EXPECT_THAT(told(next), ElementsAre("office: 03101"));
    EXPECT_EQ(next.events.front().transition, Transition::fired);
    EXPECT_EQ(next.events.front().episode_start, Period::year(2022));
    EXPECT_THAT(knowledge.told.unconfirmed, IsEmpty());
    const auto third = publish(knowledge, "2025-01-10", year_of(2024, ten(1.5)));
    EXPECT_THAT(third.events, IsEmpty());
    EXPECT_THAT(told(publish(knowledge, "2026-01-10", year_of(2025, ten(0)))),
                ElementsAre("office: 03101"))
        << "its end";
}

TEST(Families, ForgetWhatTheNextPeriodDoesNotConfirm)
{
    auto knowledge = land({with_p()});
    publish(knowledge, "2023-01-10", year_of(2022, ten(1.5)));
    const auto next = publish(knowledge, "2024-01-10", year_of(2023, ten(0)));
    EXPECT_THAT(told(next), IsEmpty());
    EXPECT_EQ(next.events.front().transition, Transition::resolved);
    EXPECT_THAT(knowledge.told.unconfirmed, IsEmpty());
}

TEST(Families, PassWhatHasNoPValueAndWhatStandsAlone)
{
    auto plain = rule("r");
    plain.common_shock.watched = false;
    auto knowledge = land({plain});
    const auto outcome = publish(knowledge, "2023-01-10", year_of(2022, ten(1.5)));
    EXPECT_THAT(told(outcome), ElementsAre("office: 03101"));
    EXPECT_THAT(say_of(outcome.events.front(), "multiplicity")->what.en, HasSubstr("No p-value"));
    knowledge = land({with_p()});
    EXPECT_THAT(told(publish(knowledge, "2023-01-10", year_of(2022, {0.5}))),
                ElementsAre("office: 03101"));
}

TEST(Families, OfSeveralRulesAreHeldAgainstChanceTogether)
{
    auto one = with_p("one"), other = with_p("other");
    for (auto* each : {&one, &other}) each->multiplicity.family = "all";
    auto knowledge = land({one, other});
    EXPECT_THAT(told(publish(knowledge, "2023-01-10", year_of(2022, ten(2)))),
                ElementsAre("office: 03101 03101"))
        << "two of 20, both 0.01";
    knowledge = land({one, other});
    EXPECT_THAT(told(publish(knowledge, "2023-01-10", year_of(2022, ten(1.95)))), IsEmpty());
}

TEST(Families, AreJudgedMoreStrictlyWhereAreasContainOneAnother)
{
    auto nested = with_p();
    nested.areas = {*parse_area_selector("under 03")};
    auto knowledge = land({nested});
    const auto outcome = publish(knowledge, "2023-01-10", year_of(2022, ten(2)));
    EXPECT_THAT(told(outcome), IsEmpty());
    EXPECT_THAT(say_of(outcome.events.front(), "multiplicity")->what.de,
                HasSubstr("Benjamini–Yekutieli: 0,2929"));
    nested.multiplicity.method = Multiplicity::Method::benjamini_hochberg;
    knowledge = land({nested});
    EXPECT_THAT(told(publish(knowledge, "2023-01-10", year_of(2022, ten(2)))),
                ElementsAre("office: 03101"));
    nested.multiplicity.method = Multiplicity::Method::none;
    knowledge = land({nested});
    EXPECT_THAT(told(publish(knowledge, "2023-01-10", year_of(2022, ten(0.5)))),
                ElementsAre("office: 03101"));
}

TEST(Families, CountOnlyWhatTheReleaseBrought)
{
    auto knowledge = land({with_p()});
    publish(knowledge, "2023-01-10", year_of(2022, ten(0)));
    // One late district, ten that were judged before: one judgement.
    EXPECT_THAT(told(publish(knowledge, "2023-02-10", {{district(20), 2022, 1.2}})),
                ElementsAre("office: 03121"));
}

TEST(PValueOfARule, IsTheLargestOfAllAndTheSmallestOfAnyTimesTheirNumber)
{
    Rule two;
    two.when.resize(2);
    two.any.resize(3);
    const auto test = [](std::optional<double> p, Truth truth = Truth::yes) {
        Assessment assessment;
        assessment.p_value = p;
        assessment.truth.fill(truth);
        return assessment;
    };
    const auto none = test(std::nullopt);
    EXPECT_EQ(p_value_of(two, {none, none, none, none, none}), std::nullopt);
    EXPECT_EQ(p_value_of(two, {test(0.01), test(0.02), none, none, none}), 0.02);
    EXPECT_DOUBLE_EQ(*p_value_of(two, {none, none, test(0.01), test(0.5), test(0.001, Truth::no)}),
                     0.03);
    EXPECT_DOUBLE_EQ(*p_value_of(two, {test(0.001), none, test(0.01), none, none}), 0.03);
}

} // namespace
} // namespace tuermer::county
