// SPDX-License-Identifier: EUPL-1.2
// Against comparing all pairs the plain way, and against going through all orders.
#include "rules/statistics/mann_kendall.hpp"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <map>
#include <numeric>
#include <rapidcheck.h>

namespace {

using namespace tuermer::statistics;

const double gap = std::nan("");

std::int64_t plain_s(const std::vector<double>& values)
{
    std::int64_t s = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = i + 1; j < values.size(); ++j)
            s += (values[j] > values[i]) - (values[j] < values[i]);
    return s;
}

double plain_variance(const std::vector<double>& values)
{
    std::map<double, double> groups;
    for (const double value : values) ++groups[value];
    const auto n = static_cast<double>(values.size());
    double sum = n * (n - 1) * (2 * n + 5);
    for (const auto& [value, t] : groups) sum -= t * (t - 1) * (2 * t + 5);
    return sum / 18;
}

TEST(MannKendall, EqualsThePlainComparisonOfAllPairs)
{
    rc::check("with many ties", [] {
        const auto figures = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-4, 5));
        const std::vector<double> values(figures.begin(), figures.end());
        const auto test = mann_kendall(values);
        RC_ASSERT(test.s == plain_s(values));
        RC_ASSERT(std::abs(test.variance - plain_variance(values)) < 1e-9);
    });
}

TEST(MannKendall, TakesLongSeriesToo)
{
    std::vector<double> values(1001);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i * 7919 % 613);
    const auto test = mann_kendall(values);
    EXPECT_EQ(test.s, plain_s(values));
    EXPECT_NEAR(test.variance, plain_variance(values), 1e-3);
}

TEST(MannKendall, LeavesGapsOut)
{
    const auto with = mann_kendall(std::vector{gap, 3.0, 1.0, gap, 4.0, 1.0, 5.0, gap});
    const auto without = mann_kendall(std::vector{3.0, 1.0, 4.0, 1.0, 5.0});
    EXPECT_EQ(with.n, 5);
    EXPECT_EQ(with.s, without.s);
    EXPECT_EQ(with.p, without.p);
}

TEST(MannKendall, HasNothingToSayOfAConstantOrASingleValue)
{
    for (const auto& values : {std::vector(12, 7.0), std::vector(1, 5.0), std::vector<double>{}}) {
        const auto test = mann_kendall(values);
        EXPECT_EQ(test.z, 0);
        EXPECT_EQ(test.p, 1);
        EXPECT_EQ(test.tau_b, 0);
    }
}

TEST(MannKendall, IsMirroredByFallingSeries)
{
    const std::vector<double> up{2, 1, 4, 3, 6, 8, 7, 9, 9, 12, 11, 15};
    std::vector<double> down = up;
    for (double& value : down) value = -value;
    const auto rising = mann_kendall(up, {TrendSide::rising, true});
    const auto falling = mann_kendall(down, {TrendSide::falling, true});
    EXPECT_EQ(rising.z, -falling.z);
    EXPECT_EQ(rising.p, falling.p);
    EXPECT_LT(rising.p, 0.001);
    EXPECT_NEAR(mann_kendall(up, {TrendSide::falling, true}).p, 1 - rising.p, 1e-12);
}

// All 24 and all 720 orders are as likely: count them.
TEST(ExactTrendP, CountsAllOrders)
{
    for (const int n : {4, 6}) {
        std::vector<double> order(static_cast<std::size_t>(n));
        std::iota(order.begin(), order.end(), 1.0);
        std::map<std::int64_t, int> counts;
        int orders = 0;
        do {
            ++counts[plain_s(order)];
            ++orders;
        } while (std::next_permutation(order.begin(), order.end()));
        for (const auto& [s, count] : counts) {
            int above = 0, below = 0;
            for (const auto& [other, times] : counts) {
                above += other >= s ? times : 0;
                below += other <= s ? times : 0;
            }
            const double up = 1.0 * above / orders, down = 1.0 * below / orders;
            EXPECT_NEAR(exact_trend_p(n, s, TrendSide::rising), up, 1e-14);
            EXPECT_NEAR(exact_trend_p(n, s, TrendSide::falling), down, 1e-14);
            EXPECT_NEAR(exact_trend_p(n, s, TrendSide::either),
                        std::min(1.0, 2 * std::min(up, down)), 1e-14);
        }
    }
}

TEST(ExactTrendP, IsGivenForTenDistinctValuesAtMost)
{
    EXPECT_NEAR(*mann_kendall(std::vector{1.0, 2.0, 3.0, 4.0}).exact_p, 2.0 / 24, 1e-15);
    EXPECT_FALSE(mann_kendall(std::vector{1.0, 2.0, 2.0, 4.0}).exact_p);
    std::vector<double> eleven(11);
    std::iota(eleven.begin(), eleven.end(), 1.0);
    EXPECT_FALSE(mann_kendall(eleven).exact_p);
}

} // namespace
