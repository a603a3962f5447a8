// SPDX-License-Identifier: EUPL-1.2
// Against R, against the definitions written out, and the properties each index must have.
#include "rules/statistics/inequality.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <rapidcheck.h>
#include <vector>

namespace {

using namespace tuermer::statistics;
using Values = std::vector<double>;

double gini_by_pairs(const Values& values, const Values& weights)
{
    double pairs = 0, moment = 0, all = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        all += weights[i];
        moment += weights[i] * values[i];
        for (std::size_t j = 0; j < values.size(); ++j)
            pairs += weights[i] * weights[j] * std::abs(values[i] - values[j]);
    }
    return pairs / (2 * all * moment);
}

TEST(Inequality, AgreesWithRForSixDistricts)
{
    const auto all = inequality(Values{12.5, 8.1, 22.3, 15, 9.9, 30.2},
                                Values{12000, 8000, 15000, 4000, 22000, 6000});
    ASSERT_TRUE(all);
    EXPECT_NEAR(all->mean, 15.0492537313433, 1e-12);
    EXPECT_NEAR(*all->gini, 0.241337199749541, 1e-12);
    EXPECT_NEAR(*all->theil_t, 0.0975522571631225, 1e-12);
    EXPECT_NEAR(*all->theil_l, 0.0945004426663668, 1e-12);
    EXPECT_NEAR(*all->hoover, 0.198022088308828, 1e-12);
    EXPECT_NEAR(*all->coefficient_of_variation, 0.46019155222414, 1e-12);
    EXPECT_NEAR(*all->max_min_ratio, 3.7283950617284, 1e-12);
}

TEST(Inequality, HasNoTheilLNorQuotientBesideAZero)
{
    const auto all = inequality(Values{0, 0, 1, 5, 9});
    ASSERT_TRUE(all);
    EXPECT_NEAR(*all->gini, 0.613333333333333, 1e-12);
    EXPECT_TRUE(all->theil_t);
    EXPECT_FALSE(all->theil_l);
    EXPECT_FALSE(all->max_min_ratio);
}

TEST(Inequality, TakesNothingAtAllForEqual)
{
    const auto all = inequality(Values{0, 0, 0});
    ASSERT_TRUE(all);
    EXPECT_EQ(all->gini, 0);
    EXPECT_EQ(all->coefficient_of_variation, 0);
    EXPECT_FALSE(all->theil_l);
}

TEST(Inequality, KnowsWhatIsUndefinedForNegativeFigures)
{
    EXPECT_FALSE(inequality(Values{-1, -2})->gini);
    EXPECT_TRUE(inequality(Values{-1, 5})->gini);
    EXPECT_FALSE(inequality(Values{-1, 5})->theil_t);
    EXPECT_FALSE(inequality(Values{}));
    EXPECT_FALSE(inequality(Values{1, 2}, Values{0, 0}));
    EXPECT_FALSE(inequality(Values{1, 2}, Values{1}));
    EXPECT_FALSE(inequality(Values{1, std::nan("")}));
}

TEST(Inequality, HasTheGiniOfItsDefinitionAndDoesNotDependOnTheScale)
{
    EXPECT_TRUE(rc::check([] {
        const auto size = *rc::gen::inRange(1, 30);
        Values values, weights, scaled;
        for (int i = 0; i < size; ++i) {
            values.push_back(*rc::gen::inRange(0, 500) + 0.25);
            weights.push_back(*rc::gen::inRange(1, 9000));
            scaled.push_back(values.back() * 1e6);
        }
        const auto all = inequality(values, weights), larger = inequality(scaled, weights);
        RC_ASSERT(std::abs(*all->gini - gini_by_pairs(values, weights)) < 1e-12);
        RC_ASSERT(std::abs(*all->gini - *larger->gini) < 1e-12);
        RC_ASSERT(std::abs(*all->theil_l - *larger->theil_l) < 1e-12);
    }));
}

TEST(Inequality, KeepsItsDigitsBeyondALargeOffset)
{
    const auto all = inequality(Values{1e12 + 1, 1e12 + 2, 1e12 + 3});
    EXPECT_NEAR(*all->gini * 1e12, 4.0 / 9, 1e-4);
}

} // namespace
