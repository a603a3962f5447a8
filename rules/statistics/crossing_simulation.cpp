// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/crossing.hpp"
#include "rules/statistics/intervals.hpp"
#include "rules/statistics/present_values.hpp"
#include "rules/statistics/seeded_random.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

constexpr int mirrored_pairs = 2000;

// The first period in which the path passes the limit, from 0; `horizon` if none.
std::size_t first_passage(const std::vector<double>& room, const std::vector<double>& errors,
                          const std::vector<double>& weights, double sign)
{
    for (std::size_t h = 0; h < room.size(); ++h) {
        double away = errors[h];
        for (std::size_t j = 1; j <= h; ++j) away += weights[j - 1] * errors[h - j];
        if (sign * away > room[h]) return h;
    }
    return room.size();
}

std::vector<double> normal_errors(std::size_t n, SeededRandom& random)
{
    std::vector<double> errors(n);
    for (double& error : errors) error = normal_quantile(random.uniform() + 0x1p-54);
    return errors;
}

std::vector<double> simulated_within(const std::vector<double>& room,
                                     const std::vector<double>& weights, std::uint64_t seed)
{
    SeededRandom random(seed);
    std::vector<double> within(room.size(), 0.0);
    for (int pair = 0; pair < mirrored_pairs; ++pair) {
        const auto errors = normal_errors(room.size(), random);
        for (const double sign : {1.0, -1.0})
            for (std::size_t h = first_passage(room, errors, weights, sign); h < room.size(); ++h)
                within[h] += 1;
    }
    for (double& probability : within) probability /= 2 * mirrored_pairs;
    return within;
}

// Distance to the limit in units of an error's deviation; of a trend that never erred just which
// side it is on.
double room_left(double mean, double deviation, const CrossingLimit& limit)
{
    const double room = limit.upwards ? limit.value - mean : mean - limit.value;
    if (deviation > 0) return room / deviation;
    return room >= 0 ? 1e9 : -1e9;
}

} // namespace

Crossing crossing(const SmoothedTrend& trend, const CrossingLimit& limit, std::uint64_t seed)
{
    const auto weights = error_weights(trend.model, limit.horizon);
    const double deviation = std::sqrt(trend.variance);
    std::vector<double> room;
    Crossing result;
    double damped = 0, power = 1, squares = 1;
    for (const double weight : weights) {
        power *= trend.model.phi;
        damped += power;
        room.push_back(room_left(trend.level + damped * trend.slope, deviation, limit));
        result.at.push_back(sequences::upper_normal(room.back() / std::sqrt(squares)));
        squares += weight * weight;
    }
    result.within = simulated_within(room, weights, seed);
    result.median = median_crossing(result.within);
    return result;
}

} // namespace tuermer::statistics
