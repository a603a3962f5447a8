// SPDX-License-Identifier: EUPL-1.2
// "Will cross 15 % within four quarters with probability 0.8": how likely a forecast passes a
// limit in, and by, each of the next periods (first passage).
#pragma once

#include "rules/statistics/exponential_smoothing.hpp"
#include "rules/statistics/random_walk.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace tuermer::statistics {

struct CrossingLimit {
    double value = 0;
    bool upwards = true; // above the limit; else below
    int horizon = 4;     // periods
};

struct Crossing {
    std::vector<double> at;     // probability of lying beyond the limit in period 1, 2, …
    std::vector<double> within; // of having been beyond it by then
    std::optional<int> median;  // the first period by which that is as likely as not
};

// The first period, from 1, by which the probability has reached one half.
std::optional<int> median_crossing(const std::vector<double>& within);

// By stepwise numerical integration, to about 1e-6: given where it stands, the walk's past says
// nothing more about its future, though the drift is estimated. Judges by a random walk whose
// drift is as uncertain as its own history makes it.
Crossing crossing(const RandomWalk& walk, const CrossingLimit& limit);

// By simulation, for the errors overlap: 4000 paths in mirrored pairs, standard error at most 0.8
// points. The same seed (of the series: its key's hash) gives the same answer. Parameters count as
// known, which makes the answer a little too sure.
Crossing crossing(const SmoothedTrend& trend, const CrossingLimit& limit, std::uint64_t seed);

// Which of two probabilities the same simulation's `within` reaches by the horizon: it ends as soon
// as no further path can change that, and is not begun where the probabilities of lying beyond the
// limit tell it.
struct CrossingMarks {
    double lower = 0, upper = 0;
};
enum class CrossingReach : std::uint8_t { none, lower, upper };
CrossingReach crossing_reach(const SmoothedTrend& trend, const CrossingLimit& limit,
                             std::uint64_t seed, const CrossingMarks& marks);

} // namespace tuermer::statistics
