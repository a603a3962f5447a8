// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/recompute.hpp"

#include "rules/indicators/results.hpp"

#include <algorithm>
#include <numeric>

namespace tuermer {

Graph::Round::Round(Impl& graph)
    : graph_(graph),
      panels_(graph.all_panels()),
      changed_(panels_.size()),
      grown_(panels_.size(), false)
{
    graph_.computed.clear();
    extents_.reserve(panels_.size());
    for (PanelId panel = 0; panel < panels_.size(); ++panel) extents_.push_back(held(panel));
}

Extent Graph::Round::held(PanelId panel) const
{
    const auto& held = *panels_[panel];
    if (held.empty()) return {};
    return {held.first().index(), held.last().index()};
}

// Cells of one row in neighbouring periods become one rectangle, equal rows below each other too.
void Graph::Round::changed(std::span<const ChangedCell> cells)
{
    for (std::size_t i = 0; i < cells.size();) {
        const auto& cell = cells[i];
        const auto first = cell.period.index();
        auto last = first;
        for (++i; i < cells.size(); ++i, ++last)
            if (cells[i].panel != cell.panel || cells[i].row != cell.row ||
                cells[i].period.index() != last + 1)
                break;
        changed_[cell.panel].add({cell.row, cell.row + 1, first, last});
    }
    for (auto& region : changed_) region.normalise();
}

std::vector<Moved> Graph::Round::run(bool everything)
{
    take_in_rows();
    add_up_pasts(everything);
    for (const auto id : graph_.order)
        if (everything || is_touched(graph_.states[id])) recompute(id, everything);
    std::ranges::stable_sort(moved_, {}, &Moved::indicator);
    return std::move(moved_);
}

void Graph::Round::take_in_rows()
{
    for (PanelId panel = 0; panel < graph_.panels.size(); ++panel) {
        auto& rows = graph_.rows[panel];
        grown_[panel] = rows.rows().size() < graph_.panels[panel].rows();
        rows.catch_up(graph_.panels[panel].keys(), graph_.codes);
    }
}

void Graph::Round::add_up_pasts(bool everything)
{
    for (PanelId panel = 0; panel < graph_.panels.size(); ++panel) {
        const auto moved =
            graph_.pasts[panel].add_up(graph_.panels[panel], changed_[panel], everything);
        if (moved.empty()) continue;
        changed_[panel].add(moved);
        changed_[panel].normalise();
    }
}

bool Graph::Round::is_touched(const IndicatorState& state) const
{
    return std::ranges::any_of(
        state.sources, [&](PanelId panel) { return grown_[panel] || !changed_[panel].empty(); });
}

void Graph::Round::recompute(IndicatorId id, bool everything)
{
    auto& state = graph_.states[id];
    if (state.measure) {
        follow_measure(id, everything);
        return;
    }
    const auto own = graph_.panel_of(id);
    state.program.extend(graph_.rows, graph_.codes, *graph_.areas);
    take_in_result_rows(state);
    grown_[own] = graph_.rows[own].rows().size() < state.panels.value.rows();
    graph_.rows[own].catch_up(state.panels.value.keys(), graph_.codes);

    auto region = state.program.reach(changed_, extents_);
    if (everything) {
        const auto extent = state.program.extent(extents_);
        region.add({0, state.panels.value.rows(), extent.first, extent.last});
        region.normalise();
    }
    const auto frequency = state.panels.value.frequency();
    for (const auto& rect : region.rects()) {
        graph_.computed.push_back({id,
                                   {rect.row_first, rect.row_end},
                                   {Period(frequency, rect.first), Period(frequency, rect.last)}});
        changed_[own].add(compute(id, rect));
    }
    changed_[own].normalise();
    note_moved(id);
}

// Nothing is computed: the figures are the measure's own.
void Graph::Round::follow_measure(IndicatorId id, bool everything)
{
    const auto measure = *graph_.states[id].measure, own = graph_.panel_of(id);
    const auto& panel = graph_.panels[measure];
    grown_[own] = grown_[measure];
    graph_.rows[own].catch_up(panel.keys(), graph_.codes);
    changed_[own] = changed_[measure];
    if (everything && !panel.empty())
        changed_[own].add({0, panel.rows(), panel.first().index(), panel.last().index()});
    changed_[own].normalise();
    note_moved(id);
}

void Graph::Round::note_moved(IndicatorId id)
{
    const auto own = graph_.panel_of(id);
    extents_[own] = held(own);
    const auto frequency = panels_[own]->frequency();
    for (const auto& rect : changed_[own].rects())
        moved_.push_back({id,
                          {rect.row_first, rect.row_end},
                          {Period(frequency, rect.first), Period(frequency, rect.last)}});
}

// The root's new rows become rows of the panels, with the same numbers.
void Graph::Round::take_in_result_rows(IndicatorState& state)
{
    const auto& program = state.program;
    const auto& rows = program.rows(program.root(), graph_.rows);
    if (state.rows_of) {
        state.panels.value.grow(rows.size());
        if (!state.panels.numerator) return;
        state.panels.numerator->grow(rows.size());
        state.panels.denominator->grow(rows.size());
        return;
    }
    const auto& dimensions = program.nodes().back().dimensions;
    std::vector<std::string_view> key(dimensions.size());
    for (auto row = state.panels.value.rows(); row < rows.size(); ++row) {
        for (std::size_t d = 0; d < key.size(); ++d)
            key[d] = graph_.codes.text(dimensions[d], rows.key(row)[d]);
        state.panels.value.row(key);
        if (!state.panels.numerator) continue;
        state.panels.numerator->row(key);
        state.panels.denominator->row(key);
    }
}

Region Graph::Round::compute(IndicatorId id, const Rect& rect)
{
    auto& state = graph_.states[id];
    const auto root = state.program.root();
    Evaluation evaluation(state.program, panels_, graph_.scratch);
    Results results(state.panels, {rect.first, rect.columns()});
    const auto most = rows_at_a_time(rect.columns() + state.program.widening());
    std::vector<std::uint32_t> rows;
    for (RowRange some{rect.row_first, 0}; some.first < rect.row_end; some.first = some.end) {
        some.end = std::min((some.first / most + 1) * most, rect.row_end);
        rows.resize(some.end - some.first);
        std::iota(rows.begin(), rows.end(), some.first);
        if (!state.panels.numerator) {
            results.take(some, evaluation.run(root, rows, results.columns()));
        } else {
            auto& numerator = evaluation.left(root, rows, results.columns());
            auto& denominator = evaluation.right(root, rows, results.columns());
            results.take_rate(some, numerator, denominator, graph_.scratch[root].block,
                              graph_.indicators[id].per);
        }
    }
    return results.moved();
}

std::vector<Moved> Graph::update(std::span<const ChangedCell> cells)
{
    Round round(*impl_);
    round.changed(cells);
    return round.run(false);
}

std::vector<Moved> Graph::update_all()
{
    return Round(*impl_).run(true);
}

} // namespace tuermer
