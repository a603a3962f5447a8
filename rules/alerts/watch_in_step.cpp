// SPDX-License-Identifier: EUPL-1.2
// What nearly every row does nearly always: a new period comes, right behind those that are judged.
// Such rows are judged and recorded by the sheet; only those in which something holds, or once
// held, are looked at one by one.
#include "rules/alerts/row_at_hand.hpp"

#include <algorithm>

namespace tuermer {

// Whether all that is to be judged of the rows of an octet are these periods: all of the panel is
// published of them, and judged up to there without a gap.
bool Watch::are_in_step(const Panel& panel, RowRange rows, PeriodRange periods) const
{
    if (periods.first > panel.first() && (record_.any_empty(rows, panel.first().index()) ||
                                          record_.any_empty(rows, periods.first.index() - 1)))
        return false;
    bool are = true;
    for (auto row = rows.first; row < rows.end; ++row)
        are &= rows_[row] == calm || rows_[row] < most_alerts;
    return are && panel.known_throughout(rows);
}

// Asks for what the row's next step will be written to.
void Watch::prefetch_alert(std::uint32_t row, const Alerts& alerts) const
{
    if (rows_[row] >= most_alerts) return;
    const auto& steps = alerts.at(rows_[row]).steps;
    __builtin_prefetch(steps.data() + steps.size(), 1);
}

// One by one, those of the sheet in which something holds or once held.
void Watch::advance_exceptions(const Graph& graph, const WideSight& wide, const Sheet& sheet,
                               Alerts& alerts, Turned& turned)
{
    exceptions_.clear();
    for (std::uint32_t i = 0; i < wide.height(); ++i) {
        const auto known = rows_[wide.rows.first + i];
        if (known == calm && is_calm(sheet, i, wide.height())) continue;
        exceptions_.push_back(i);
        if (known < most_alerts) __builtin_prefetch(&alerts.at(known).steps);
    }
    constexpr std::size_t ahead = 8;
    const auto& panel = wide.panels.value;
    for (std::size_t k = 0; k < exceptions_.size(); ++k) {
        if (k + ahead < exceptions_.size())
            prefetch_alert(wide.rows.first + exceptions_[k + ahead], alerts);
        take_in_hand(sheet, exceptions_[k], wide.height());
        advance_row(
            {graph, wide.panels, wide.rows.first + exceptions_[k], {panel.first(), panel.last()}},
            wide.periods, alerts, turned);
    }
}

void Watch::conclude_in_step(const Graph& graph, const WideSight& wide, const Sheet& sheet,
                             Alerts& alerts, Turned& turned)
{
    turned.judged.add(wide.periods.first, sheet.verdicts, wide.height());
    advance_exceptions(graph, wide, sheet, alerts, turned);
    record_.write(wide.rows, wide.columns(), sheet.verdicts.data());
}

void Watch::advance_in_step(const Graph& graph, RowRange rows, PeriodRange periods, Alerts& alerts,
                            Turned& turned)
{
    WideSight wide{graph.panels(indicator_), graph.indicators()[indicator_], rows, periods};
    const auto most = rows_in_sheet(rows, wide.columns().count);
    std::vector<WideSight> wides;
    while (wide.rows.first < rows.end) {
        wides.clear();
        while (wide.rows.first < rows.end && wides.size() < sheets_at_once()) {
            wide.rows.end = std::min(rows.end, end_of_octet(wide.rows.first + most - 1));
            wides.push_back(wide);
            wide.rows.first = wide.rows.end;
        }
        judge_sheets(wides);
        for (std::size_t k = 0; k < wides.size(); ++k)
            conclude_in_step(graph, wides[k], sheets_[k], alerts, turned);
    }
}

} // namespace tuermer
