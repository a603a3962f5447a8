// SPDX-License-Identifier: EUPL-1.2
#include "rules/quality/arrived.hpp"
#include "rules/indicators/measure_places.hpp"

#include <algorithm>

namespace tuermer {

namespace {

bool has_figures(const Panel& panel)
{
    for (std::uint32_t row = 0; row < panel.rows(); ++row)
        if (panel.known(row)) return true;
    return false;
}

bool fits(const MeasureShape& shape, const MeasureBlock& block)
{
    return std::ranges::all_of(block.observations, [&](const Observation& seen) {
        return seen.row < block.keys.rows() && seen.period.frequency() == shape.frequency;
    });
}

} // namespace

std::optional<ArrivedMeasure> ArrivedMeasure::of(const Graph& graph, const Release& release,
                                                 const MeasureBlock& block)
{
    const auto id = graph.measure(block.measure);
    if (!id) return std::nullopt;
    ArrivedMeasure arrived;
    arrived.graph_ = &graph;
    arrived.block_ = &block;
    arrived.id_ = *id;
    arrived.shape_ = &graph.measures()[*id];
    arrived.panel_ = &graph.panel(*id);
    arrived.full_ = release.full;
    const auto places = places_of(*arrived.shape_, block.keys);
    if (!places || !fits(*arrived.shape_, block)) return std::nullopt;
    arrived.panel_rows_ = arrived.panel_->keys().find_all(block.keys, *places);
    arrived.first_ = !has_figures(*arrived.panel_);
    arrived.sort_columns();
    return arrived;
}

void ArrivedMeasure::sort_columns()
{
    for (const auto& seen : block_->observations)
        if (seen.cell.mark.missing() != Missing::not_yet) columns_[seen.period].push_back(&seen);
    for (auto& [period, column] : columns_) {
        if (!std::ranges::is_sorted(column, {}, &Observation::row))
            std::ranges::stable_sort(column, {}, &Observation::row);
        news_[period] = news_of(period, column);
    }
}

ColumnNews ArrivedMeasure::news_of(Period period, const Column& column) const
{
    std::size_t figures = 0, others = 0, held = 0;
    bool any = false;
    for (const auto* seen : column) {
        const auto before = in_force(seen->row, period);
        any = any || before != seen->cell;
        if (before.has_value()) ++held;
        if (!seen->cell.has_value()) continue;
        ++figures;
        if (!before.has_value() || before.value != seen->cell.value) ++others;
    }
    if (held == 0 && !any_in_force(period)) return ColumnNews::fresh;
    if (others > 0 && 2 * others >= figures) return ColumnNews::rewritten;
    return any ? ColumnNews::corrected : ColumnNews::none;
}

bool ArrivedMeasure::is_new_or_rewritten(Period period) const
{
    const auto how = news(period);
    return !first_ && (how == ColumnNews::fresh || how == ColumnNews::rewritten);
}

std::optional<std::uint32_t> ArrivedMeasure::panel_row(std::uint32_t row) const
{
    if (panel_rows_[row] == KeyTable::no_row) return std::nullopt;
    return panel_rows_[row];
}

Cell ArrivedMeasure::in_force(std::uint32_t row, Period period) const
{
    const auto held = panel_row(row);
    if (!held || graph_->is_sum(id_, *held, period)) return {};
    return panel_->at(*held, period);
}

Cell ArrivedMeasure::said(std::uint32_t row, Period period) const
{
    const auto column = columns_.find(period);
    if (column == columns_.end()) return {};
    const auto found = std::ranges::lower_bound(column->second, row, {}, &Observation::row);
    if (found == column->second.end() || (*found)->row != row) return {};
    return (*found)->cell;
}

bool ArrivedMeasure::any_in_force(Period period) const
{
    for (std::uint32_t row = 0; row < rows(); ++row)
        if (in_force(row, period).has_value()) return true;
    return false;
}

std::optional<Period> ArrivedMeasure::before(Period period) const
{
    const int most = std::max(5, periods_per_year(period.frequency()));
    for (int back = 1; back <= most; ++back)
        if (any_in_force(period - back)) return period - back;
    return std::nullopt;
}

} // namespace tuermer
