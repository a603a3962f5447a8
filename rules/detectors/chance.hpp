// SPDX-License-Identifier: EUPL-1.2
// How far chance alone may move a figure: the interval that fits what the figure counts.
#pragma once

#include "rules/statistics/intervals.hpp"

#include <optional>
#include <string>

namespace tuermer {

// Things counted, and out of how many. For a mean of rates these are the counts that a single rate
// of the same certainty would have.
struct Counts {
    double count = 0, exposure = 1;
    // False: a bare count, its exposure is the number of periods; or a rate some of whose cases are
    // still to come, which is no share of its exposure.
    bool is_rate = false;
};

struct NamedInterval {
    std::optional<statistics::Interval> interval;
    std::string method;
};

// As proportions and ratios, not in percent. Shares by Wilson and Newcombe; bare counts, and rates
// that are no shares (more cases than persons), by exact Poisson limits.
NamedInterval level_interval(const Counts& now, double confidence);
NamedInterval difference_interval(const Counts& now, const Counts& before, double confidence);
NamedInterval ratio_interval(const Counts& now, const Counts& before, double confidence);

} // namespace tuermer
