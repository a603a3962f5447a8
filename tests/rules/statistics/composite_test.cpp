// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/composite.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace tuermer::statistics {
namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

// Months around `level` with a season of ±30 % and Poisson noise.
std::vector<double> months(int periods, double level, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::vector<double> counts;
    for (int i = 0; i < periods; ++i) {
        const double mean = level * (1 + 0.3 * std::sin(i * 0.5235987756));
        counts.push_back(static_cast<double>(std::poisson_distribution<int>(mean)(random)));
    }
    return counts;
}

CompositePoint newest(const std::vector<double>& values, const CompositeSettings& settings,
                      const std::vector<double>& exposure = {})
{
    return composite_newest({values, exposure}, settings).point.value_or(CompositePoint{});
}

std::vector<double> scores(const std::vector<double>& counts, int first,
                           const CompositeSettings& settings)
{
    std::vector<double> found;
    for (const auto& verdict :
         composite({counts}, first, static_cast<int>(counts.size()) - 1, settings))
        found.push_back(verdict.point ? verdict.point->score : gap);
    return found;
}

TEST(Composite, AlarmsOnADoubledMonthAndNotOnAUsualOne)
{
    auto counts = months(96, 40, 1);
    const auto settings = composite_settings(12, 95);
    const auto calm = newest(counts, settings);
    EXPECT_FALSE(calm.alarm);
    counts.back() = std::round(2 * calm.expected);
    const auto high = newest(counts, settings);
    EXPECT_TRUE(high.alarm);
    EXPECT_EQ(high.since, 0);
    EXPECT_GT(high.single, 1);
    EXPECT_DOUBLE_EQ(high.expected, calm.expected);
}

TEST(Composite, AddsUpASmallLastingShiftAndSaysSinceWhen)
{
    auto counts = months(96, 40, 2);
    for (std::size_t i = 86; i < 96; ++i) counts[i] = std::round(counts[i] + 11);
    const auto settings = composite_settings(12, 80);
    int alarmed_after = 99;
    const auto verdicts = composite({counts}, 72, 95, settings);
    for (int i = 23; i >= 14; --i)
        if (verdicts[static_cast<std::size_t>(i)].point->alarm) alarmed_after = i - 14;
    EXPECT_LE(alarmed_after, 6);
}

TEST(Composite, NeverReadsTheFuture)
{
    for (const int frequency : {12, 4, 1}) {
        const auto counts = months(60, 15, 3);
        const auto settings = composite_settings(frequency, 40);
        const auto whole = scores(counts, 40, settings);
        for (int end = 41; end < 60; end += 3) {
            const std::vector<double> known(counts.begin(), counts.begin() + end);
            const auto early = scores(known, 40, settings);
            EXPECT_EQ(early.back(), whole[early.size() - 1]) << frequency << ' ' << end;
        }
    }
}

TEST(Composite, GoesOnFromWhatItKept)
{
    auto counts = months(96, 25, 4);
    for (std::size_t i = 88; i < 96; ++i) counts[i] += 8;
    const auto settings = composite_settings(12, 80);
    const auto whole = composite({counts}, 80, 95, settings);
    const auto first = composite({counts}, 80, 90, settings);
    const auto rest = composite({counts}, 91, 95, settings, first.back().point->memory);
    for (std::size_t i = 0; i < rest.size(); ++i)
        EXPECT_EQ(rest[i].point->score, whole[11 + i].point->score);
}

TEST(Composite, OfTheNewestPeriodIsThatOfAllPeriodsItMayRemember)
{
    for (unsigned seed = 20; seed < 60; ++seed) {
        auto counts = months(96, 12, seed);
        for (std::size_t i = 96 - seed % 9; i < 96; ++i) counts[i] += seed % 5;
        const auto settings = composite_settings(12, 95);
        const auto all = composite({counts}, 95 - settings.look_back, 95, settings);
        const auto quick = newest(counts, settings);
        EXPECT_EQ(quick.score, all.back().point->score) << seed;
        EXPECT_EQ(quick.since, all.back().point->since) << seed;
        EXPECT_EQ(quick.memory.sums, all.back().point->memory.sums) << seed;
    }
}

TEST(Composite, HoldsASumThatDoesNotBeginAnew)
{
    CompositeSettings settings;
    settings.shift = 1.5;
    settings.or_twice = false;
    settings.sum_limit = 4.5;
    CompositeMemory memory;
    const auto after = [&](double z) {
        CompositePoint point;
        point.z = z;
        point = with_memory(point, memory, settings);
        memory = point.memory;
        return point;
    };
    EXPECT_NEAR(after(2.25).held, 0.5, 1e-12);
    const auto alarm = after(2.4);
    EXPECT_TRUE(alarm.alarm);
    EXPECT_EQ(alarm.memory.sums, ShiftSums{});
    EXPECT_EQ(alarm.held, 1);
    EXPECT_NEAR(after(0.75).held, 1, 1e-12);
    EXPECT_NEAR(after(-0.75).held, 0.5, 1e-12);
    EXPECT_EQ(after(-3).held, 0);
}

