// SPDX-License-Identifier: EUPL-1.2
// With a members of group A in an area of t persons, a/A - b/B = (a - tA/N) (1/A + 1/B): chance
// needs only the mean absolute deviation of a hypergeometric number.
#include "rules/statistics/dissimilarity.hpp"

#include "rules/statistics/boost_policy.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace tuermer::statistics {

namespace {

// The sum of persons; nothing where a figure is no number of persons.
std::optional<double> persons(std::span<const double> group)
{
    double sum = 0;
    for (const double count : group) {
        if (!(count >= 0)) return std::nullopt;
        sum += count;
    }
    if (!std::isfinite(sum)) return std::nullopt;
    return sum;
}

bool are_whole(std::span<const double> group)
{
    for (const double count : group)
        if (count != std::floor(count)) return false;
    return true;
}

double log_choose(double n, double k)
{
    const auto log_factorial = [](double x) { return boost::math::lgamma(x + 1, Quiet()); };
    return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

// E|X - E X| of X marked among `drawn` out of `total`, `marked` of them marked:
// 2 m (N - K - n + m) / N * P(X = m) with m the first whole number above the mean.
double mean_absolute_deviation(double total, double marked, double drawn)
{
    const double m = std::floor(drawn * marked / total) + 1;
    if (m > drawn || m > marked) return 0; // the mean is the only outcome
    const double log_p =
        log_choose(marked, m) + log_choose(total - marked, drawn - m) - log_choose(total, drawn);
    return 2 * m * (total - marked - drawn + m) / total * std::exp(log_p);
}

} // namespace

std::optional<Segregation> segregation(std::span<const double> first,
                                       std::span<const double> second)
{
    const auto all_first = persons(first), all_second = persons(second);
    if (first.size() != second.size() || !all_first || !all_second) return std::nullopt;
    double differences = 0, met = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        differences += std::abs(first[i] / *all_first - second[i] / *all_second);
        if (first[i] > 0) met += first[i] / *all_first * first[i] / (first[i] + second[i]);
    }
    Segregation indices;
    if (*all_first > 0) indices.isolation = met;
    if (*all_first > 0 && *all_second > 0) indices.dissimilarity = differences / 2;
    return indices;
}

std::optional<double> chance_dissimilarity(std::span<const double> first,
                                           std::span<const double> second)
{
    const auto a = persons(first), b = persons(second);
    if (first.size() != second.size() || !a || !b || *a == 0 || *b == 0) return std::nullopt;
    if (!are_whole(first) || !are_whole(second)) return std::nullopt;
    double deviations = 0;
    for (std::size_t i = 0; i < first.size(); ++i)
        deviations += mean_absolute_deviation(*a + *b, *a, first[i] + second[i]);
    return deviations * (1 / *a + 1 / *b) / 2;
}

} // namespace tuermer::statistics
