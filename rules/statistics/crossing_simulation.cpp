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

// When a path and its mirror image first pass the limit, from 0; `horizon` if they do not.
struct FirstPassage {
    std::size_t path = 0, mirrored = 0;
};

// Draws pairs of paths one after the other. Of the errors, which all are drawn, only those that are
// needed until both paths have passed are turned into normal ones: that is what costs.
class PairedPaths {
public:
    PairedPaths(const std::vector<double>& room, const std::vector<double>& weights,
                std::uint64_t seed)
        : room_(room), weights_(weights), random_(seed), uniform_(room.size()), error_(room.size())
    {
    }

    FirstPassage next()
    {
        for (double& one : uniform_) one = random_.uniform();
        const std::size_t horizon = room_.size();
        FirstPassage first{horizon, horizon};
        for (std::size_t h = 0; h < horizon; ++h) {
            error_[h] = normal_quantile(uniform_[h] + 0x1p-54);
            double away = error_[h];
            for (std::size_t j = 1; j <= h; ++j) away += weights_[j - 1] * error_[h - j];
            if (first.path == horizon && away > room_[h]) first.path = h;
            if (first.mirrored == horizon && -away > room_[h]) first.mirrored = h;
            if (first.path < horizon && first.mirrored < horizon) break;
        }
        return first;
    }

private:
    const std::vector<double>&room_, &weights_;
    SeededRandom random_;
    std::vector<double> uniform_, error_;
};

std::vector<double> simulated_within(const std::vector<double>& room,
                                     const std::vector<double>& weights, std::uint64_t seed)
{
    PairedPaths paths(room, weights, seed);
    std::vector<double> within(room.size(), 0.0);
    for (int pair = 0; pair < mirrored_pairs; ++pair) {
        const auto first = paths.next();
        for (const std::size_t passed : {first.path, first.mirrored})
            for (std::size_t h = passed; h < room.size(); ++h) within[h] += 1;
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

// Of each period ahead: the distance to the limit in an error's deviations, and the probability of
// lying beyond it.
struct Ahead {
    std::vector<double> weights, room, at;

    Ahead(const SmoothedTrend& trend, const CrossingLimit& limit)
        : weights(error_weights(trend.model, limit.horizon))
    {
        const double deviation = std::sqrt(trend.variance);
        double damped = 0, power = 1, squares = 1;
        for (const double weight : weights) {
            power *= trend.model.phi;
            damped += power;
            room.push_back(room_left(trend.level + damped * trend.slope, deviation, limit));
            at.push_back(sequences::upper_normal(room.back() / std::sqrt(squares)));
            squares += weight * weight;
        }
    }
};

} // namespace

Crossing crossing(const SmoothedTrend& trend, const CrossingLimit& limit, std::uint64_t seed)
{
    const Ahead ahead(trend, limit);
    Crossing result;
    result.at = ahead.at;
    result.within = simulated_within(ahead.room, ahead.weights, seed);
    result.median = median_crossing(result.within);
    return result;
}

CrossingReach crossing_reach(const SmoothedTrend& trend, const CrossingLimit& limit,
                             std::uint64_t seed, const CrossingMarks& marks)
{
    // Six standard errors of the simulation: what lies as far beyond a mark it cannot miss.
    constexpr double far = 0.07;
    const Ahead ahead(trend, limit);
    double most = 0, sum = 0;
    for (const double p : ahead.at) {
        most = std::max(most, p);
        sum += p;
    }
    if (most - far >= marks.upper) return CrossingReach::upper;
    if (sum + far < marks.lower) return CrossingReach::none;
    PairedPaths paths(ahead.room, ahead.weights, seed);
    const auto reach_of = [&](int passed) {
        const double share = static_cast<double>(passed) / (2 * mirrored_pairs);
        if (share >= marks.upper) return CrossingReach::upper;
        return share < marks.lower ? CrossingReach::none : CrossingReach::lower;
    };
    int passed = 0;
    for (int pair = 0; pair < mirrored_pairs; ++pair) {
        const int left = 2 * (mirrored_pairs - pair);
        if (reach_of(passed) == reach_of(passed + left)) break;
        const auto first = paths.next();
        passed += (first.path < ahead.room.size()) + (first.mirrored < ahead.room.size());
    }
    return reach_of(passed);
}

} // namespace tuermer::statistics