// Likelihood ratios by hand: of 2.2 for a shift of 1.4 it is 1.4 (2.2 − 0.7) = 2.1, for one of 2.8
// 2.8 (2.2 − 1.4) = 2.24.
TEST(Composite, TakesWhatAShiftAndOneTwiceAsLargeSayTogether)
{
    CompositeSettings settings;
    CompositePoint first, second;
    first.z = second.z = 2.2;
    first = with_memory(first, {}, settings);
    EXPECT_NEAR(first.lasting, std::log((std::exp(2.1) + std::exp(2.24)) / 2) / 3.7, 1e-12);
    EXPECT_FALSE(first.alarm);
    second = with_memory(second, first.memory, settings);
    EXPECT_NEAR(second.lasting, std::log((std::exp(4.2) + std::exp(4.48)) / 2) / 3.7, 1e-12);
    EXPECT_TRUE(second.alarm);
    EXPECT_EQ(second.since, 1);
    EXPECT_EQ(second.memory.sums, ShiftSums{});

    settings.or_twice = false;
    EXPECT_NEAR(with_memory(second, first.memory, settings).lasting, 4.2 / 3.7, 1e-12);
}

TEST(Composite, SeesFallsAsItSeesRises)
{
    auto counts = months(96, 60, 5);
    auto settings = composite_settings(12, 95);
    settings.bad = BadSide::low;
    settings.prior.outliers = Outliers::low;
    EXPECT_FALSE(newest(counts, settings).alarm);
    counts.back() = 12;
    EXPECT_TRUE(newest(counts, settings).alarm);
    EXPECT_FALSE(newest(counts, composite_settings(12, 95)).alarm);
}

TEST(Composite, OfMirroredRealFiguresGivesTheSameScores)
{
    auto figures = months(96, 400, 6);
    for (std::size_t i = 90; i < 96; ++i) figures[i] += 30;
    std::vector<double> mirrored;
    for (const double figure : figures) mirrored.push_back(-figure);
    auto up = composite_settings(12, 80, Family::real), down = up;
    down.bad = BadSide::low;
    down.prior.outliers = Outliers::low;
    const auto rises = scores(figures, 72, up), falls = scores(mirrored, 72, down);
    for (std::size_t i = 0; i < rises.size(); ++i) EXPECT_NEAR(rises[i], falls[i], 1e-6);
}

TEST(Composite, OfComplementarySharesGivesTheSameScores)
{
    std::mt19937_64 random(7);
    std::vector<double> cases, others, trials;
    for (int i = 0; i < 40; ++i) {
        trials.push_back(80 + 3 * (i % 5));
        cases.push_back(std::binomial_distribution<int>(static_cast<int>(trials.back()),
                                                        i < 39 ? 0.2 : 0.45)(random));
        others.push_back(trials.back() - cases.back());
    }
    auto up = composite_settings(4, 30, Family::share), down = up;
    down.bad = BadSide::low;
    down.prior.outliers = Outliers::low;
    const auto rises = newest(cases, up, trials), falls = newest(others, down, trials);
    EXPECT_NEAR(rises.score, falls.score, 1e-6);
    EXPECT_TRUE(rises.alarm);
}

