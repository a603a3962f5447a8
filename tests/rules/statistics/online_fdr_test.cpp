// SPDX-License-Identifier: EUPL-1.2
// Against levels worked by hand from the papers' formulas, and streams of known truth.
#include "rules/statistics/online_fdr.hpp"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <random>

namespace {

using namespace tuermer::statistics;
using Values = std::vector<std::optional<double>>;

double level(const Values& p_values, std::size_t index, const OnlineSettings& settings)
{
    return online_tests(p_values, settings).at(index)->level;
}

double lord_gamma(double j)
{
    return 0.07720838 * std::log(std::max(j, 2.0)) / (j * std::exp(std::sqrt(std::log(j))));
}

double power_gamma(double j)
{
    return 0.4374901658 * std::pow(j, -1.6);
}

const OnlineSettings lord{}, saffron{.procedure = OnlineProcedure::saffron},
    addis{.procedure = OnlineProcedure::addis};

// After discoveries at tests 2 and 4, test 5 has g_5 w0 + (alpha - w0) g_3 + alpha g_1.
TEST(LordPlusPlus, PaysOutAfterEachDiscovery)
{
    const Values p{0.9, 0, 0.9, 0, 0.9};
    const double expected = 0.005 * lord_gamma(5) + 0.045 * lord_gamma(3) + 0.05 * lord_gamma(1);
    EXPECT_NEAR(level(p, 4, lord), expected, 1e-15);
    EXPECT_NEAR(level(p, 0, lord), 0.000267583854563004, 1e-15);
}

// Candidates (p <= 0.5) do not let the clock go on: tests 1 and 3 here.
TEST(Saffron, CountsOnlyTestsThatAreNoCandidates)
{
    const Values p{0.4, 0.9, 0.4, 0.9};
    EXPECT_NEAR(level(p, 1, saffron), 0.5 * 0.025 * power_gamma(1), 1e-15);
    EXPECT_NEAR(level(p, 3, saffron), 0.5 * 0.025 * power_gamma(2), 1e-15);
}

// Nor do those above tau = 0.5 with ADDIS; only 0.3 lies between lambda = 0.25 and tau.
TEST(Addis, PassesOverWhatIsTooLargeToBeTrue)
{
    const Values p{0.9, 0.8, 0.3, 0.1, 0.9};
    EXPECT_NEAR(level(p, 2, addis), 0.25 * 0.025 * power_gamma(1), 1e-15);
    EXPECT_NEAR(level(p, 4, addis), 0.25 * 0.025 * power_gamma(2), 1e-15);
}

TEST(OnlineTests, NeverGoBeyondTheCandidateLevelAndTakeOtherSettings)
{
    const OnlineSettings generous{
        .procedure = OnlineProcedure::saffron, .alpha = 0.9, .wealth = 0.5, .candidate = 0.1};
    const Values zeros(200, 0.0);
    for (const auto& test : online_tests(zeros, generous)) EXPECT_LE(test->level, 0.1);
}

TEST(OnlineTests, DependOnThePastOnlyAndPassOverGaps)
{
    const Values whole{0.5, 0, 0.03, {}, 0.2, 0.0001, 0.6}, start(whole.begin(), whole.begin() + 5);
    for (const auto& settings : {lord, saffron, addis}) {
        const auto all = online_tests(whole, settings), first = online_tests(start, settings);
        EXPECT_FALSE(all[3]);
        EXPECT_EQ(all[4]->level, first[4]->level);
        const Values without{0.5, 0, 0.03, 0.2};
        EXPECT_EQ(all[4]->level, level(without, 3, settings));
    }
}

// A tenth of 20,000 tests are real (z = 4): the false share of what was found stays about 5 %.
TEST(OnlineTests, KeepTheShareOfFalseAlarmsNearAlphaOrBelow)
{
    std::mt19937_64 random(5);
    std::normal_distribution<> normal;
    std::vector<bool> is_real;
    Values p;
    for (int i = 0; i < 20000; ++i) {
        is_real.push_back(random() % 10 == 0);
        p.push_back(0.5 * std::erfc((normal(random) + (is_real.back() ? 4 : 0)) / std::sqrt(2)));
    }
    for (const auto& settings : {lord, saffron, addis}) {
        double found = 0, wrong = 0;
        const auto tests = online_tests(p, settings);
        for (std::size_t i = 0; i < tests.size(); ++i) {
            found += tests[i]->rejected;
            wrong += tests[i]->rejected && !is_real[i];
        }
        EXPECT_GT(found, 800);
        EXPECT_LT(wrong / found, 0.06);
    }
}

} // namespace
