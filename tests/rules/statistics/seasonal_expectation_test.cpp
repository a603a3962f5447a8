// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/seasonal_expectation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace tuermer::statistics {
namespace {

std::vector<double> exact_months(int periods)
{
    std::vector<double> counts;
    for (int i = 1; i <= periods; ++i)
        counts.push_back(200 * std::exp(0.05 * i / 12 + 0.4 * std::cos(i * 0.5235987756)));
    return counts;
}

TEST(SeasonalExpectation, ContinuesTrendAndSeason)
{
    const auto counts = exact_months(72);
    SeasonalModel model({counts}, {});
    const auto fit = model.fit(60);
    ASSERT_TRUE(fit);
    for (int period = 60; period < 72; ++period)
        EXPECT_NEAR(model.expect(*fit, period)->mean, counts[static_cast<std::size_t>(period)],
                    0.01 * counts[static_cast<std::size_t>(period)]);
    EXPECT_NEAR(fit->coefficients[1], 0.05, 0.005);
}

TEST(SeasonalExpectation, APastOutbreakCountsLess)
{
    auto counts = exact_months(60);
    for (double& count : counts) count = std::round(count);
    const double before = SeasonalModel({counts}, {}).fit(60)->coefficients[0];
    counts[30] *= 4;
    SeasonalModel model({counts}, {});
    const auto fit = model.fit(60);
    EXPECT_EQ(fit->outliers, 1);
    EXPECT_NEAR(fit->coefficients[0], before, 0.05);
}

TEST(SeasonalExpectation, HasNoSeasonBeforeThereIsEnoughOfIt)
{
    const auto counts = exact_months(24);
    SeasonalModel model({counts}, {});
    EXPECT_EQ(model.fit(17)->columns, 2U);
    EXPECT_EQ(model.fit(18)->columns, 4U);
    SeasonalModel quarters({counts}, {.frequency = 4});
    EXPECT_EQ(quarters.fit(8)->columns, 5U);
    SeasonalModel years({counts}, {.frequency = 1});
    EXPECT_EQ(years.fit(20)->columns, 2U);
}

TEST(SeasonalExpectation, MonthsWithoutExposureHaveNoExpectation)
{
    std::vector<double> counts(30, 5.0), persons(30, 100.0);
    persons[29] = 0;
    SeasonalModel model({counts, persons}, {});
    const auto fit = model.fit(28);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(model.expect(*fit, 28)->mean, 5, 1e-6);
    EXPECT_FALSE(model.expect(*fit, 29));
    EXPECT_TRUE(std::isnan(model.value(29)));
}

TEST(SeasonalExpectation, ResidualsThatFollowEachOtherAreNoticed)
{
    auto counts = exact_months(60);
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += (i / 5) % 2 == 0 ? 30 : -30;
    EXPECT_GT(SeasonalModel({counts}, {}).fit(60)->autocorrelation, 0.4);
}

// The same three passes through the general fit, row by row: slow, and plain to see.
struct PlainFit {
    GlmFit model;
    double dispersion = 1;
};

Design plain_design(std::size_t columns, std::size_t rows, int frequency)
{
    Design design(columns);
    for (std::size_t i = 0; i < rows; ++i) {
        const double t = static_cast<double>(i + 1),
                     angle = 2 * 3.14159265358979323846 * t / frequency;
        design.append(std::vector<double>{1, t / frequency, std::cos(angle), std::sin(angle),
                                          std::cos(2 * angle),
                                          frequency == 4 ? 0 : std::sin(2 * angle)});
    }
    return design;
}

std::vector<double> logarithms(const std::vector<double>& exposure)
{
    std::vector<double> all;
    for (const double one : exposure) all.push_back(std::log(one));
    return all;
}

// Residuals by their dispersion and leverage; then single ones and, but for plain figures, pairs of
// them beyond the limit.
std::vector<double> plain_weights(const std::vector<double>& residuals, const SeasonalPrior& prior)
{
    const double limit = prior.outlier_limit;
    const auto n = static_cast<double>(residuals.size());
    double products = 0, squares = 0;
    for (std::size_t i = 0; i < residuals.size(); ++i) {
        const double one = std::clamp(residuals[i], -4.0, 4.0);
        squares += one * one;
        if (i > 0) products += one * std::clamp(residuals[i - 1], -4.0, 4.0);
    }
    double related = products / squares;
    related = std::clamp(related + (1 + 3 * related) / n, 0.0, 0.97);
    std::vector<double> weights(residuals.size(), 1.0);
    const auto lower = [&](std::size_t i, double unusual) {
        if (unusual > limit) weights[i] = std::min(weights[i], std::pow(limit / unusual, 2));
    };
    for (std::size_t i = 0; i < residuals.size(); ++i) {
        lower(i, residuals[i]);
        if (i == 0 || prior.family == Family::real) continue;
        if (std::min(residuals[i], residuals[i - 1]) <= 0.5) continue;
        const double together = (residuals[i] + residuals[i - 1]) / std::sqrt(2 + 2 * related);
        lower(i, together);
        lower(i - 1, together);
    }
    return weights;
}

PlainFit plain_fit(const std::vector<double>& values, const std::vector<double>& exposure,
                   const SeasonalPrior& prior, std::size_t columns, double scale)
{
    const auto design = plain_design(columns, values.size(), prior.frequency);
    const auto offset = logarithms(exposure);
    const double season = 1 / std::pow(prior.season_sd * scale, 2);
    std::vector<double> precision{
        0, 1 / std::pow(prior.trend_sd * scale, 2), season, season, 4 * season, 4 * season};
    precision.resize(columns);
    std::vector<double> weights(values.size(), 1.0);
    PlainFit result;
    const bool count = prior.family == Family::count, real = prior.family == Family::real;
    if (real) result.dispersion = scale * scale;
    GlmResponse response{.values = values, .weights = weights};
    if (count) response.offset = offset;
    if (prior.family == Family::share) response.trials = exposure;
    for (int pass = 0; pass < 3; ++pass) {
        std::vector<double> residuals;
        for (std::size_t i = 0; pass > 0 && i < values.size(); ++i) {
            const double mean = result.model.mean[i];
            const double variance = real ? 1 : count ? mean : mean * (1 - mean / exposure[i]);
            residuals.push_back(
                (count ? anscombe(values[i], mean) : (values[i] - mean) / std::sqrt(variance)) /
                std::sqrt(result.dispersion * (1 - result.model.leverage[i])));
        }
        if (pass > 0) std::ranges::copy(plain_weights(residuals, prior), weights.begin());
        result.model =
            fit(design, response,
                {.family = prior.family, .precision = precision, .dispersion = result.dispersion});
        const double guesses = real ? 0 : prior.dispersion_df;
        const double left = static_cast<double>(values.size()) - result.model.parameters;
        double kurtosis = 0;
        for (const double mean : result.model.mean)
            kurtosis += (6 * (result.dispersion - 1) / mean + 1 / (result.dispersion * mean)) /
                        static_cast<double>(values.size());
        const double told = count ? 1 / (1 + kurtosis / 2) : 1;
        result.dispersion =
            std::max(real ? 0.0 : 1.0, (told * result.model.pearson + guesses * prior.dispersion) /
                                           (told * left + guesses));
    }
    return result;
}

// Months a standard deviation off to either side, but for these, which are 2.1 above.
int outliers_where_high(const std::vector<std::size_t>& high, Family family = Family::count)
{
    auto counts = exact_months(60);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const bool is_high = std::ranges::find(high, i) != high.end();
        const double off = is_high ? 2.1 : i % 2 == 0 ? 1 : -1;
        const double deviation = family == Family::real ? 10 : std::sqrt(counts[i]);
        counts[i] = std::round(counts[i] + off * deviation);
    }
    return SeasonalModel({counts}, {.family = family}).fit(60)->outliers;
}

