// SPDX-License-Identifier: EUPL-1.2
// What is published against what is computed. Whichever comes later is what is in doubt: the
// published figure, or those from which it is computed.
#include "rules/detectors/spelling.hpp"
#include "rules/quality/checks.hpp"
#include "rules/statistics/consistency.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace tuermer {

namespace {

// Half a step of the notation in which a column is published: 0.5 for 38, 0.05 for 38.7.
double half_step(const std::vector<double>& figures)
{
    double step = 1;
    for (int decimals = 0; decimals < 4; ++decimals, step /= 10) {
        const bool fits = std::ranges::all_of(figures, [&](double figure) {
            const double steps = figure / step;
            return std::abs(steps - std::round(steps)) < 1e-6;
        });
        if (fits) return step / 2;
    }
    return 0;
}

// The rows of a panel with the codes of other rows; none where a dimension is missing there.
std::vector<std::uint32_t> rows_of(const Panel& panel, const KeyTable& others)
{
    std::vector<std::size_t> places;
    for (const auto& dimension : panel.keys().dimensions()) {
        const auto place = others.dimension(dimension);
        if (!place) return {};
        places.push_back(*place);
    }
    return panel.keys().find_all(others, places);
}

Cell cell_of(const Panel& panel, std::uint32_t row, Period period)
{
    return row == KeyTable::no_row ? Cell{} : panel.at(row, period);
}

// A column's published figures beside the computed ones.
struct Comparison {
    OffShare share{};
    std::vector<DoubtfulRow> rows{};

    void add(const KeyTable& keys, std::uint32_t row, double published, double computed,
             double within)
    {
        ++share.judged;
        if (!statistics::disagree(computed, published, within)) return;
        ++share.off;
        if (rows.size() < Doubt::most_rows)
            rows.push_back({key_text(keys, row), published, computed});
    }
};

Doubt doubt_of(const ArrivedMeasure& arrived, const QualityRule& rule, Period period,
               const Comparison& found)
{
    auto doubt = doubt_of(arrived, rule, period);
    doubt.then = std::min(doubt.then, found.share.then(rule));
    doubt.rows = found.rows;
    return doubt;
}

Text off_of_judged(const OffShare& share)
{
    return weave("In {} von {} Zeilen", "In {} of {} rows",
                 plain_number(static_cast<double>(share.off)),
                 plain_number(static_cast<double>(share.judged)));
}

// The measures that arrived and from which an indicator is computed.
std::vector<const ArrivedMeasure*> arrived_inputs(std::span<const ArrivedMeasure> measures,
                                                  const Graph& graph, IndicatorId indicator)
{
    std::vector<const ArrivedMeasure*> inputs;
    for (const auto input : graph.inputs_of(indicator))
        for (const auto& arrived : measures)
            if (arrived.name() == graph.measures()[input].name) inputs.push_back(&arrived);
    return inputs;
}

// What is published of one indicator and lies in force, before and after a release is taken up.
class PublishedBefore {
public:
    PublishedBefore(const Graph& in_force, const Graph& as_taken, IndicatorId indicator,
                    PanelId published)
        : graph_(as_taken),
          published_(published),
          said_(as_taken.panel(published)),
          said_before_(in_force.panel(published)),
          computed_(as_taken.panels(indicator).value),
          computed_before_(in_force.panels(indicator).value),
          said_rows_(rows_of(said_before_, said_.keys())),
          rows_(rows_of(computed_, said_.keys())),
          rows_before_(rows_of(computed_before_, said_.keys()))
    {
    }

    bool can_be_compared() const
    {
        return !rows_.empty() && computed_.frequency() == said_.frequency();
    }

    // Of the figures that stay as they were while what is computed moved.
    Comparison compare(Period period, const QualityRule& rule) const
    {
        std::vector<double> figures;
        for (std::uint32_t row = 0; row < said_.rows(); ++row)
            if (const auto cell = said_.at(row, period); cell.has_value())
                figures.push_back(cell.value);
        const double within = std::max(rule.within.value_or(0), half_step(figures));
        Comparison found;
        for (std::uint32_t row = 0; row < said_.rows(); ++row) {
            const auto published = said_.at(row, period);
            const auto own = cell_of(computed_, rows_[row], period);
            if (!published.has_value() || !own.has_value() || !stays(row, period)) continue;
            if (own != before(row, period))
                found.add(said_.keys(), row, published.value, own.value, within);
        }
        return found;
    }

private:
    bool stays(std::uint32_t row, Period period) const
    {
        return !graph_.is_sum(published_, row, period) &&
               cell_of(said_before_, said_rows_[row], period) == said_.at(row, period);
    }
    Cell before(std::uint32_t row, Period period) const
    {
        return rows_before_.empty() ? Cell{} : cell_of(computed_before_, rows_before_[row], period);
    }

