// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/cusum.hpp"

#include "rules/statistics/glm.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace tuermer::statistics {

namespace {

constexpr double most_per_score = 4;

std::array<double, 3> harmonic_row(int period, int frequency)
{
    const double angle = 2 * std::numbers::pi * period / frequency;
    return {1, std::cos(angle), std::sin(angle)};
}

} // namespace

TabularCusum tabular_cusum(std::span<const double> figures, double centre, double sd, double slack)
{
    TabularCusum cusum;
    double upper = 0, lower = 0;
    for (const double figure : figures) {
        const double z = std::isnan(figure) ? 0 : (figure - centre) / sd;
        if (!std::isnan(figure)) {
            upper = std::max(0.0, upper + z - slack);
            lower = std::min(0.0, lower + z + slack);
        }
        cusum.upper.push_back(upper);
        cusum.lower.push_back(lower);
    }
    return cusum;
}

double accumulate_score(double sum, double score, double slack)
{
    return std::max(0.0, sum + std::min(score, most_per_score) - slack);
}

double standardised_count(double count, double mean, CountScale scale)
{
    switch (scale) {
    case CountScale::rossi:
        return (count - 3 * mean + 2 * std::sqrt(count * mean)) / (2 * std::sqrt(mean));
    case CountScale::standard:
        return (count - mean) / std::sqrt(mean);
    case CountScale::anscombe:
        return 1.5 * (std::pow(count, 2.0 / 3) - std::pow(mean, 2.0 / 3)) / std::pow(mean, 1.0 / 6);
    case CountScale::none:
        break;
    }
    return count;
}

std::vector<double> count_cusum(std::span<const double> counts, std::span<const double> means,
                                CountScale scale, double slack)
{
    std::vector<double> sums;
    double sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double z = standardised_count(counts[i], means[i], scale);
        if (std::isfinite(z)) sum = std::max(0.0, sum + z - slack);
        sums.push_back(sum);
    }
    return sums;
}

std::vector<double> seasonal_poisson_means(std::span<const double> counts, int frequency, int first,
                                           int last)
{
    Design design(3);
    std::vector<double> known, weights;
    for (int period = 1; period < first; ++period) {
        const double count = counts[static_cast<std::size_t>(period - 1)];
        design.append(harmonic_row(period, frequency));
        known.push_back(std::isnan(count) ? 0 : count);
        weights.push_back(std::isnan(count) ? 0 : 1);
    }
    const GlmFit fitted = fit(design, {.values = known, .weights = weights}, {});
    std::vector<double> means;
    for (int period = first; period <= last; ++period)
        means.push_back(std::exp(linear_predictor(fitted, harmonic_row(period, frequency))));
    return means;
}

BinomialCusum binomial_cusum(std::span<const double> cases, std::span<const double> trials,
                             double p0, double p1, double limit)
{
    const double per_case = std::log(p1 / p0), per_other = std::log((1 - p1) / (1 - p0));
    BinomialCusum cusum;
    double sum = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (trials[i] > 0 && !std::isnan(cases[i]))
            sum = std::max(0.0, sum + cases[i] * per_case + (trials[i] - cases[i]) * per_other);
        cusum.sum.push_back(sum);
        cusum.alarm.push_back(sum > limit);
        if (sum > limit) sum = 0;
    }
    return cusum;
}

} // namespace tuermer::statistics
