// SPDX-License-Identifier: EUPL-1.2
// Provisional figures: what a rule does before and after they are final.
#include "tests/rules/county.hpp"

#include <gmock/gmock.h>

namespace tuermer::county {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Mark provisional{Missing::none, Status::provisional};

Knowledge acting_on(ActOn when, MissingPolicy missing = MissingPolicy::keep)
{
    auto made = rule("r");
    made.act_on = when;
    made.missing = missing;
    return land({made});
}

TEST(ActOn, ProvisionalThenConfirmTellsAtOnceAndConfirmsInTheDigest)
{
    auto knowledge = acting_on(ActOn::provisional_then_confirm);
    const auto first = publish(knowledge, "2023-01-10", {{"03101", 2022, 5, provisional}});
    EXPECT_THAT(told(first), ElementsAre("office: 03101"));
    EXPECT_THAT(say_of(first.events.front(), "act_on")->what.de,
                HasSubstr("Ist sie endgültig, wird die Meldung bestätigt oder zurückgenommen"));
    const auto final = publish(knowledge, "2023-06-10", {{"03101", 2022, 5}});
    EXPECT_THAT(told(final), IsEmpty());
    ASSERT_EQ(final.events.size(), 1U);
    EXPECT_EQ(final.events.front().transition, Transition::confirmed);
    EXPECT_EQ(final.events.front().reach, Reach::digest);
}

TEST(ActOn, ProvisionalThenConfirmTakesBackWhatTheFinalFigureDoesNotBear)
{
    auto knowledge = acting_on(ActOn::provisional_then_confirm);
    publish(knowledge, "2023-01-10", {{"03101", 2022, 5, provisional}});
    const auto final = publish(knowledge, "2023-06-10", {{"03101", 2022, 0}});
    EXPECT_THAT(told(final), ElementsAre("office: 03101"));
    EXPECT_EQ(final.events.front().transition, Transition::withdrawn);
}

TEST(ActOn, AnySaysNothingWhenTheFigureBecomesFinal)
{
    auto knowledge = acting_on(ActOn::any);
    EXPECT_THAT(told(publish(knowledge, "2023-01-10", {{"03101", 2022, 5, provisional}})),
                ElementsAre("office: 03101"));
    EXPECT_THAT(publish(knowledge, "2023-06-10", {{"03101", 2022, 5}}).events, IsEmpty());
}

TEST(ActOn, FinalKeepsTheStateUntilTheFigureIsFinal)
{
    for (const auto missing : {MissingPolicy::keep, MissingPolicy::alert, MissingPolicy::clear}) {
        auto knowledge = acting_on(ActOn::final, missing);
        EXPECT_THAT(publish(knowledge, "2023-01-10", {{"03101", 2022, 5, provisional}}).events,
                    IsEmpty());
        const auto final = publish(knowledge, "2023-06-10", {{"03101", 2022, 5}});
        EXPECT_THAT(told(final), ElementsAre("office: 03101"));
        EXPECT_FALSE(final.events.front().by_revision);
        EXPECT_EQ(say_of(final.events.front(), "act_on"), nullptr);
        // Nor does a provisional 0 end it.
        EXPECT_THAT(publish(knowledge, "2024-01-10", {{"03101", 2023, 0, provisional}}).events,
                    IsEmpty());
        EXPECT_THAT(told(publish(knowledge, "2024-06-10", {{"03101", 2023, 0}})),
                    ElementsAre("office: 03101"));
    }
}

TEST(ActOn, FinalSaysWhyTheTestStaysOpen)
{
    auto waiting = rule("r");
    waiting.act_on = ActOn::final;
    auto knowledge = land({waiting});
    publish(knowledge, "2023-01-10", {{"03101", 2022, 5, provisional}});
    const auto panels = knowledge.graph.panels(0);
    const auto judged =
        judge(waiting, Sight(panels, knowledge.graph.indicators()[0], 0, Period::year(2022)));
    EXPECT_EQ(judged.judgement.truth, Truth::unknown);
    EXPECT_THAT(judged.assessments.front().reason.en, HasSubstr("waits for the final one"));
}

} // namespace
} // namespace tuermer::county
