// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/seeded_random.hpp"

#include <array>
#include <gmock/gmock.h>

namespace {

using tuermer::statistics::SeededRandom;

// The sequence of seed 1234567 that implementations of SplitMix64 are commonly checked with.
TEST(SeededRandom, IsSplitMix64)
{
    SeededRandom random(1234567);
    for (const std::uint64_t expected :
         {6457827717110365317U, 3203168211198807973U, 9817491932198370423U})
        EXPECT_EQ(random.next(), expected);
}

TEST(SeededRandom, DrawsEachBelowTheBoundAboutEquallyOften)
{
    SeededRandom random(2);
    std::array<int, 7> counts{};
    for (int i = 0; i < 70000; ++i) ++counts.at(random.below(7));
    for (const int count : counts) EXPECT_NEAR(count, 10000, 400);
}

} // namespace
