// SPDX-License-Identifier: EUPL-1.2
// Which simulated changes a rule would have found: tried on the figures held today, in the panels
// of its indicator, judged by the rule's own tests.
#pragma once

#include "rules/tune.hpp"

namespace tuermer {

struct ShocksFound {
    std::size_t shocks = 0; // tried where the rule would have been calm
    std::size_t found = 0;  // it begins to fire within `periods`
};

// Shocks begin in every row and period that the rule judges, or evenly spread over them where there
// are more than `most_shocks`; gates over a whole release (chance among many, common shocks) are
// not asked, because one row alone is changed.
constexpr std::size_t most_shocks = 600;
ShocksFound shocks_found(const Knowledge& knowledge, const Watch& watch, const Shock& shock,
                         int periods);

} // namespace tuermer
