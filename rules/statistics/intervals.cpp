// SPDX-License-Identifier: EUPL-1.2
// The textbook formulas. Boost.Math gives the quantiles of the normal, beta and gamma
// distributions; its errors answer a number that is then refused, for nothing is thrown across
// parts.
#include "rules/statistics/intervals.hpp"

#include "rules/statistics/boost_policy.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace tuermer::statistics {

namespace {

bool is_confidence(double confidence)
{
    return confidence > 0 && confidence < 1;
}

bool is_share(double successes, double trials)
{
    return std::isfinite(trials) && successes >= 0 && successes <= trials && trials > 0;
}

bool is_rate(double count, double exposure)
{
    return std::isfinite(count) && std::isfinite(exposure) && count >= 0 && exposure > 0;
}

// The odds p / (1 - p) at a quantile of the beta distribution; 1 - p comes from the inversion
// itself, so that nothing is lost near 1.
double beta_odds(double a, double b, double probability)
{
    double complement = 0;
    const double p = boost::math::ibeta_inv(a, b, probability, &complement, Quiet());
    return p / complement;
}

double beta_quantile(double a, double b, double probability)
{
    return boost::math::ibeta_inv(a, b, probability, Quiet());
}

} // namespace

double normal_quantile(double probability)
{
    return -std::sqrt(2.0) * boost::math::erfc_inv(2 * probability, Quiet());
}

double two_sided_z(double confidence)
{
    return -normal_quantile((1 - confidence) / 2);
}

std::optional<Interval> wilson(double successes, double trials, double confidence)
{
    if (!is_share(successes, trials) || !is_confidence(confidence)) return std::nullopt;
    const double z = two_sided_z(confidence), p = successes / trials;
    const double weight = 1 + z * z / trials;
    const double centre = (p + z * z / (2 * trials)) / weight;
    const double half =
        z / weight * std::sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials));
    Interval interval{std::max(0.0, centre - half), std::min(1.0, centre + half), confidence};
    if (successes == 0) interval.lower = 0;
    if (successes == trials) interval.upper = 1;
    return interval;
}

Interval difference_of(const Estimate& a, const Estimate& b)
{
    const double difference = a.value - b.value;
    return {difference - std::hypot(a.value - a.interval.lower, b.interval.upper - b.value),
            difference + std::hypot(a.interval.upper - a.value, b.value - b.interval.lower),
            a.interval.confidence};
}

std::optional<Interval> newcombe(double successes1, double trials1, double successes2,
                                 double trials2, double confidence)
{
    const auto first = wilson(successes1, trials1, confidence);
    const auto second = wilson(successes2, trials2, confidence);
    if (!first || !second) return std::nullopt;
    auto interval = difference_of({successes1 / trials1, *first}, {successes2 / trials2, *second});
    interval.lower = std::max(-1.0, interval.lower);
    interval.upper = std::min(1.0, interval.upper);
    return interval;
}

std::optional<Interval> clopper_pearson(double successes, double trials, double confidence)
{
    if (!is_share(successes, trials) || !is_confidence(confidence)) return std::nullopt;
    const double tail = (1 - confidence) / 2, failures = trials - successes;
    Interval interval{0, 1, confidence};
    if (successes > 0) interval.lower = beta_quantile(successes, failures + 1, tail);
    if (failures > 0) interval.upper = beta_quantile(successes + 1, failures, 1 - tail);
    if (!std::isfinite(interval.lower) || !std::isfinite(interval.upper)) return std::nullopt;
    return interval;
}

std::optional<Interval> poisson_rate(double count, double exposure, double confidence)
{
    if (!is_rate(count, exposure) || !is_confidence(confidence)) return std::nullopt;
    const double tail = (1 - confidence) / 2;
    const double lower = count == 0 ? 0 : boost::math::gamma_p_inv(count, tail, Quiet());
    const double upper = boost::math::gamma_q_inv(count + 1, tail, Quiet());
    const Interval interval{lower / exposure, upper / exposure, confidence};
    if (!std::isfinite(interval.lower) || !std::isfinite(interval.upper)) return std::nullopt;
    return interval;
}

std::optional<Interval> byar_rate(double count, double exposure, double confidence)
{
    if (!is_rate(count, exposure) || !is_confidence(confidence)) return std::nullopt;
    const double middle = count + 0.5, step = two_sided_z(confidence) / (3 * std::sqrt(middle));
    const auto cube = [&](double sign) {
        return middle * std::pow(1 - 1 / (9 * middle) + sign * step, 3) / exposure;
    };
    const Interval interval{std::max(0.0, cube(-1)), cube(1), confidence};
    if (!std::isfinite(interval.upper)) return std::nullopt;
    return interval;
}

std::optional<Interval> rate_difference(double count1, double exposure1, double count2,
                                        double exposure2, double confidence)
{
    const auto first = poisson_rate(count1, exposure1, confidence);
    const auto second = poisson_rate(count2, exposure2, confidence);
    if (!first || !second) return std::nullopt;
    const auto interval =
        difference_of({count1 / exposure1, *first}, {count2 / exposure2, *second});
    if (!std::isfinite(interval.lower) || !std::isfinite(interval.upper)) return std::nullopt;
    return interval;
}

std::optional<RatioInterval> rate_ratio(double count1, double exposure1, double count2,
                                        double exposure2, double confidence)
{
    if (!is_rate(count1, exposure1) || !is_rate(count2, exposure2)) return std::nullopt;
    if (!is_confidence(confidence)) return std::nullopt;
    const double tail = (1 - confidence) / 2, exposures = exposure2 / exposure1;
    RatioInterval interval{0, std::nullopt, confidence};
    if (count1 > 0) interval.lower = exposures * beta_odds(count1, count2 + 1, tail);
    if (count2 > 0) interval.upper = exposures * beta_odds(count1 + 1, count2, 1 - tail);
    if (!std::isfinite(interval.lower) || !std::isfinite(interval.upper.value_or(0)))
        return std::nullopt;
    return interval;
}

} // namespace tuermer::statistics
