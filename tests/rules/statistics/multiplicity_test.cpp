// SPDX-License-Identifier: EUPL-1.2
// Against Benjamini and Hochberg's example, R, and properties of the four adjustments.
#include "rules/statistics/multiplicity.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace {

using namespace tuermer::statistics;
using Values = std::vector<std::optional<double>>;

long rejected(const Values& p_values, Adjustment adjustment)
{
    const auto all = adjusted(p_values, adjustment);
    return std::count_if(all.begin(), all.end(), [](const auto& p) { return p && *p <= 0.05; });
}

// Benjamini and Hochberg 1995, section 3.2: fifteen endpoints of a trial, four and three rejected.
TEST(Adjusted, RejectsWhatBenjaminiAndHochbergRejected)
{
    const Values trial{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                       0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    EXPECT_EQ(rejected(trial, Adjustment::benjamini_hochberg), 4);
    EXPECT_EQ(rejected(trial, Adjustment::bonferroni), 3);
    EXPECT_EQ(rejected(trial, Adjustment::holm), 3);
    EXPECT_EQ(rejected(trial, Adjustment::benjamini_yekutieli), 3);
}

TEST(Adjusted, PassesOverGapsAndKeepsTiesAlike)
{
    const Values p{0, 0.01, 0.01, {}, 1, 0.5, 0.01, {}};
    const auto bh = adjusted(p, Adjustment::benjamini_hochberg);
    EXPECT_DOUBLE_EQ(*bh[1], 0.015);
    EXPECT_DOUBLE_EQ(*bh[6], 0.015);
    EXPECT_FALSE(bh[3]);
    EXPECT_DOUBLE_EQ(*adjusted(p, Adjustment::holm)[1], 0.05);
    EXPECT_DOUBLE_EQ(*adjusted(p, Adjustment::benjamini_yekutieli)[1], 0.03675);
    EXPECT_FALSE(adjusted(Values{1.5}, Adjustment::holm)[0]);
    EXPECT_TRUE(adjusted({}, Adjustment::holm).empty());
}

TEST(Adjusted, LeavesASingleTestAlone)
{
    for (const auto way : {Adjustment::bonferroni, Adjustment::holm, Adjustment::benjamini_hochberg,
                           Adjustment::benjamini_yekutieli})
        EXPECT_EQ(adjusted(Values{0.03}, way)[0], 0.03);
}

TEST(Adjusted, KeepsTheOrderAndIsNeverSmallerThanThePValue)
{
    EXPECT_TRUE(rc::check([] {
        const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1001));
        const Values p = [&] {
            Values all;
            for (const int each : raw) all.push_back(each / 1000.0);
            return all;
        }();
        const auto bh = adjusted(p, Adjustment::benjamini_hochberg);
        const auto holm = adjusted(p, Adjustment::holm);
        const auto bonferroni = adjusted(p, Adjustment::bonferroni);
        for (std::size_t i = 0; i < p.size(); ++i) {
            RC_ASSERT(*p[i] <= *bh[i] && *bh[i] <= *holm[i] && *holm[i] <= *bonferroni[i]);
            for (std::size_t j = 0; j < p.size(); ++j)
                if (*p[i] <= *p[j]) RC_ASSERT(*bh[i] <= *bh[j]);
        }
    }));
}

} // namespace
