// SPDX-License-Identifier: EUPL-1.2
// The same season of earlier years as a robust yardstick: median and scaled median absolute
// deviation. A fall-back without a model.
#pragma once

#include <optional>
#include <span>

namespace tuermer::statistics {

struct SeasonalScore {
    int references = 0; // earlier figures found; fewer than 4 are too few to judge by
    double median = 0;
    double mad = 0;          // 1.4826 × median |x − median|
    std::optional<double> z; // nothing where mad and floor are both 0
};

// The last figure against those frequency, 2 × frequency … periods before it (and up to
// half_window neighbours of each). floor: the least scale, in the figures' unit. NaN is a gap;
// nothing where the last figure or every reference is one.
std::optional<SeasonalScore> seasonal_score(std::span<const double> figures, int frequency,
                                            double floor, int half_window = 0);

} // namespace tuermer::statistics
