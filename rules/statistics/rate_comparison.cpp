// SPDX-License-Identifier: EUPL-1.2
// "No likelier than the observed" needs no sum over all outcomes for the binomial: on either side
// of the mean its probabilities are monotone, so the boundary is found by halving.
#include "rules/statistics/rate_comparison.hpp"

#include "rules/statistics/boost_policy.hpp"
#include "rules/statistics/finite.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <cstddef>
#include <vector>

namespace tuermer::statistics {

namespace {

using Binomial = boost::math::binomial_distribution<double, Quiet>;

constexpr double equally_likely = 1 + 1e-7;
constexpr double most_trials = 1e15; // beyond, neighbouring counts are the same double
constexpr double most_outcomes = 1e7;

bool is_whole(double count)
{
    return count >= 0 && std::isfinite(count) && count == std::floor(count);
}

bool is_exposure(double exposure)
{
    return exposure > 0 && std::isfinite(exposure);
}

double at_most(const Binomial& binomial, double outcome)
{
    return outcome < 0 ? 0 : boost::math::cdf(binomial, outcome);
}

double at_least(const Binomial& binomial, double outcome)
{
    if (outcome <= 0) return 1;
    if (outcome > binomial.trials()) return 0;
    return boost::math::cdf(boost::math::complement(binomial, outcome - 1));
}

// The outcome nearest to `inner` (included) and before `outer` (excluded; either direction) that
// is no likelier than `bound`; `outer` if there is none.
double first_unlikely(const Binomial& binomial, double inner, double outer, double bound)
{
    const double step = outer > inner ? 1 : -1;
    double likely = inner - step, unlikely = outer;
    while (std::abs(unlikely - likely) > 1) {
        const double middle = std::floor((likely + unlikely) / 2);
        (boost::math::pdf(binomial, middle) <= bound ? unlikely : likely) = middle;
    }
    return unlikely;
}

// Probabilities of a table's first cell, relative to its likeliest value, over [low, high].
std::vector<double> table_weights(double total, double marked, double drawn)
{
    const double low = std::max(0.0, drawn + marked - total), high = std::min(drawn, marked);
    const auto size = static_cast<std::size_t>(high - low) + 1;
    const double likeliest = std::floor((drawn + 1) * (marked + 1) / (total + 2));
    const auto mode = static_cast<std::size_t>(std::clamp(likeliest, low, high) - low);
    const auto ratio_to_next = [&](std::size_t i) {
        const double k = low + static_cast<double>(i);
        return (marked - k) * (drawn - k) / ((k + 1) * (total - marked - drawn + k + 1));
    };
    std::vector<double> weights(size, 1.0);
    for (std::size_t i = mode; i + 1 < size; ++i) weights[i + 1] = weights[i] * ratio_to_next(i);
    for (std::size_t i = mode; i > 0; --i) weights[i - 1] = weights[i] / ratio_to_next(i - 1);
    return weights;
}

} // namespace

std::optional<double> binomial_p(double successes, double trials, double share)
{
    if (!is_whole(successes) || !is_whole(trials) || successes > trials) return std::nullopt;
    if (!(share > 0 && share < 1) || trials > most_trials) return std::nullopt;
    const double mean = trials * share;
    if (successes == mean) return 1;
    const Binomial binomial(trials, share);
    const double bound = boost::math::pdf(binomial, successes) * equally_likely;
    const double p =
        successes < mean
            ? at_most(binomial, successes) +
                  at_least(binomial, first_unlikely(binomial, std::ceil(mean), trials + 1, bound))
            : at_least(binomial, successes) +
                  at_most(binomial, first_unlikely(binomial, std::floor(mean), -1, bound));
    if (!std::isfinite(p)) return std::nullopt;
    return std::clamp(p, 0.0, 1.0);
}

std::optional<double> rate_ratio_p(double count1, double exposure1, double count2, double exposure2,
                                   double ratio)
{
    if (!is_exposure(exposure1) || !is_exposure(exposure2) || !is_exposure(ratio))
        return std::nullopt;
    const double first = ratio * exposure1;
    return binomial_p(count1, count1 + count2, first / (first + exposure2));
}

std::optional<Interval> log_rate_ratio(double count1, double exposure1, double count2,
                                       double exposure2, double confidence)
{
    if (!(count1 > 0) || !(count2 > 0) || !is_exposure(exposure1) || !is_exposure(exposure2))
        return std::nullopt;
    if (!(confidence > 0 && confidence < 1)) return std::nullopt;
    const double ratio = count1 / exposure1 / (count2 / exposure2);
    const double factor = std::exp(two_sided_z(confidence) * std::sqrt(1 / count1 + 1 / count2));
    const Interval interval{ratio / factor, ratio * factor, confidence};
    if (!std::isfinite(interval.lower) || !std::isfinite(interval.upper)) return std::nullopt;
    return interval;
}

std::optional<double> log_rate_ratio_score(double count1, double exposure1, double count2,
                                           double exposure2, double expected_log_ratio)
{
    if (!(count1 >= 0) || !(count2 >= 0) || !is_exposure(exposure1) || !is_exposure(exposure2))
        return std::nullopt;
    const double added = count1 == 0 || count2 == 0 ? 0.5 : 0;
    const double first = count1 + added, second = count2 + added;
    const double log_ratio = std::log(first / exposure1) - std::log(second / exposure2);
    return finite((log_ratio - expected_log_ratio) / std::sqrt(1 / first + 1 / second));
}

std::optional<double> fisher_p(double successes1, double trials1, double successes2, double trials2)
{
    const bool whole =
        is_whole(successes1) && is_whole(trials1) && is_whole(successes2) && is_whole(trials2);
    if (!whole || successes1 > trials1 || successes2 > trials2) return std::nullopt;
    const double marked = successes1 + successes2, total = trials1 + trials2;
    if (std::min(trials1, marked) > most_outcomes) return std::nullopt;
    const auto weights = table_weights(total, marked, trials1);
    const double low = std::max(0.0, trials1 + marked - total);
    const double bound = weights[static_cast<std::size_t>(successes1 - low)] * equally_likely;
    double unlikely = 0, all = 0;
    for (const double weight : weights) {
        all += weight;
        if (weight <= bound) unlikely += weight;
    }
    return unlikely / all;
}

} // namespace tuermer::statistics
