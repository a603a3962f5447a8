// SPDX-License-Identifier: EUPL-1.2
// Gate: when most comparable areas of a rule begin to fire at once, it is not their doing. June
// 2022: refugees from Ukraine moved between two laws, and 40 of 45 districts of Lower Saxony fired.
#pragma once

#include "rules/alerts/watch.hpp"

#include <functional>
#include <string>
#include <vector>

namespace tuermer {

// A row that began to fire in this release and would be told.
struct Beginning {
    std::size_t event = 0; // its place among the release's events
    std::uint32_t row = 0;
    Period period;
    bool upward = true;
};

// Many of them together.
struct FoundShock {
    Period period;
    bool upward = true;
    std::uint32_t row = 0;           // one of those that fired: their groups are the same
    std::string kind;                // of the areas: "landkreis" …
    std::string among;               // whose parts are compared; empty: all of the kind
    std::string within;              // the smallest area that all of them lie in; may be empty
    std::vector<std::string> areas;  // all that fired, by code, also in earlier releases
    std::vector<std::size_t> events; // of this release: to be held
    int judged = 0;
};

// Comparable are a rule's areas of the same kind and groups with a verdict in the period; if these
// are not enough together, those within each parent. All that begin in the period count, also those
// that began with an earlier release: `rises` answers in which direction a row moved, asked of
// these only. Looks at every row once for each period in which enough begin.
std::vector<FoundShock> find_shocks(const Watch& watch, const Panel& panel, const Alerts& alerts,
                                    const Areas& areas, const std::vector<Beginning>& beginnings,
                                    const std::function<bool(std::uint32_t, Period)>& rises);

} // namespace tuermer
