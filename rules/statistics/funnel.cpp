// SPDX-License-Identifier: EUPL-1.2
// Scores and their overdispersion are the same for ratios and shares; only an area's variance at
// the target and the distribution of its limits differ.
#include "rules/statistics/funnel.hpp"

#include "rules/statistics/boost_policy.hpp"
#include "rules/statistics/discrete_quantile.hpp"
#include "rules/statistics/quantiles.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

// An area's distance from the target, and the variance of that distance at the target.
struct Distance {
    double value = 0, variance = 1;
};
using Distances = std::vector<std::optional<Distance>>;

bool are_counts(std::span<const double> counts, std::span<const double> sizes)
{
    const auto is_count = [](double x) { return x >= 0 && std::isfinite(x); };
    return counts.size() == sizes.size() && std::all_of(counts.begin(), counts.end(), is_count) &&
           std::all_of(sizes.begin(), sizes.end(), is_count);
}

double score(const Distance& distance, double extra_variance)
{
    return distance.value / std::sqrt(distance.variance + extra_variance);
}

std::vector<double> scores(const Distances& distances)
{
    std::vector<double> all;
    for (const auto& distance : distances)
        if (distance) all.push_back(score(*distance, 0));
    return all;
}

double mean_square_drawn_in(const std::vector<double>& all, double winsor)
{
    const double low = *sample_quantile(all, winsor), high = *sample_quantile(all, 1 - winsor);
    double sum = 0;
    for (const double z : all) sum += std::clamp(z, low, high) * std::clamp(z, low, high);
    return sum / static_cast<double>(all.size());
}

// The moment estimate of the variance between areas (DerSimonian and Laird's form).
double variance_between(const Distances& distances, double phi)
{
    double count = 0, sum = 0, squares = 0;
    for (const auto& distance : distances) {
        if (!distance) continue;
        const double weight = 1 / distance->variance;
        ++count;
        sum += weight;
        squares += weight * weight;
    }
    const double excess = count * phi - (count - 1);
    return excess > 0 && count > 1 ? excess / (sum - squares / sum) : 0;
}

bool is_finite(const FunnelLimits& limits)
{
    return std::isfinite(limits.lower95 + limits.upper95 + limits.lower998 + limits.upper998);
}

// phi and tau2; `areas` stays empty.
std::optional<Funnel> spread(const Distances& distances, double winsor)
{
    const auto all = scores(distances);
    if (all.empty() || !(winsor >= 0 && winsor < 0.5)) return std::nullopt;
    Funnel result;
    result.phi = mean_square_drawn_in(all, winsor);
    result.tau2 = variance_between(distances, result.phi);
    if (!std::isfinite(result.phi) || !std::isfinite(result.tau2)) return std::nullopt;
    return result;
}

template <class LimitsOf>
std::optional<Funnel> funnel(const Distances& distances, double winsor, LimitsOf limits_of)
{
    auto result = spread(distances, winsor);
    for (std::size_t i = 0; result && i < distances.size(); ++i) {
        result->areas.emplace_back();
        if (!distances[i]) continue;
        const double z = score(*distances[i], 0);
        const FunnelLimits limits = limits_of(i);
        if (!is_finite(limits)) return std::nullopt;
        result->areas.back() = FunnelArea{z, score(*distances[i], result->tau2),
                                          z / std::sqrt(std::max(1.0, result->phi)), limits};
    }
    return result;
}

std::optional<double> score_of_last(const Distances& distances, double winsor)
{
    const auto found = spread(distances, winsor);
    if (!found || !distances.back()) return std::nullopt;
    return score(*distances.back(), found->tau2);
}

Distances ratio_distances(std::span<const double> observed, std::span<const double> expected)
{
    Distances distances(observed.size());
    for (std::size_t i = 0; i < observed.size(); ++i)
        if (expected[i] > 0)
            distances[i] = Distance{observed[i] / expected[i] - 1, 1 / expected[i]};
    return distances;
}

// Nothing where they are no shares.
std::optional<Distances> share_distances(std::span<const double> successes,
                                         std::span<const double> trials, double target)
{
    if (!are_counts(successes, trials) || !(target > 0 && target < 1)) return std::nullopt;
    Distances distances(successes.size());
    for (std::size_t i = 0; i < successes.size(); ++i) {
        if (successes[i] > trials[i]) return std::nullopt;
        if (trials[i] > 0)
            distances[i] =
                Distance{successes[i] / trials[i] - target, target * (1 - target) / trials[i]};
    }
    return distances;
}

template <class Distribution>
FunnelLimits limits(const Distribution& distribution, double size)
{
    const auto at = [&](double p) { return discrete_quantile(distribution, p) / size; };
    return {at(0.025), at(0.975), at(0.001), at(0.999)};
}

} // namespace

std::optional<Funnel> ratio_funnel(std::span<const double> observed,
                                   std::span<const double> expected, double winsor)
{
    if (!are_counts(observed, expected)) return std::nullopt;
    return funnel(ratio_distances(observed, expected), winsor, [&](std::size_t i) {
        return limits(boost::math::poisson_distribution<double, Quiet>(expected[i]), expected[i]);
    });
}

std::optional<Funnel> share_funnel(std::span<const double> successes,
                                   std::span<const double> trials, double target, double winsor)
{
    const auto distances = share_distances(successes, trials, target);
    if (!distances) return std::nullopt;
    return funnel(*distances, winsor, [&](std::size_t i) {
        return limits(boost::math::binomial_distribution<double, Quiet>(trials[i], target),
                      trials[i]);
    });
}

std::optional<double> ratio_score_of_last(std::span<const double> observed,
                                          std::span<const double> expected, double winsor)
{
    if (!are_counts(observed, expected)) return std::nullopt;
    return score_of_last(ratio_distances(observed, expected), winsor);
}

std::optional<double> share_score_of_last(std::span<const double> successes,
                                          std::span<const double> trials, double target,
                                          double winsor)
{
    const auto distances = share_distances(successes, trials, target);
    if (!distances) return std::nullopt;
    return score_of_last(*distances, winsor);
}

} // namespace tuermer::statistics
