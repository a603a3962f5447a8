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
        for (std::size_t i = 0; pass > 0 && i < values.size(); ++i) {
            const double mean = result.model.mean[i];
            const double variance = real ? 1 : count ? mean : mean * (1 - mean / exposure[i]);
            const double residual =
                (count ? anscombe(values[i], mean) : (values[i] - mean) / std::sqrt(variance)) /
                std::sqrt(result.dispersion * (1 - result.model.leverage[i]));
            weights[i] =
                residual > prior.outlier_limit ? std::pow(prior.outlier_limit / residual, 2) : 1;
        }
        result.model =
            fit(design, response,
                {.family = prior.family, .precision = precision, .dispersion = result.dispersion});
        const double guesses = real ? 0 : prior.dispersion_df;
        const double left = static_cast<double>(values.size()) - result.model.parameters;
        result.dispersion =
            std::max(real ? 0.0 : 1.0,
                     (result.model.pearson + guesses * prior.dispersion) / (left + guesses));
    }
    return result;
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