    const Graph& graph_;
    PanelId published_;
    const Panel &said_, &said_before_, &computed_, &computed_before_;
    std::vector<std::uint32_t> said_rows_, rows_, rows_before_; // by the row of `said_`
};

} // namespace

void check_recomputed(const ArrivedMeasure& arrived, const Graph& as_taken, const QualityRule& rule,
                      Doubts& doubts)
{
    const auto indicator = as_taken.indicator(rule.indicator);
    if (!indicator) return;
    const auto& computed = as_taken.panels(*indicator).value;
    const auto& keys = arrived.block().keys;
    const auto rows = rows_of(computed, keys);
    if (rows.empty() || computed.frequency() != arrived.shape().frequency) return;
    for (const auto& [period, column] : arrived.columns()) {
        std::vector<double> figures;
        for (const auto* seen : column)
            if (seen->cell.has_value()) figures.push_back(seen->cell.value);
        const double within = std::max(rule.within.value_or(0), half_step(figures));
        Comparison found;
        for (const auto* seen : column) {
            if (!seen->cell.has_value() || arrived.in_force(seen->row, period) == seen->cell)
                continue;
            const auto own = cell_of(computed, rows[seen->row], period);
            if (own.has_value()) found.add(keys, seen->row, seen->cell.value, own.value, within);
        }
        if (found.share.off == 0) continue;
        doubts.push_back(doubt_of(arrived, rule, period, found));
        doubts.back().found =
            weave("{} weicht der veröffentlichte Wert um mehr als {} von dem ab, den „{}“ "
                  "errechnet.",
                  "{} the published figure differs by more than {} from what “{}” computes.",
                  off_of_judged(found.share), plain_number(within),
                  as_taken.indicators()[*indicator].title);
    }
}

bool is_computed_from(std::span<const ArrivedMeasure> measures, const Graph& graph,
                      const QualityRule& rule)
{
    const auto indicator = graph.indicator(rule.indicator);
    return indicator && !arrived_inputs(measures, graph, *indicator).empty();
}

void check_inputs(std::span<const ArrivedMeasure> measures, const Graph& in_force,
                  const Graph& as_taken, const QualityRule& rule, Doubts& doubts)
{
    const auto indicator = as_taken.indicator(rule.indicator);
    const auto published = as_taken.measure(rule.published);
    if (!indicator || !published) return;
    const auto inputs = arrived_inputs(measures, as_taken, *indicator);
    const PublishedBefore beside(in_force, as_taken, *indicator, *published);
    if (!beside.can_be_compared()) return;
    std::set<Period> periods;
    for (const auto* input : inputs)
        for (const auto& [period, column] : input->columns())
            if (period.frequency() == as_taken.panel(*published).frequency() &&
                input->news(period) != ColumnNews::none)
                periods.insert(period);
    for (const auto period : periods) {
        const auto found = beside.compare(period, rule);
        if (found.share.off == 0) continue;
        for (const auto* input : inputs) {
            if (!input->columns().contains(period) || input->news(period) == ColumnNews::none)
                continue;
            auto doubt = doubt_of(*input, rule, period, found);
            // A publisher who corrects single figures may be about to correct the rate as well.
            if (input->news(period) == ColumnNews::corrected)
                doubt.then = std::min(doubt.then, OnDoubt::tell);
            doubt.unit = as_taken.measures()[*published].unit;
            doubt.found = weave("{} ergibt „{}“ mit diesen Zahlen etwas anderes, als "
                                "veröffentlicht ist („{}“).",
                                "{} “{}” comes to something else with these figures than what is "
                                "published (“{}”).",
                                off_of_judged(found.share), as_taken.indicators()[*indicator].title,
                                Text{rule.published, rule.published});
            doubts.push_back(std::move(doubt));
        }
    }
}

} // namespace tuermer
