// SPDX-License-Identifier: EUPL-1.2
// One round of the graph: from cells that changed to the indicators' cells that moved.
#pragma once

#include "rules/indicators/graph_impl.hpp"

#include <span>
#include <vector>

namespace tuermer {

class Graph::Round {
public:
    explicit Round(Impl& graph);

    void changed(std::span<const ChangedCell> cells);
    // Brings all indicators up to date that the changes reach, or all of them.
    std::vector<Moved> run(bool everything);

private:
    void take_in_rows();
    void add_up_pasts(bool everything);
    bool is_touched(const IndicatorState& state) const;
    void recompute(IndicatorId id, bool everything);
    void follow_measure(IndicatorId id, bool everything);
    void note_moved(IndicatorId id);
    void take_in_result_rows(IndicatorState& state);
    Region compute(IndicatorId id, const Rect& rect);
    Extent held(PanelId panel) const;

    Impl& graph_;
    std::vector<const Panel*> panels_;
    std::vector<Extent> extents_; // [panel]: the periods it holds
    std::vector<Region> changed_; // [panel]
    std::vector<bool> grown_;     // [panel]: has new rows
    std::vector<Moved> moved_;
};

} // namespace tuermer
