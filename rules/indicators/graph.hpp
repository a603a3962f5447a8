// SPDX-License-Identifier: EUPL-1.2
// The graph of panels: measures come in, indicators are computed from them, and only the cells that
// a change can reach are computed anew. No running totals: a cell is computed from its window
// afresh, so incremental and afresh agree to the last bit. (After Ninja and Salsa: the log says
// what was run.)
#pragma once

#include "rules/formulas/formula.hpp"
#include "rules/indicators/indicator.hpp"
#include "rules/series/panel.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tuermer {

class Areas;
class Graph;

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

// How values that are not there are computed with.
// - A result with a missing input is missing, for the most serious of its inputs' reasons: not_yet,
//   then withheld, withdrawn, unreliable, not_collected, not_applicable. not_yet comes first,
//   because what is still to come decides what the result will be.
// - A sum, mean … over rows needs all rows of the group, over time all periods of the window.
// - What division by zero gives, or anything else that is not finite, is not_applicable.
// - A result's status is the most serious of its inputs': break_in_series, then provisional,
//   estimated, limited, rounded, final. A missing result is final.
// - A figure once known never becomes not_yet again: it is withdrawn.
// - A merged area has a past: where a measure counts (adds_up), its cells before the merger are
// the
//   sums of its predecessors' cells (rules/areas/mergers.hpp), with status estimated or worse. No
//   publisher said so, hence not final and never stored; what a publisher says takes their place.
//   They come and go with the predecessors' cells, so here not_yet may follow a value.

// What an indicator holds. A rate has numerator and denominator over the same keys as value; all
// three are not_yet until both parts are there, so that they can be pooled as they stand.
struct IndicatorPanels {
    Panel value;
    std::optional<Panel> numerator, denominator;
};

// A look at them, wherever they lie: an indicator that is nothing but a measure has no panel of its
// own. Valid as long as the graph is.
struct IndicatorView {
    const Panel& value;
    const Panel* numerator = nullptr;
    const Panel* denominator = nullptr;
    // Where the other indicators are found; none: there are none.
    const Graph* graph = nullptr;

    explicit IndicatorView(const Panel& measure) : value(measure) {}
    IndicatorView(const IndicatorPanels& panels) // NOLINT(google-explicit-constructor)
        : value(panels.value),
          numerator(panels.numerator ? &*panels.numerator : nullptr),
          denominator(panels.denominator ? &*panels.denominator : nullptr)
    {
    }
};

// A formula with the values its parts had at one cell: what `explain` prints.
struct Trace {
    std::string text; // canonical text of this part
    std::string key;  // of a reference: the row it took, "area=03153 nationality=foreign"
    std::optional<Period> period;
    Cell cell;
    Unit unit;
    bool is_input = false; // a raw cell of a measure: text is the measure's name
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
    Graph(const Graph&); // a second graph with the same figures: preview, trial
    Graph& operator=(const Graph&);

    // All mistakes of all indicators at once: grammar, units, dimensions, names, cycles. `areas`:
    // for mergers and for conditions that ask the hierarchy; none: official keys by their digits.
    static tl::expected<Graph, std::vector<GraphError>>
    build(std::vector<MeasureShape> measures, std::vector<Indicator> indicators,
          std::shared_ptr<const Areas> areas = nullptr);

    // Takes a release in. A full release withdraws the cells of its measures that it no longer has.
    // Blocks of unknown measures, or with other dimensions than promised, are an error; then
    // nothing was taken in. Columns that the release says are not taken up stay as they are.
    Result<std::vector<ChangedCell>> absorb(const Release& release);

    // Takes a whole measure over as it was held before (start-up), in one piece: the same as to
    // absorb every figure in it, row by row. Only while nothing is known of the measure.
    Result<> adopt(Panel measure);

    // Recomputes what the changed cells reach. The blocks that moved, disjoint, ordered by
    // indicator.
    std::vector<Moved> update(std::span<const ChangedCell> cells);
    // Computes everything (start-up). An indicator that is nothing but a measure is told whole.
    std::vector<Moved> update_all();

    const std::vector<MeasureShape>& measures() const;
    const std::vector<Indicator>& indicators() const;
    std::optional<PanelId> measure(std::string_view name) const;
    std::optional<IndicatorId> indicator(std::string_view id) const;
    const Panel& panel(PanelId measure) const;
    // Whether a measure's cell is the sum of a merged area's predecessors.
    bool is_sum(PanelId measure, std::uint32_t row, Period period) const;
    IndicatorView panels(IndicatorId indicator) const;
    const std::string& definition_hash(IndicatorId indicator) const;
    // "percent", "per 1000", or the value formula's unit.
    const Unit& unit(IndicatorId indicator) const;
    // The measures an indicator is computed from, directly or not.
    std::vector<PanelId> inputs_of(IndicatorId indicator) const;

    // Parts beyond this many are left out, beginning with the deepest.
    static constexpr std::size_t max_trace_parts = 1000;
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
    class Builder;
    class Intake;
    class Round;
    class Tracer;
    std::unique_ptr<Impl> impl_;
};

} // namespace tuermer
