// SPDX-License-Identifier: EUPL-1.2
// A measure's observations in a release as a whole: where they lie, and whether they agree.
#pragma once

#include "rules/series/panel.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace tuermer {

inline auto place_of(const Observation& seen)
{
    return std::pair(seen.row, seen.period.index());
}

// What one look at all observations of a measure shows.
struct Survey {
    std::optional<PeriodRange> periods; // of what is known
    bool rising = true;                 // by row and period: no two speak of one cell
    bool one_period = true;

    void see(const Observation& seen, const Observation& before)
    {
        rising = rising && place_of(before) < place_of(seen);
        one_period = one_period && before.period == seen.period;
    }
    void see_known(Period period)
    {
        if (!periods) periods = PeriodRange{period, period};
        if (period.index() < periods->first.index()) periods->first = period;
        if (period.index() > periods->last.index()) periods->last = period;
    }
};

// The first observation that another one of the same cell contradicts.
std::optional<Observation> contradiction(const std::vector<Observation>& observations);

} // namespace tuermer
