// SPDX-License-Identifier: EUPL-1.2
// What is held, and what becomes of it with the next release.
#include "daemon/quarantine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

Release release_of(const std::string& name, double figure)
{
    MeasureBlock block{"m", KeyTable({"area"}), {}};
    block.observations.push_back(
        {block.keys.row({"03153"}), Period::year(2024), {figure, Missing::none}});
    return {"s", {Instant{}, Instant{}, name, name + ".csv"}, true, {std::move(block)}};
}

const FigureColumn column{"m", Period::year(2024)};

Doubt doubt_about(const Release& release, OnDoubt then = OnDoubt::hold)
{
    Doubt doubt;
    doubt.check = QualityCheck::copied;
    doubt.rule = "copied";
    doubt.column = column;
    doubt.then = then;
    doubt.figures = figures_digest(release, column);
    return doubt;
}

// As it lies in the store.
RecordedDoubt recorded(const Release& release, DoubtState state, std::int64_t number = 7)
{
    RecordedDoubt doubt;
    doubt.number = number;
    doubt.release = delivery_id(release);
    doubt.source = "s";
    doubt.doubt = doubt_about(release);
    doubt.state = state;
    return doubt;
}

QualityRules repeated_lets_in()
{
    auto rule = *QualityRules().of(QualityCheck::copied, "m");
    rule.id = "wiederholt";
    rule.reach = QualityRule::Reach::measure;
    rule.measures = {"m"};
    rule.accept_repeated = true;
    return QualityRules({rule});
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Quarantine, HoldsWhatIsInDoubtAndRecordsItOnce)
{
    const auto release = release_of("one", 5);
    const auto admission = admit(release, {doubt_about(release)}, {}, {}, Instant{});
    EXPECT_THAT(admission.held, ElementsAre(column));
    ASSERT_EQ(admission.fresh.size(), 1U);
    EXPECT_EQ(admission.fresh.front().state, DoubtState::held);
    EXPECT_EQ(admission.fresh.front().release, delivery_id(release));
}

TEST(Quarantine, TakesUpWhatIsOnlyTold)
{
    const auto release = release_of("one", 5);
    const auto admission = admit(release, {doubt_about(release, OnDoubt::tell)}, {}, {}, Instant{});
    EXPECT_THAT(admission.held, IsEmpty());
    ASSERT_EQ(admission.fresh.size(), 1U);
    EXPECT_EQ(admission.fresh.front().state, DoubtState::told);
}

TEST(Quarantine, GoesOnHoldingTheSameFiguresWithoutASecondWord)
{
    const auto first = release_of("one", 5), again = release_of("two", 5);
    const std::vector open{recorded(first, DoubtState::held)};
    const auto admission = admit(again, {doubt_about(again)}, open, {}, Instant{});
    EXPECT_THAT(admission.held, ElementsAre(column));
    EXPECT_THAT(admission.fresh, IsEmpty());
    EXPECT_THAT(admission.turns, IsEmpty());
}

TEST(Quarantine, LetsRepeatedFiguresInWhereTheTestSaysSo)
{
    const auto first = release_of("one", 5), again = release_of("two", 5);
    const std::vector open{recorded(first, DoubtState::held)};
    auto doubt = doubt_about(again);
    doubt.rule = "wiederholt";
    const auto admission = admit(again, {doubt}, open, repeated_lets_in(), Instant{});
    EXPECT_THAT(admission.held, IsEmpty());
    ASSERT_EQ(admission.turns.size(), 1U);
    EXPECT_EQ(admission.turns.front().state, DoubtState::accepted);
    EXPECT_TRUE(admission.turns.front().taken);
}

TEST(Quarantine, IsSettledByOtherFiguresThatNothingSpeaksAgainst)
{
    const auto first = release_of("one", 5), right = release_of("two", 6);
    const std::vector open{recorded(first, DoubtState::held)};
    const auto admission = admit(right, {}, open, {}, Instant{});
    EXPECT_THAT(admission.held, IsEmpty());
    ASSERT_EQ(admission.turns.size(), 1U);
    EXPECT_EQ(admission.turns.front().state, DoubtState::replaced);
}

TEST(Quarantine, NeverLetsRefusedFiguresInEvenWhenNothingSpeaksAgainstThemAnyMore)
{
    const auto first = release_of("one", 5), again = release_of("two", 5),
               other = release_of("three", 6);
    const std::vector open{recorded(first, DoubtState::refused)};
    EXPECT_THAT(admit(again, {doubt_about(again)}, open, {}, Instant{}).held, ElementsAre(column));
    EXPECT_THAT(admit(again, {}, open, {}, Instant{}).held, ElementsAre(column));
    EXPECT_THAT(admit(other, {}, open, {}, Instant{}).held, IsEmpty());
}

TEST(Quarantine, TakesUpWithTheNextReleaseWhatWasAcceptedMeanwhile)
{
    const auto first = release_of("one", 5), again = release_of("two", 5);
    const std::vector open{recorded(first, DoubtState::accepted)};
    const auto admission = admit(again, {doubt_about(again)}, open, {}, Instant{});
    EXPECT_THAT(admission.held, IsEmpty());
    ASSERT_EQ(admission.turns.size(), 1U);
    EXPECT_TRUE(admission.turns.front().taken);
}

TEST(Quarantine, KeepsAColumnThatOneOfTwoDoubtsStillHolds)
{
    const auto release = release_of("one", 5);
    auto other = recorded(release, DoubtState::held, 8);
    other.doubt.check = QualityCheck::parts;
    std::vector open{recorded(release, DoubtState::accepted), other};
    EXPECT_THAT(accepted_of(open, delivery_id(release)).only, IsEmpty());
    open[1].state = DoubtState::accepted;
    EXPECT_THAT(accepted_of(open, delivery_id(release)).only, ElementsAre(column, column));
}

TEST(Quarantine, LetsAMeasureInWithoutTheColumnThatIsStillHeld)
{
    const auto release = release_of("one", 5);
    auto layout = recorded(release, DoubtState::accepted, 8);
    layout.doubt.column.period.reset();
    const std::vector open{recorded(release, DoubtState::held), layout};
    const auto accepted = accepted_of(open, delivery_id(release));
    EXPECT_THAT(accepted.only, ElementsAre(FigureColumn{"m", std::nullopt}));
    EXPECT_THAT(accepted.held, ElementsAre(column));
    EXPECT_THAT(accepted.numbers, ElementsAre(8));
}

} // namespace
} // namespace tuermer
