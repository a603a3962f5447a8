// SPDX-License-Identifier: EUPL-1.2
// What a graph consists of. Panels are numbered measures first, then the indicators' values.
#pragma once

#include "rules/indicators/evaluate.hpp"
#include "rules/indicators/graph.hpp"
#include "rules/indicators/merged_past.hpp"

#include <map>
#include <string>
#include <vector>

namespace tuermer {

struct IndicatorState {
    Program program; // of a rate: a division whose operands are numerator and denominator
    IndicatorPanels panels;
    std::optional<PanelId> measure; // the formula is nothing but this: its panel serves both
    std::optional<PanelId> rows_of; // its rows are this panel's: one key table for both
    std::string definition_hash;
    std::vector<PanelId> sources; // panels the formulas refer to
};

struct Graph::Impl {
    std::vector<MeasureShape> measures;
    std::vector<Indicator> indicators;
    std::vector<Panel> panels;     // of the measures
    std::vector<MergedPast> pasts; // of the measures
    std::vector<IndicatorState> states;
    std::vector<IndicatorId> order; // sources first
    std::map<std::string, PanelId, std::less<>> names;
    std::shared_ptr<const Areas> areas; // never null
    CodeBook codes;
    std::vector<PanelRows> rows; // of all panels
    std::vector<Computed> computed;
    std::vector<Scratch> scratch; // buffers only; no value outlives a call

    PanelId panel_of(IndicatorId indicator) const
    {
        return static_cast<PanelId>(panels.size()) + indicator;
    }
    bool is_measure(PanelId panel) const { return panel < panels.size(); }
    const Panel& panel(PanelId panel) const
    {
        if (is_measure(panel)) return panels[panel];
        const auto& state = states[panel - panels.size()];
        return state.measure ? panels[*state.measure] : state.panels.value;
    }
    std::vector<const Panel*> all_panels() const;
    void share_keys();
};

} // namespace tuermer
