// SPDX-License-Identifier: EUPL-1.2
// What others reached on the development panels, as measured once with R 4.2.2 and surveillance
// 1.20.3 (methods.md 7.2 and 8): the true law (oracle), the prototype, the best of R's methods.
#pragma once

#include <span>
#include <string_view>

namespace tuermer::bench {

struct StoredResult {
    std::string_view panel, method;
    double false_alarms, worst, detected; // percent
    double delay;                         // periods
    double score, score_at_1;             // nominal, and at 1 % false alarms
};

std::span<const StoredResult> stored_results();

// Series of 96 months per second, one thread (methods.md 8): R's surveillance::farringtonFlexible,
// newest point; Kendall::MannKendall (Fortran).
inline constexpr double farrington_delta_of_r = 211;
inline constexpr double farrington_quantile_of_r = 186;
inline constexpr double mann_kendall_of_r = 11429;

} // namespace tuermer::bench
