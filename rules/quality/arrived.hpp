// SPDX-License-Identifier: EUPL-1.2
// One measure of a release that has just been read, beside what is in force of it: column by
// column, without copying either.
#pragma once

#include "rules/indicators/graph.hpp"

#include <map>
#include <optional>
#include <vector>

namespace tuermer {

// How much of a column is news.
enum class ColumnNews : std::uint8_t {
    none,      // as in force
    corrected, // less than half of its figures are others, or more
    rewritten, // at least half
    fresh,     // nothing is in force in this period
};

class ArrivedMeasure {
public:
    using Column =
        std::vector<const Observation*>; // by row; several of a row where it is told twice

    // Nothing for a block that does not fit: another measure, dimensions or frequency than
    // promised.
    static std::optional<ArrivedMeasure> of(const Graph& graph, const Release& release,
                                            const MeasureBlock& block);

    const MeasureBlock& block() const { return *block_; }
    const MeasureShape& shape() const { return *shape_; }
    const Panel& panel() const { return *panel_; }
    const std::string& name() const { return shape_->name; }
    bool full() const { return full_; }
    const std::map<Period, Column>& columns() const { return columns_; }
    bool is_first() const { return first_; } // nothing is in force of the measure
    ColumnNews news(Period period) const { return news_.at(period); }
    // Not of a first delivery, whose columns are no news but the beginning.
    bool is_new_or_rewritten(Period period) const;

    // By the row of the block; not_yet where there is none. Sums over merged areas are not in
    // force.
    Cell in_force(std::uint32_t row, Period period) const;
    Cell said(std::uint32_t row, Period period) const;
    std::uint32_t rows() const { return block_->keys.rows(); }
    std::optional<std::uint32_t> panel_row(std::uint32_t row) const;
    // The nearest earlier period, at most five or a year back, of which figures are in force.
    std::optional<Period> before(Period period) const;

private:
    ArrivedMeasure() = default;
    void sort_columns();
    ColumnNews news_of(Period period, const Column& column) const;
    bool any_in_force(Period period) const;

    const Graph* graph_ = nullptr;
    const MeasureBlock* block_ = nullptr;
    const MeasureShape* shape_ = nullptr;
    const Panel* panel_ = nullptr;
    PanelId id_ = 0;
    bool full_ = false, first_ = false;
    std::vector<std::uint32_t> panel_rows_; // of the block's rows
    std::map<Period, Column> columns_;
    std::map<Period, ColumnNews> news_;
};

} // namespace tuermer
