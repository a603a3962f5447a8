// SPDX-License-Identifier: EUPL-1.2
// Tails by the incomplete beta and gamma functions, so that the upper tail keeps its digits; a
// quantile by a search over whole numbers around the Cornish–Fisher expansion.
#include "rules/statistics/count_tails.hpp"

#include "rules/statistics/boost_policy.hpp"
#include "rules/statistics/intervals.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace tuermer::statistics {

namespace {

constexpr double poisson_size = 1e14; // a negative binomial of this size is Poisson to 1e-12
constexpr double largest_count = 1e15;
constexpr double whole = 1e-7; // counts this close to a whole number are that number

double size_of(const CountLaw& law)
{
    return law.dispersion > 1 + 1e-8 ? law.mean / (law.dispersion - 1) : 2 * poisson_size;
}

// P(Y >= k) for a whole k >= 1.
double at_least(double k, const CountLaw& law)
{
    if (law.mean <= 0) return 0;
    const double size = size_of(law);
    if (size > poisson_size) return boost::math::gamma_p(k, law.mean, Quiet());
    return boost::math::ibeta(k, size, (law.dispersion - 1) / law.dispersion, Quiet());
}

// P(Y = k) for a whole k >= 0.
double exactly(double k, const CountLaw& law)
{
    if (law.mean <= 0) return k == 0 ? 1 : 0;
    const double size = size_of(law);
    if (size > poisson_size) return boost::math::gamma_p_derivative(k + 1, law.mean, Quiet());
    if (k == 0) return std::exp(-size * std::log(law.dispersion));
    const double x = (law.dispersion - 1) / law.dispersion;
    return boost::math::ibeta_derivative(k, size, x, Quiet()) * x * (1 - x) / k;
}

// P(Y < k) for a whole k >= 1.
double below(double k, const CountLaw& law)
{
    if (law.mean <= 0) return 1;
    const double size = size_of(law);
    if (size > poisson_size) return boost::math::gamma_q(k, law.mean, Quiet());
    return boost::math::ibetac(k, size, (law.dispersion - 1) / law.dispersion, Quiet());
}

// Mean, spread and skewness say where the quantile should lie.
double cornish_fisher(double probability, const CountLaw& law)
{
    const double z = normal_quantile(probability), spread = std::sqrt(law.dispersion * law.mean);
    const double skewness = (2 * law.dispersion - 1) / spread;
    const double guess = law.mean + spread * (z + skewness * (z * z - 1) / 6);
    return std::isfinite(guess) ? std::max(0.0, std::round(guess)) : law.mean;
}

} // namespace

double lower_tail(double count, const CountLaw& law)
{
    const double k = std::floor(count + whole);
    return k < 0 ? 0 : below(k + 1, law);
}

double upper_tail(double count, const CountLaw& law)
{
    const double k = std::ceil(count - whole);
    return k <= 0 ? 1 : at_least(k, law);
}

double upper_mid_p(double count, const CountLaw& law)
{
    const double k = std::ceil(count - whole);
    return k < 0 ? 1 : upper_tail(k, law) - 0.5 * exactly(k, law);
}

double count_quantile(double probability, const CountLaw& law)
{
    if (law.mean <= 0) return 0;
    // Neighbouring counts are the same double: the expansion is as good as the law.
    if (law.mean > largest_count) return cornish_fisher(probability, law);
    // R's allowance for a cumulative probability that equals the level up to rounding.
    const double level = probability * (1 - 64 * 2.220446e-16);
    double low = cornish_fisher(probability, law), high = low, step = 1;
    for (; low >= 0 && lower_tail(low, law) >= level; step *= 2) high = low, low -= step;
    for (step = 1; lower_tail(high, law) < level; step *= 2) low = high, high += step;
    low = std::max(low, -1.0);
    while (high - low > 1) {
        const double middle = std::floor(low + (high - low) / 2);
        if (middle <= low || middle >= high) break; // beyond 2^53 none lies between
        (lower_tail(middle, law) >= level ? high : low) = middle;
    }
    return high;
}

double normal_cdf(double z)
{
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

double upper_score(double upper_probability)
{
    return -normal_quantile(std::clamp(upper_probability, 1e-12, 1 - 1e-12));
}

double studentised(double z, double degrees_of_freedom)
{
    if (z == 0 || degrees_of_freedom > 1e6) return z;
    const double square = z * z;
    const double tail =
        0.5 * boost::math::ibeta(degrees_of_freedom / 2, 0.5,
                                 degrees_of_freedom / (degrees_of_freedom + square), Quiet());
    return std::copysign(-normal_quantile(std::max(tail, 1e-300)), z);
}

} // namespace tuermer::statistics
