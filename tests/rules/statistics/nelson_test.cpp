// SPDX-License-Identifier: EUPL-1.2
// Each rule drawn once so that it just matches, and once so that it just does not.
#include "rules/statistics/nelson.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer::statistics;
using testing::ElementsAre;
using testing::IsEmpty;
using Values = std::vector<std::optional<double>>;

std::vector<std::size_t> matches(int rule, const Values& scores)
{
    return nelson_rules(scores, 0, 1)[static_cast<std::size_t>(rule) - 1];
}

Values repeated(std::size_t times, double score)
{
    return Values(times, score);
}

TEST(Nelson, Rule1IsOnePointBeyondThree)
{
    EXPECT_THAT(matches(1, {0, 3.1, -3.1, 3, -3}), ElementsAre(1, 2));
}

TEST(Nelson, Rule2IsNineOnOneSide)
{
    EXPECT_THAT(matches(2, repeated(10, 0.5)), ElementsAre(8, 9));
    EXPECT_THAT(matches(2, repeated(9, 0)), IsEmpty());
    auto broken = repeated(9, -0.5);
    broken[4] = 0.1;
    EXPECT_THAT(matches(2, broken), IsEmpty());
}

TEST(Nelson, Rule3IsSixRisingOrFalling)
{
    EXPECT_THAT(matches(3, {0, .1, .2, .3, .4, .5}), ElementsAre(5));
    EXPECT_THAT(matches(3, {.5, .4, .3, .2, .1, 0, -1}), ElementsAre(5, 6));
    EXPECT_THAT(matches(3, {0, .1, .2, .2, .3, .4, .5}), IsEmpty());
}

TEST(Nelson, Rule4IsFourteenUpAndDownInTurn)
{
    Values zigzag;
    for (int i = 0; i < 14; ++i) zigzag.push_back(i % 2 == 0 ? 0.1 : -0.1);
    EXPECT_THAT(matches(4, zigzag), ElementsAre(13));
    zigzag[6] = zigzag[5];
    EXPECT_THAT(matches(4, zigzag), IsEmpty());
}

TEST(Nelson, Rule5IsTwoOfThreeBeyondTwoWithTheLastAmongThem)
{
    EXPECT_THAT(matches(5, {2.5, 0, 2.5}), ElementsAre(2));
    EXPECT_THAT(matches(5, {2.5, 2.5, 0}), IsEmpty());
    EXPECT_THAT(matches(5, {-2.5, 0, 2.5}), IsEmpty());
}

TEST(Nelson, Rule6IsFourOfFiveBeyondOneOnOneSide)
{
    EXPECT_THAT(matches(6, {-1.5, -1.5, 0, -1.5, -1.5}), ElementsAre(4));
    EXPECT_THAT(matches(6, {-1.5, 1.5, 0, -1.5, -1.5}), IsEmpty());
}

TEST(Nelson, Rule7IsFifteenWithinOne)
{
    EXPECT_THAT(matches(7, repeated(16, 0.9)), ElementsAre(14, 15));
    EXPECT_THAT(matches(7, repeated(14, 0.9)), IsEmpty());
}

TEST(Nelson, Rule8IsEightBeyondOneOnWhicheverSide)
{
    EXPECT_THAT(matches(8, {1.1, -1.1, 1.1, -1.1, 1.1, -1.1, 1.1, -1.1}), ElementsAre(7));
    EXPECT_THAT(matches(8, {1.1, -1.1, 1.1, 0.5, 1.1, -1.1, 1.1, -1.1}), IsEmpty());
}

TEST(Nelson, IsInterruptedByAGapAndNeedsAScale)
{
    auto gap = repeated(10, 0.5);
    gap[4] = std::nullopt;
    EXPECT_THAT(matches(2, gap), IsEmpty());
    EXPECT_THAT(nelson_rules(repeated(9, 5), 0, 0), testing::Each(IsEmpty()));
}

TEST(Nelson, MatchesAPointWhateverComesAfterIt)
{
    Values values{2.5, 0, 2.5, 3.5, .1, .2, .3, .4, .5, .6};
    const auto whole = matches(5, values);
    values.resize(4);
    EXPECT_THAT(matches(5, values), ElementsAre(2, 3));
    EXPECT_EQ(whole, matches(5, values));
}

} // namespace