TEST(SeasonalExpectation, TwoMonthsTogetherAreAnOutbreakEarlierThanOne)
{
    EXPECT_EQ(outliers_where_high({30}), 0);
    EXPECT_EQ(outliers_where_high({30, 40}), 0);
    EXPECT_GE(outliers_where_high({30, 31}), 2);
    EXPECT_EQ(outliers_where_high({30, 31}, Family::real), 0); // no tail of theirs is known
}

TEST(SeasonalExpectation, WhatComesAfterTheKnownPeriodsChangesNoWeight)
{
    auto counts = exact_months(60);
    SeasonalModel calm({counts}, {});
    counts[50] *= 3, counts[51] *= 3;
    SeasonalModel unrest({counts}, {});
    EXPECT_EQ(calm.fit(50)->coefficients, unrest.fit(50)->coefficients);
}

// Normal figures of a known dispersion around a level, with a trend or without.
std::vector<double> yearly_figures(double trend, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::normal_distribution<double> noise(0, 1);
    std::vector<double> figures;
    for (int i = 0; i < 12; ++i) figures.push_back(100 + trend * i + noise(random));
    return figures;
}

TEST(SeasonalExpectation, ATrendThatIsNotThereIsHardlyContinued)
{
    const SeasonalPrior prior{.frequency = 1, .family = Family::real, .trend_sd = 0.05};
    double with = 0, without = 0, clear = 0;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        const auto calm = yearly_figures(0, seed), rising = yearly_figures(2, seed);
        SeasonalModel model({calm}, prior), risen({rising}, prior);
        const auto fit = model.fit(12), rise = risen.fit(12);
        const auto averaged = model.averaged(*fit, {.trend = true, .season = false});
        with += std::pow(fit->coefficients[1], 2);
        without += std::pow(averaged.coefficients[1], 2);
        const auto kept = risen.averaged(*rise, {.trend = true, .season = false});
        clear += kept.coefficients[1] / rise->coefficients[1] / 200;
        EXPECT_EQ(model.averaged(*fit, {}).coefficients, fit->coefficients);
    }
    EXPECT_LT(without, 0.5 * with);
    EXPECT_GT(clear, 0.999);
}