TEST(Composite, AGrownPopulationExplainsGrownCounts)
{
    auto counts = months(60, 30, 8);
    std::vector<double> persons(60, 10'000);
    persons.back() = 20'000;
    counts.back() = std::round(2 * newest(counts, composite_settings(12, 59)).expected);
    const auto settings = composite_settings(12, 59);
    EXPECT_TRUE(newest(counts, settings).alarm);
    EXPECT_FALSE(newest(counts, settings, persons).alarm);
}

TEST(Composite, SaysWhyItSaysNothing)
{
    const auto settings = composite_settings(12, 60);
    const std::vector<double> few{3, 4, 5, 3};
    EXPECT_EQ(composite_newest({few}, settings).why, Unjudged::insufficient_history);
    auto counts = months(60, 9, 9);
    counts.back() = gap;
    EXPECT_EQ(composite_newest({counts}, settings).why, Unjudged::missing_value);
    EXPECT_EQ(composite_newest({}, settings).why, Unjudged::insufficient_history);
    const std::vector<double> shares(60, 0.0), trials(60, 0.0);
    EXPECT_FALSE(
        composite_newest({shares, trials}, composite_settings(12, 59, Family::share)).point);
}

TEST(Composite, GapsInTheHistoryAreNotNoughts)
{
    auto counts = months(96, 30, 10);
    const auto settings = composite_settings(12, 95);
    const double before = newest(counts, settings).expected;
    for (const std::size_t i : {20U, 33U, 34U, 61U}) counts[i] = gap;
    EXPECT_NEAR(newest(counts, settings).expected, before, 0.08 * before);
}

TEST(Composite, AfterNothingButNoughtsOneCaseIsNoAlarmTwoAre)
{
    std::vector<double> counts(49, 0.0);
    auto settings = composite_settings(12, 48);
    EXPECT_FALSE(newest(counts, settings).alarm);
    counts.back() = 1;
    EXPECT_FALSE(newest(counts, settings).alarm);
    counts.back() = 2;
    EXPECT_TRUE(newest(counts, settings).alarm);
}

TEST(Composite, NothingNotFiniteLeavesIt)
{
    for (const double level : {0.05, 1e6, 1e9})
        for (const int frequency : {12, 4, 1}) {
            auto counts = months(40, level, 11);
            counts[39] = counts[38] * 1e6;
            for (const auto& verdict :
                 composite({counts}, 12, 39, composite_settings(frequency, 39))) {
                if (!verdict.point) continue;
                const CompositePoint& p = *verdict.point;
                for (const double value :
                     {p.score, p.single, p.lasting, p.z, p.expected, p.variance, p.dispersion,
                      p.trend_per_year, p.trend_error, p.season, p.autocorrelation})
                    EXPECT_TRUE(std::isfinite(value)) << level << ' ' << frequency;
            }
        }
}

struct Calm {
    int frequency, known, periods;
    double at_most; // share of periods that may alarm
};

// Share of the periods of 300 calm rows that alarm.
double false_alarms(const Calm& calm, const CompositeSettings& settings)
{
    std::mt19937_64 random(11);
    std::normal_distribution<double> noise(500, 50);
    int alarms = 0, judged = 0;
    for (int row = 0; row < 300; ++row) {
        std::vector<double> figures(static_cast<std::size_t>(calm.periods));
        for (double& one : figures) one = noise(random);
        for (const double score : scores(figures, calm.known, settings)) {
            alarms += score > 1 ? 1 : 0;
            ++judged;
        }
    }
    return static_cast<double>(alarms) / judged;
}

TEST(Composite, OfCalmPlainFiguresSeldomAlarms)
{
    for (const Calm& calm : {Calm{12, 72, 96, 0.006}, Calm{12, 24, 36, 0.009},
                             Calm{4, 28, 40, 0.018}, Calm{1, 10, 15, 0.08}})
        EXPECT_LT(false_alarms(calm, composite_settings(calm.frequency, calm.known, Family::real)),
                  calm.at_most)
            << calm.frequency << " a year, " << calm.known << " known";
}

TEST(Composite, LimitsAreWhereASinglePeriodBeginsToSpeak)
{
    auto counts = months(96, 40, 12);
    const auto settings = composite_settings(12, 95);
    const auto limits = composite_limits(newest(counts, settings), settings);
    counts.back() = limits.upper - 3;
    EXPECT_LT(newest(counts, settings).single, 1);
    counts.back() = limits.upper + 5;
    EXPECT_GT(newest(counts, settings).single, 1);
    EXPECT_LT(limits.lower, 40);
}

TEST(Composite, ARoundedFigureSpeaksLater)
{
    auto counts = months(96, 8, 13);
    counts.back() = 24;
    auto settings = composite_settings(12, 95);
    const double exact = newest(counts, settings).single;
    settings.noise_variance = 100.0 / 12; // rounded to tens
    EXPECT_LT(newest(counts, settings).single, exact);
}

// Each case is in with probability 0.6: so many are expected, and the negative binomial keeps its
// size.
TEST(Composite, ExpectsOfAThinnedCountWhatIsIn)
{
    auto counts = months(96, 40, 14);
    const auto settings = composite_settings(12, 95);
    const auto whole = newest(counts, settings);
    std::vector<double> complete(96, 1);
    const auto judged = [&] {
        return *composite_newest({.values = counts, .complete = complete}, settings).point;
    };
    EXPECT_EQ(judged().z, whole.z);
    complete.back() = 0.6;
    counts.back() = std::round(0.6 * counts.back());
    const auto part = judged();
    EXPECT_NEAR(part.expected, 0.6 * whole.expected, 1e-9);
    EXPECT_LT(part.variance, 0.6 * whole.variance);
    EXPECT_FALSE(part.alarm);
    EXPECT_LT(newest(counts, settings).z, part.z);
}

} // namespace
} // namespace tuermer::statistics
