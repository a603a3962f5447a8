// SPDX-License-Identifier: EUPL-1.2
// What each rule would have said of the figures that are held: a rule that matches nothing, can
// never be judged, never holds or always holds is probably not what its author meant.
#pragma once

#include "rules/consider.hpp"

namespace tuermer {

// All verdicts of one rule over the figures as they are known now.
struct HeldVerdicts {
    std::size_t rows = 0; // that the rule watches and of which there is a figure
    std::size_t yes = 0, no = 0, unknown = 0;
    std::optional<Period> first, last;
    Text reason; // of an unknown verdict, the newest there is
};
HeldVerdicts verdicts_held(const Rule& rule, const Graph& graph, const std::string& own_area);

void advise_by_figures(const std::vector<Rule>& rules, const Graph& graph,
                       const std::string& own_area, Mistakes& mistakes);

} // namespace tuermer