// Of real figures the normal approximation is exact: what is 0 is left out of the fit.
TEST(SeasonalExpectation, WithoutATrendTheLevelIsTheMean)
{
    const auto figures = yearly_figures(0.01, 7);
    const SeasonalPrior strict{.frequency = 1, .family = Family::real, .trend_sd = 1e-9};
    const SeasonalPrior wide{.frequency = 1, .family = Family::real, .trend_sd = 1e6};
    SeasonalModel model({figures}, wide);
    const auto averaged = model.averaged(*model.fit(12), {.trend = true, .season = false});
    const auto level = SeasonalModel({figures}, strict).fit(12);
    EXPECT_NEAR(averaged.coefficients[0], level->coefficients[0], 1e-3);
    EXPECT_NEAR(averaged.dispersion / level->dispersion, 1, 1e-3);
    EXPECT_NEAR(averaged.inverse[0][0] / level->inverse[0][0], 1, 1e-3);
}

TEST(SeasonalExpectation, InnovationsAreMeasuredNotDerived)
{
    std::mt19937_64 random(3);
    std::normal_distribution<double> noise(0, 0.03);
    double before = 0;
    std::vector<double> counts;
    for (int i = 0; i < 480; ++i) {
        before = 0.8 * before + noise(random);
        counts.push_back(std::round(4000 * std::exp(before)));
    }
    SeasonalModel model({counts}, {});
    const auto fit = model.fit(480);
    EXPECT_NEAR(fit->autocorrelation, 0.8, 0.08);
    EXPECT_NEAR(model.innovation_deviation(*fit, 0.8), std::sqrt(1 - 0.64), 0.06);
}

double root_mean_square(const std::vector<double>& values)
{
    double sum = 0, squares = 0;
    for (const double value : values) sum += value, squares += value * value;
    const auto n = static_cast<double>(values.size());
    return std::max(std::abs(sum / n), std::sqrt(squares / n - sum * sum / n / n));
}

TEST(SeasonalExpectation, TwelvePeriodsAtATimeGiveWhatThePlainFitGives)
{
    std::mt19937_64 random(20);
    for (const Family family : {Family::count, Family::share, Family::real})
        for (const int frequency : {12, 4, 1})
            for (const std::size_t periods : {24U, 41U, 95U}) {
                std::vector<double> values, exposure;
                for (std::size_t i = 0; i < periods; ++i) {
                    exposure.push_back(100 + static_cast<double>(random() % 50));
                    const double at = 0.3 * (1 + 0.3 * std::cos(0.6 * static_cast<double>(i)));
                    values.push_back(static_cast<double>(std::binomial_distribution<int>(
                        static_cast<int>(exposure.back()), at)(random)));
                }
                values[periods / 2] = exposure[periods / 2];
                const SeasonalPrior prior{.frequency = frequency, .family = family};
                const auto quick =
                    SeasonalModel({values, exposure}, prior).fit(static_cast<int>(periods));
                const double scale = family == Family::real ? root_mean_square(values) : 1;
                const auto plain = plain_fit(values, exposure, prior, quick->columns, scale);
                for (std::size_t a = 0; a < quick->columns; ++a)
                    EXPECT_NEAR(quick->coefficients[a], plain.model.coefficients[a], 1e-3 * scale)
                        << static_cast<int>(family) << ' ' << frequency << ' ' << periods;
                EXPECT_NEAR(quick->dispersion / plain.dispersion, 1, 2e-3);
                EXPECT_NEAR(quick->inverse[1][1] / plain.model.inverse[quick->columns + 1], 1,
                            2e-3);
            }
}

} // namespace
} // namespace tuermer::statistics
