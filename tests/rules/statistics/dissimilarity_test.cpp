// SPDX-License-Identifier: EUPL-1.2
// Against R, and the chance value against allocations drawn at random.
#include "rules/statistics/dissimilarity.hpp"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <random>
#include <vector>

namespace {

using namespace tuermer::statistics;
using Persons = std::vector<double>;

const Persons first{120, 30, 5, 44, 0}, second{900, 1500, 800, 400, 60};

double mean_dissimilarity_of_shuffles(const Persons& a, const Persons& b, int rounds)
{
    std::vector<int> homes, marks;
    for (std::size_t i = 0; i < a.size(); ++i) {
        homes.insert(homes.end(), static_cast<std::size_t>(a[i] + b[i]), static_cast<int>(i));
        marks.insert(marks.end(), static_cast<std::size_t>(a[i]), 1);
    }
    marks.resize(homes.size(), 0);
    std::mt19937_64 random(20261122);
    double sum = 0;
    for (int round = 0; round < rounds; ++round) {
        std::shuffle(marks.begin(), marks.end(), random);
        Persons x(a.size()), y(a.size());
        for (std::size_t person = 0; person < homes.size(); ++person)
            ++(marks[person] == 1 ? x : y)[static_cast<std::size_t>(homes[person])];
        sum += *segregation(x, y)->dissimilarity;
    }
    return sum / rounds;
}

TEST(Segregation, AgreesWithRForFiveAreas)
{
    const auto indices = segregation(first, second);
    ASSERT_TRUE(indices);
    EXPECT_NEAR(*indices->dissimilarity, 0.468929346184474, 1e-12);
    EXPECT_NEAR(*indices->isolation, 0.0959663246930787, 1e-12);
}

TEST(Segregation, IsZeroForLikeSharesAndOneForNoNeighbours)
{
    EXPECT_NEAR(*segregation(Persons{1, 2, 3}, Persons{10, 20, 30})->dissimilarity, 0, 1e-15);
    EXPECT_NEAR(*segregation(Persons{5, 0}, Persons{0, 7})->dissimilarity, 1, 1e-15);
    EXPECT_NEAR(*segregation(Persons{5, 0}, Persons{0, 7})->isolation, 1, 1e-15);
}

TEST(Segregation, IsNothingWithoutAGroupAndPassesOverEmptyAreas)
{
    EXPECT_FALSE(segregation(Persons{0, 0}, Persons{1, 2})->dissimilarity);
    EXPECT_FALSE(segregation(Persons{0, 0}, Persons{1, 2})->isolation);
    EXPECT_FALSE(segregation(Persons{1, 2}, Persons{0, 0})->dissimilarity);
    EXPECT_TRUE(segregation(Persons{1, 0}, Persons{2, 0})->isolation);
    EXPECT_FALSE(segregation(Persons{1}, Persons{1, 2}));
    EXPECT_FALSE(segregation(Persons{-1, 2}, Persons{1, 2}));
}

TEST(ChanceDissimilarity, IsTheMeanOverRandomAllocations)
{
    const Persons a{3, 0, 7, 1}, b{40, 12, 30, 25};
    const double drawn = mean_dissimilarity_of_shuffles(a, b, 20000);
    EXPECT_NEAR(*chance_dissimilarity(a, b), drawn, 0.003);
}

TEST(ChanceDissimilarity, FadesAsGroupsGrow)
{
    const Persons few{2, 2, 2, 2}, many{2000, 2000, 2000, 2000};
    EXPECT_GT(*chance_dissimilarity(few, many), 0.2);
    EXPECT_LT(*chance_dissimilarity(many, many), 0.02);
    EXPECT_FALSE(chance_dissimilarity(Persons{0.5, 1}, Persons{1, 1}));
    EXPECT_FALSE(chance_dissimilarity(Persons{0, 0}, Persons{1, 1}));
}

TEST(ChanceDissimilarity, IsZeroWhereThereIsOneAreaOnly)
{
    EXPECT_EQ(*chance_dissimilarity(Persons{3}, Persons{4}), 0);
}

} // namespace
