// SPDX-License-Identifier: EUPL-1.2
// Quantiles of counts as R gives them: the smallest whole number that reaches the probability.
// By halving a bracket of our own, for Boost 1.81's search walks in steps of one and does not come
// back for means beyond about 10^9.
#pragma once

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <limits>

namespace tuermer::statistics {

// `distribution` is one of Boost's over 0, 1, 2, ...; 0 < probability < 1. NaN where its mean is
// beyond 10^15, for there neighbouring counts are the same double.
template <class Distribution>
double discrete_quantile(const Distribution& distribution, double probability)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    constexpr int most_steps = 200;
    const double mean = boost::math::mean(distribution);
    if (!(mean >= 0 && mean <= 1e15)) return none;
    const double end = std::floor(boost::math::support(distribution).second);
    const auto reaches = [&](double count) {
        return count >= end || boost::math::cdf(distribution, count) >= probability;
    };
    const double step = std::ceil(boost::math::standard_deviation(distribution)) + 1;
    double below = std::floor(mean), reached = below;
    for (int i = 0; below >= 0 && reaches(below); ++i) {
        if (i == most_steps) return none;
        reached = below;
        below = std::max(-1.0, below - step);
    }
    for (int i = 0; !reaches(reached); ++i) {
        if (i == most_steps) return none;
        below = reached;
        reached = std::min(reached + step, end);
    }
    while (reached - below > 1) {
        const double middle = std::floor((below + reached) / 2);
        (reaches(middle) ? reached : below) = middle;
    }
    return reached;
}

} // namespace tuermer::statistics
