// SPDX-License-Identifier: EUPL-1.2
// Likelihood ratio detectors for counts with a known in-control mean: since when, and by which
// factor, do the counts lie above (below) it? (Höhle and Paul, Computational Statistics & Data
// Analysis 2008.)
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

struct GlrSettings {
    double dispersion = 0; // alpha of Var = mu + alpha mu²; 0: Poisson
    double limit = 5;      // an alarm, and a new start, where the statistic reaches it
    int window = -1;       // how many periods back an onset may lie; −1: no limit
    int shortest = 1;      // periods since the onset, at least (Mtilde)
    bool upward = true;    // false: falls
    std::optional<double> fixed_log_factor =
        std::nullopt; // theta: the change is given instead of estimated
    // The onsets that R's surveillance (1.20.3) looks at with Poisson counts, for comparison with
    // that package only: with a window none among the last `shortest` periods; without one any,
    // once `shortest` periods have passed. And nothing but zeros tell it of no fall.
    bool as_package = false;
};

struct GlrPoint {
    double statistic = 0;
    double log_factor = 0; // estimated log of observed to expected since the onset
    int onset = 0;         // index (from 0) of the period since when
    bool alarm = false;
};

// One point per count; means > 0, one per count. A NaN count says nothing and adds nothing.
std::vector<GlrPoint> glr(std::span<const double> counts, std::span<const double> means,
                          const GlrSettings& settings);

} // namespace tuermer::statistics
