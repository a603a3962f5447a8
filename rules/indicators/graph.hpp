// SPDX-License-Identifier: EUPL-1.2
// The graph of panels: measures come in, indicators are computed from them, and only the cells that a
// change can reach are computed anew. No running totals: a cell is computed from its window afresh, so
// incremental and afresh agree to the last bit. (After Ninja and Salsa: the log says what was run.)
#pragma once

#include "rules/formulas/formula.hpp"
#include "rules/indicators/indicator.hpp"
#include "rules/series/panel.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tuermer {

// A panel of the graph: measures first, in the order of the shapes given to build.
using PanelId = std::uint32_t;
using IndicatorId = std::uint32_t; // position in the list given to build

// A rectangle of cells that changed.
struct Change {
    PanelId panel = 0;
    RowRange rows;
    PeriodRange periods;
    bool operator==(const Change&) const = default;
};

// One raw cell as it was and as it is now: what the store appends under the release's vintage.
struct ChangedCell {
    PanelId panel = 0;
    std::uint32_t row = 0;
    Period period;
    Cell before, now;
};

// A block of an indicator's cells that were computed anew and differ from before.
struct Moved {
    IndicatorId indicator = 0;
    RowRange rows;
    PeriodRange periods;
    bool operator==(const Moved&) const = default;
};

// What an indicator holds. A rate has numerator and denominator over the same keys as value.
struct IndicatorPanels {
    Panel value;
    std::optional<Panel> numerator, denominator;
};

// A formula with the values its parts had at one cell: what `explain` prints.
struct Trace {
    std::string text;         // canonical text of this part
    std::string key;          // of a reference: the row it took, "area=03153 nationality=foreign"
    std::optional<Period> period;
    Cell cell;
    Unit unit;
    bool is_input = false;    // a raw cell of a measure: text is the measure's name
    std::vector<Trace> parts;
};

struct GraphError {
    std::string indicator, field; // field: "numerator", "denominator", "value", "" (cycle)
    std::size_t offset = 0;
    Text what;
};

class Graph {
public:
    Graph();
    ~Graph();
    Graph(Graph&&) noexcept;
    Graph& operator=(Graph&&) noexcept;

    // All mistakes of all indicators at once: grammar, units, dimensions, names, cycles.
    static tl::expected<Graph, std::vector<GraphError>> build(std::vector<MeasureShape> measures,
                                                              std::vector<Indicator> indicators);

    // Takes a release in. A full release withdraws the cells of its measures that it no longer has.
    // Blocks of unknown measures, or with other dimensions than promised, are an error; then nothing
    // was taken in.
    Result<std::vector<ChangedCell>> absorb(const Release& release);

    // Recomputes what the changed cells reach. The blocks that moved, disjoint, ordered by indicator.
    std::vector<Moved> update(std::span<const ChangedCell> cells);
    // Computes everything (start-up).
    std::vector<Moved> update_all();

    const std::vector<MeasureShape>& measures() const;
    const std::vector<Indicator>& indicators() const;
    std::optional<PanelId> measure(std::string_view name) const;
    std::optional<IndicatorId> indicator(std::string_view id) const;
    const Panel& panel(PanelId measure) const;
    const IndicatorPanels& panels(IndicatorId indicator) const;
    const std::string& definition_hash(IndicatorId indicator) const;
    // "percent", "per 1000", or the value formula's unit.
    const Unit& unit(IndicatorId indicator) const;
    // The measures an indicator is computed from, directly or not.
    std::vector<PanelId> inputs_of(IndicatorId indicator) const;

    Trace trace(IndicatorId indicator, std::uint32_t row, Period period) const;

    // Blocks evaluated by the last update, in order; each cell of them was computed once.
    struct Computed {
        IndicatorId indicator = 0;
        RowRange rows;
        PeriodRange periods;
        bool operator==(const Computed&) const = default;
    };
    const std::vector<Computed>& last_computed() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace tuermer
