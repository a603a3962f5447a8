// SPDX-License-Identifier: EUPL-1.2
// Against a worked example and the closed forms of equal groups.
#include "rules/statistics/diversity.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <random>
#include <vector>

namespace {

using namespace tuermer::statistics;
using Persons = std::vector<double>;

// Fifteen persons in five groups: sum n (n - 1) = 2 + 56 + 0 + 0 + 6 of 15 * 14.
TEST(Diversity, GivesSimpsonsWorkedExample)
{
    const auto mix = diversity(Persons{2, 8, 1, 1, 3});
    ASSERT_TRUE(mix);
    EXPECT_NEAR(*mix->simpson_corrected, 1 - 64.0 / 210, 1e-12);
    EXPECT_NEAR(mix->simpson, 1 - 79.0 / 225, 1e-12);
}

TEST(Diversity, CountsEqualGroupsAsSoMany)
{
    const auto mix = diversity(Persons{25, 25, 25, 25, 0});
    EXPECT_NEAR(mix->shannon, std::log(4.0), 1e-12);
    EXPECT_NEAR(mix->effective_groups, 4, 1e-12);
    EXPECT_NEAR(*mix->evenness, 1, 1e-12);
    EXPECT_NEAR(mix->shannon_corrected, std::log(4.0) + 3.0 / 200, 1e-12);
}

TEST(Diversity, IsZeroInOneGroupAndNothingForNobody)
{
    const auto one = diversity(Persons{7});
    EXPECT_EQ(one->shannon, 0);
    EXPECT_EQ(one->simpson, 0);
    EXPECT_FALSE(one->evenness);
    EXPECT_FALSE(diversity(Persons{1})->simpson_corrected);
    EXPECT_FALSE(diversity(Persons{0, 0}));
    EXPECT_FALSE(diversity(Persons{}));
    EXPECT_FALSE(diversity(Persons{-1, 3}));
    EXPECT_FALSE(diversity(Persons{1e-300, 0.5}));
    EXPECT_NEAR(diversity(Persons{1e-300, 1e300})->shannon, 0, 1e-12);
}

// Thirty persons out of ten equal groups, often: the plain figures lie too low.
TEST(Diversity, IsCorrectedTowardsTheTruthInSmallSamples)
{
    std::mt19937_64 random(7);
    double plain = 0, corrected = 0, simpson = 0;
    constexpr int rounds = 4000;
    for (int round = 0; round < rounds; ++round) {
        Persons persons(10);
        for (int i = 0; i < 30; ++i) ++persons[random() % 10];
        const auto mix = diversity(persons);
        plain += mix->shannon / rounds;
        corrected += mix->shannon_corrected / rounds;
        simpson += *mix->simpson_corrected / rounds;
    }
    EXPECT_LT(std::abs(corrected - std::log(10.0)), std::abs(plain - std::log(10.0)) / 3);
    EXPECT_NEAR(simpson, 0.9, 0.002);
}

} // namespace
