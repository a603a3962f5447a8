// SPDX-License-Identifier: EUPL-1.2
// Against adding up all ways in which a short series may have changed.
#include "rules/statistics/bocpd.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <numbers>
#include <numeric>

namespace {

using namespace tuermer::statistics;

const double gap = std::nan("");

// The evidence of one regime in closed form, not value by value.
double log_regime(const BocpdSettings& s, std::span<const double> x)
{
    const auto n = static_cast<double>(x.size());
    const double sum = std::accumulate(x.begin(), x.end(), 0.0);
    if (s.model == RegimeModel::poisson) {
        double factorials = 0;
        for (const double count : x) factorials += std::lgamma(count + 1);
        return s.a * std::log(s.b) - std::lgamma(s.a) + std::lgamma(s.a + sum) -
               (s.a + sum) * std::log(s.b + n) - factorials;
    }
    double squares = 0;
    for (const double value : x) squares += std::pow(value - sum / n, 2);
    const double kappa = s.kappa0 + n, a = s.a + n / 2;
    const double b = s.b + squares / 2 + s.kappa0 * n * std::pow(sum / n - s.mu0, 2) / (2 * kappa);
    return std::lgamma(a) - std::lgamma(s.a) + s.a * std::log(s.b) - a * std::log(b) +
           std::log(s.kappa0 / kappa) / 2 - n / 2 * std::log(2 * std::numbers::pi);
}

struct AllWays {
    std::vector<double> runs; // probabilities of run lengths after the last value
    double evidence = 0;
};

// Bit i of a way says that the regime changes after value i.
AllWays all_ways(const BocpdSettings& settings, std::span<const double> x)
{
    AllWays result{std::vector<double>(x.size() + 1), 0};
    for (unsigned way = 0; way < 1U << x.size(); ++way) {
        double log_weight = 0;
        std::size_t start = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const bool changes = (way >> i & 1U) != 0;
            log_weight += std::log(changes ? settings.hazard : 1 - settings.hazard);
            if (!changes && i + 1 < x.size()) continue;
            log_weight += log_regime(settings, x.subspan(start, i + 1 - start));
            if (changes) start = i + 1;
        }
        result.runs[x.size() - start] += std::exp(log_weight);
        result.evidence += std::exp(log_weight);
    }
    for (double& run : result.runs) run /= result.evidence;
    return result;
}

TEST(Bocpd, AddsUpAllWaysTheSeriesMayHaveChanged)
{
    const std::vector<double> counts{4, 6, 5, 3, 12, 14, 40, 15, 0};
    const BocpdSettings poisson{.hazard = 0.1, .a = 1.5, .b = 0.3};
    const BocpdSettings normal{RegimeModel::normal, 0.05, 1.2, 0.8, 5, 0.4};
    for (const auto& settings : {poisson, normal}) {
        const auto path = bocpd(counts, settings);
        const auto expected = all_ways(settings, counts);
        ASSERT_TRUE(path);
        EXPECT_NEAR(path->log_evidence, std::log(expected.evidence), 1e-10);
        ASSERT_EQ(path->last.size(), expected.runs.size());
        for (std::size_t r = 0; r < expected.runs.size(); ++r)
            EXPECT_NEAR(path->last[r], expected.runs[r], 1e-12);
    }
}

TEST(Bocpd, NoticesAJumpWithinThreeValues)
{
    std::vector<double> series(40, 5.0);
    series.insert(series.end(), {15, 14, 16});
    const auto path = bocpd(series, {.hazard = 1.0 / 60, .a = 1, .b = 0.2});
    EXPECT_GT(path->short_run.back(), 0.95);
    EXPECT_LT(path->short_run[39], 0.1);
    EXPECT_EQ(path->likeliest_run[39], 40);
    EXPECT_EQ(path->likeliest_run.back(), 3);
}

TEST(Bocpd, NeverReadsAheadAndSkipsGaps)
{
    const std::vector<double> series{4, 6, gap, 5, 3, 12, 14, gap, 11};
    const BocpdSettings settings{.hazard = 0.05, .a = 1, .b = 0.2};
    const auto whole = bocpd(series, settings);
    EXPECT_EQ(whole->short_run[7], whole->short_run[6]);
    for (std::size_t n = 1; n <= series.size(); ++n)
        EXPECT_EQ(bocpd(std::span(series).first(n), settings)->short_run.back(),
                  whole->short_run[n - 1]);
}

TEST(Bocpd, DropsNothingThatCounts)
{
    const std::vector<double> calm(600, 3.0);
    const auto path = bocpd(calm, {.hazard = 0.01, .a = 1, .b = 0.3});
    ASSERT_EQ(path->last.size(), 601U);
    EXPECT_NEAR(std::accumulate(path->last.begin(), path->last.end(), 0.0), 1, 1e-12);
    EXPECT_EQ(path->likeliest_run.back(), 600);
}

TEST(Bocpd, RefusesWhatItsModelExcludes)
{
    EXPECT_FALSE(bocpd(std::vector{1.0, -1.0}, {}));
    EXPECT_FALSE(bocpd(std::vector{1.0, 1.5}, {}));
    EXPECT_TRUE(bocpd(std::vector{1.0, -1.5}, {.model = RegimeModel::normal}));
    EXPECT_FALSE(bocpd(std::vector{1.0}, {.hazard = 0}));
    EXPECT_FALSE(bocpd(std::vector{1.0}, {.a = 0}));
}

TEST(Bocpd, GivesEveryRunLengthAProbabilityInALongSeries)
{
    std::vector<double> series;
    for (int i = 0; i < 300; ++i) series.push_back(i < 200 ? 3 + i % 3 : 30 + i % 5);
    const auto path = bocpd(series, {.hazard = 0.1});
    ASSERT_TRUE(path);
    EXPECT_EQ(path->last.size(), 301);
    EXPECT_NEAR(std::accumulate(path->last.begin(), path->last.end(), 0.0), 1, 1e-8);
}

} // namespace
