// SPDX-License-Identifier: EUPL-1.2
// The Early Aberration Reporting System's C1 to C3 (Hutwagner and others 2003): mean and standard
// deviation of the few periods just before. For daily and weekly counts without season; on monthly
// to annual figures it alarms in 5–42 % of all periods: for comparison with R's surveillance only.
// C3 is given as that package (1.20.3) gives it: its limit sets out from the judged count instead
// of the mean, so that only the two periods before decide.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace tuermer::statistics {

enum class EarsMethod : std::uint8_t {
    c1,
    c2,
    c3
}; // C2, C3: the two newest periods are not learnt

struct EarsSettings {
    EarsMethod method = EarsMethod::c1;
    int baseline = 7;     // periods learnt from
    double alpha = 0.001; // one-sided
    double least_sd = 1;  // minSigma; 0 alarms on the first case after nothing but zeros
};

// The upper limit for the last of the counts. Nothing where the history is too short or has a gap,
// nor with C3 where a baseline without any deviation is met exactly.
std::optional<double> ears_limit(std::span<const double> counts, const EarsSettings& settings);

} // namespace tuermer::statistics
