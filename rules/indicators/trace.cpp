// SPDX-License-Identifier: EUPL-1.2
// How a cell came about: the formula's parts with the values they had there, down to the raw cells.
#include "rules/indicators/graph_impl.hpp"

#include <utility>

namespace tuermer {

class Graph::Tracer {
public:
    explicit Tracer(const Impl& graph) : graph_(graph), panels_(graph.all_panels()) {}

    Trace indicator(IndicatorId id, std::uint32_t row, Period period);

private:
    Trace part(const Program& program, std::uint32_t node, std::uint32_t row, Period period);
    Trace source(const ProgramNode& node, std::uint32_t row, Period period);
    std::vector<Trace> predecessors(PanelId measure, std::uint32_t row, Period period);
    std::vector<Trace> parts(const Program& program, std::uint32_t number, std::uint32_t row,
                             Period period);
    void add_part(const Program& program, std::uint32_t number, std::uint32_t row, Period period,
                  std::vector<Trace>& to);
    std::vector<Trace> in_time(const Program& program, const ProgramNode& node, std::uint32_t row,
                               Period period);
    bool is_full() { return traced_ >= max_trace_parts; }

    const Impl& graph_;
    std::vector<const Panel*> panels_;
    std::size_t traced_ = 0;
    std::vector<Scratch> scratch_; // buffers only
};

namespace {

// "100 * numerator / denominator" as the formula language writes it.
std::string rate_text(const Expression& rate, double per)
{
    auto number = std::make_shared<Expression>();
    number->number = per;
    auto product = std::make_shared<Expression>();
    product->op = Operator::multiply;
    product->operands = {number, rate.operands[0]};
    Expression whole;
    whole.op = Operator::divide;
    whole.operands = {per == 1 ? rate.operands[0] : product, rate.operands[1]};
    return to_string(whole);
}

std::uint32_t mapped(const RowMap& map, std::uint32_t row)
{
    return map.empty() ? row : map[row];
}

} // namespace

Trace Graph::Tracer::indicator(IndicatorId id, std::uint32_t row, Period period)
{
    const auto& state = graph_.states[id];
    const auto& value = graph_.panel(graph_.panel_of(id));
    const auto root = state.program.root();
    if (row >= value.rows()) return {};
    if (!state.panels.numerator) return part(state.program, root, row, period);
    Trace trace;
    trace.text = rate_text(*state.program.nodes()[root].expression, graph_.indicators[id].per);
    trace.period = period;
    trace.cell = value.at(row, period);
    trace.unit = value.unit();
    trace.parts = parts(state.program, root, row, period);
    return trace;
}

Trace Graph::Tracer::part(const Program& program, std::uint32_t number, std::uint32_t row,
                          Period period)
{
    ++traced_;
    const auto& node = program.nodes()[number];
    if (node.panel != nowhere) return source(node, row, period);
    Trace trace;
    trace.text = to_string(*node.expression);
    if (node.origin != ProgramNode::Rows::constant) trace.period = period;
    trace.cell = Evaluation(program, panels_, scratch_).cell(number, row, period.index());
    trace.unit = node.expression->unit;
    if (!is_full()) trace.parts = parts(program, number, row, period);
    return trace;
}

Trace Graph::Tracer::source(const ProgramNode& node, std::uint32_t row, Period period)
{
    const auto& panel = *panels_[node.panel];
    const auto from = mapped(node.left_rows, row);
    Trace trace;
    const bool is_measure = graph_.is_measure(node.panel);
    const bool is_sum = is_measure && graph_.pasts[node.panel].is_sum(from, period);
    trace.is_input = is_measure && !is_sum;
    trace.text = trace.is_input ? panel.name() : to_string(*node.expression);
    trace.key = key_text(panel.keys(), from);
    trace.period = period;
    trace.cell = panel.at(from, period);
    trace.unit = panel.unit();
    if (is_sum) trace.parts = predecessors(node.panel, from, period);
    if (!is_measure && !is_full())
        trace.parts.push_back(indicator(node.panel - graph_.panel_of(0), from, period));
    return trace;
}

// The cells that a merged area's cell before the merger is the sum of.
std::vector<Trace> Graph::Tracer::predecessors(PanelId measure, std::uint32_t row, Period period)
{
    const auto& panel = *panels_[measure];
    std::vector<Trace> parts;
    for (const auto from : graph_.pasts[measure].addends(panel, row, period)) {
        if (is_full()) break;
        ++traced_;
        parts.push_back({.text = panel.name(),
                         .key = key_text(panel.keys(), from),
                         .period = period,
                         .cell = panel.at(from, period),
                         .unit = panel.unit(),
                         .is_input = true,
                         .parts = {}});
    }
    return parts;
}

// A part of an aggregate; of a pair both sides.
void Graph::Tracer::add_part(const Program& program, std::uint32_t number, std::uint32_t row,
                             Period period, std::vector<Trace>& to)
{
    if (program.nodes()[number].expression->op != Operator::pair) {
        to.push_back(part(program, number, row, period));
        return;
    }
    for (auto& side : parts(program, number, row, period)) to.push_back(std::move(side));
}

std::vector<Trace> Graph::Tracer::parts(const Program& program, std::uint32_t number,
                                        std::uint32_t row, Period period)
{
    const auto& node = program.nodes()[number];
    if (node.left == nowhere) return {};
    const auto& expression = *node.expression;
    if (expression.op == Operator::lag || expression.op == Operator::window ||
        expression.op == Operator::index)
        return in_time(program, node, row, period);
    std::vector<Trace> parts;
    if (expression.op == Operator::aggregate) {
        for (const auto from : node.parts[row])
            if (!is_full()) add_part(program, node.left, from, period, parts);
        return parts;
    }
    parts.push_back(part(program, node.left, mapped(node.left_rows, row), period));
    if (node.right != nowhere)
        parts.push_back(part(program, node.right, mapped(node.right_rows, row), period));
    return parts;
}

// The periods a cell is computed from, the oldest first.
std::vector<Trace> Graph::Tracer::in_time(const Program& program, const ProgramNode& node,
                                          std::uint32_t row, Period period)
{
    const auto& expression = *node.expression;
    const auto at = [&](Period when) { return part(program, node.left, row, when); };
    if (expression.op == Operator::lag) return {at(period - expression.periods)};
    if (expression.op == Operator::index) return {at(expression.base), at(period)};
    std::vector<Trace> parts;
    for (int back = expression.periods - 1; back >= 0; --back)
        if (!is_full()) parts.push_back(at(period - back));
    return parts;
}

Trace Graph::trace(IndicatorId indicator, std::uint32_t row, Period period) const
{
    return Tracer(*impl_).indicator(indicator, row, period);
}

} // namespace tuermer
