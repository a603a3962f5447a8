// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/pettitt.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace {

using namespace tuermer::statistics;
using testing::ElementsAre;

const double gap = std::nan("");

// Pettitt's own form: each value before against each value after.
TEST(Pettitt, ComparesAllBeforeWithAllAfter)
{
    rc::check([] {
        const auto x =
            *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 9)));
        int largest = 0;
        for (std::size_t k = 1; k < x.size(); ++k) {
            int u = 0;
            for (std::size_t i = 0; i < k; ++i)
                for (std::size_t j = k; j < x.size(); ++j) u += (x[i] > x[j]) - (x[i] < x[j]);
            largest = std::max(largest, std::abs(u));
        }
        RC_ASSERT(pettitt(std::vector<double>(x.begin(), x.end()))->u == largest);
    });
}

TEST(Pettitt, NamesTheLastPeriodBefore)
{
    const auto found = pettitt(std::vector<double>{2, 1, gap, 3, 1, 8, 9, 7, 9, gap});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->u, 16);
    EXPECT_THAT(found->last, ElementsAre(5));
    EXPECT_NEAR(found->p, 2 * std::exp(-6.0 * 256 / (512 + 64)), 1e-15);
}

TEST(Pettitt, FindsNothingInAConstant)
{
    const auto found = pettitt(std::vector(4, 2.0));
    EXPECT_EQ(found->u, 0);
    EXPECT_EQ(found->p, 1);
    EXPECT_THAT(found->last, ElementsAre(1, 2, 3, 4));
    EXPECT_FALSE(pettitt({}));
}

} // namespace
