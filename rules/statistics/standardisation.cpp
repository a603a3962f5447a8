// SPDX-License-Identifier: EUPL-1.2
// Fay and Feuer take the weighted sum of Poisson counts for a gamma variable with its mean and
// variance; the upper limit adds the largest weight, the case that just did not happen.
#include "rules/statistics/standardisation.hpp"

#include "rules/statistics/boost_policy.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace tuermer::statistics {

namespace {

struct WeightedSum {
    double count = 0, population = 0;
    double rate = 0, variance = 0, largest_weight = 0;
};

bool is_sound(const Stratum& stratum)
{
    return stratum.count >= 0 && stratum.population >= 0 && stratum.standard >= 0 &&
           std::isfinite(stratum.count + stratum.population + stratum.standard);
}

double sum_of_standard(std::span<const Stratum> strata)
{
    double sum = 0;
    for (const Stratum& stratum : strata) sum += stratum.standard;
    return sum;
}

WeightedSum weighted(std::span<const Stratum> strata, double standard)
{
    WeightedSum sum;
    for (const Stratum& stratum : strata) {
        sum.count += stratum.count;
        sum.population += stratum.population;
        if (stratum.standard == 0) continue;
        const double weight = stratum.standard / standard / stratum.population;
        sum.rate += weight * stratum.count;
        sum.variance += weight * weight * stratum.count;
        sum.largest_weight = std::max(sum.largest_weight, weight);
    }
    return sum;
}

double gamma_quantile(double mean, double variance, double probability)
{
    const double shape = mean * mean / variance;
    return variance / mean * boost::math::gamma_p_inv(shape, probability, Quiet());
}

} // namespace

std::optional<StandardisedRate> direct_standardised_rate(std::span<const Stratum> strata,
                                                         double confidence)
{
    if (!std::all_of(strata.begin(), strata.end(), is_sound)) return std::nullopt;
    const double standard = sum_of_standard(strata);
    if (!(standard > 0) || !(confidence > 0 && confidence < 1)) return std::nullopt;
    const WeightedSum sum = weighted(strata, standard);
    if (!std::isfinite(sum.rate) || !std::isfinite(sum.largest_weight)) return std::nullopt;
    const double tail = (1 - confidence) / 2, extra = sum.largest_weight;
    const double lower = sum.rate == 0 ? 0 : gamma_quantile(sum.rate, sum.variance, tail);
    const double upper = gamma_quantile(sum.rate + extra, sum.variance + extra * extra, 1 - tail);
    if (!std::isfinite(lower) || !std::isfinite(upper)) return std::nullopt;
    return StandardisedRate{sum.count / sum.population, sum.rate, {lower, upper, confidence}};
}

} // namespace tuermer::statistics
