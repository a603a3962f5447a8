// SPDX-License-Identifier: EUPL-1.2
// The recent course of one row as methods for series want it: figures in a row, oldest first, with
// the reason why no verdict may rest on them: too short, too many gaps, too small numbers.
#pragma once

#include "rules/detectors/observed.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tuermer {

// How far back a method looks and what it needs there.
struct Stretch {
    int window = 0; // periods, the judged one included
    int least = 0;  // figures that must be there
    bool accept_limited = false;
    std::vector<double> complete = {}; // see completeness.hpp
};

struct History {
    Observed now;
    Period first; // of the first figure there is; the last one is the judged one's
    // In the indicator's unit, to the judged period; NaN: a gap. Incomplete counts extrapolated.
    std::vector<double> values;
    std::vector<double> counts, exposures; // of a rate of things counted, beside the values
    int present = 0;                       // figures among the values
    Text unknown;                          // empty unless no verdict may rest on it

    Period last() const { return first + static_cast<int>(values.size()) - 1; }
};

// A figure below the minimum denominator, or in brackets where they are not accepted, is a gap. At
// most a quarter of the periods may be gaps.
History read_history(const Sight& sight, const Stretch& stretch);

// The setting `over` ("10 y"), or so many years where it is left out; and `accept_limited`. Never
// shorter than `least` periods.
Stretch read_stretch(Settings& settings, const DetectorContext& context, int usual_years,
                     int least);

// All figures of these periods as one: rates pooled, others averaged; gaps are left out.
Figure figure_over(const Sight& sight, Period first, Period last, Text role);

// The figures without their season: the median of each season's distances from the year around it
// is taken out. As they are where there are fewer than three years, or no seasons.
std::vector<double> without_season(std::span<const double> values, Frequency frequency);

// For methods that draw at random: the same row has the same seed for ever.
std::uint64_t seed_of(const Sight& sight);

} // namespace tuermer
