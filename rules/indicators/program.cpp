// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/program.hpp"

#include <algorithm>

namespace tuermer {

namespace {

using Rows = ProgramNode::Rows;

std::size_t position(const std::vector<std::uint32_t>& dimensions, std::uint32_t dimension)
{
    return static_cast<std::size_t>(std::ranges::find(dimensions, dimension) - dimensions.begin());
}

std::vector<std::size_t> positions(const std::vector<std::uint32_t>& wanted,
                                   const std::vector<std::uint32_t>& dimensions)
{
    std::vector<std::size_t> found;
    for (const auto dimension : wanted) found.push_back(position(dimensions, dimension));
    return found;
}

Filter filter_of(const Condition& condition, const std::vector<std::uint32_t>& dimensions,
                 CodeBook& codes)
{
    const auto dimension = codes.dimension(condition.dimension);
    Filter filter{position(dimensions, dimension), {},       condition.negated, condition.asks,
                  condition.codes.at(0),           dimension};
    if (condition.asks != Condition::Asks::codes) return filter;
    for (const auto& code : condition.codes) filter.codes.push_back(codes.number(dimension, code));
    return filter;
}

std::vector<std::uint32_t> numbered(const std::vector<std::string>& names, CodeBook& codes)
{
    std::vector<std::uint32_t> numbers;
    for (const auto& name : names) numbers.push_back(codes.dimension(name));
    return numbers;
}

Extent extent_of(const ProgramNode& node, const std::vector<Extent>& nodes,
                 const std::vector<Extent>& panels)
{
    if (node.expression->op == Operator::reference) return panels[node.panel];
    if (node.left == nowhere) return always;
    auto extent = nodes[node.left];
    if (node.right != nowhere) extent = overlap(extent, nodes[node.right]);
    if (extent.empty()) return {};
    const auto periods = node.expression->periods;
    if (node.expression->op == Operator::lag)
        return {extent.first + periods, extent.last + periods};
    if (node.expression->op == Operator::window) return {extent.first + periods - 1, extent.last};
    if (node.expression->op == Operator::index && !extent.contains(node.expression->base.index()))
        return {};
    return extent;
}

Region grouped(const Region& operand, const std::vector<std::uint32_t>& group_of)
{
    Region result;
    for (const auto& rect : operand.rects())
        for (auto row = rect.row_first; row < rect.row_end; ++row)
            result.add({group_of[row], group_of[row] + 1, rect.first, rect.last});
    result.normalise();
    return result;
}

// Every cell of a row depends on the base period's.
Region with_base(const Region& operand, std::int32_t base, Extent extent)
{
    Region result = operand;
    for (const auto& rect : operand.rects())
        if (rect.first <= base && base <= rect.last)
            result.add({rect.row_first, rect.row_end, extent.first, extent.last});
    result.normalise();
    return result;
}

// The operand's changes in the rows of the node.
Region in_rows(const ProgramNode& node, const Region& operand, bool is_left)
{
    const bool mapped = node.origin == Rows::selected || node.origin == Rows::joined;
    if (mapped) return (is_left ? node.left_rows : node.right_rows).back(operand);
    return node.origin == Rows::grouped ? grouped(operand, node.group_of) : operand;
}

Region over_time(const ProgramNode& node, Region region, Extent operand)
{
    const auto& expression = *node.expression;
    if (expression.op == Operator::lag) return region.shifted(expression.periods);
    if (expression.op == Operator::window) return region.stretched(expression.periods - 1);
    if (expression.op == Operator::index)
        return with_base(region, expression.base.index(), operand);
    return region;
}

} // namespace

Program::Program(const ExpressionPtr& root, const FindPanel& find, CodeBook& codes)
{
    lay_out(root, find, codes);
}

std::uint32_t Program::lay_out(const ExpressionPtr& expression, const FindPanel& find,
                               CodeBook& codes)
{
    ProgramNode node;
    node.expression = expression;
    node.dimensions = numbered(expression->dimensions, codes);
    const auto& operands = expression->operands;
    if (!operands.empty()) node.left = lay_out(operands[0], find, codes);
    if (operands.size() > 1) node.right = lay_out(operands[1], find, codes);
    if (expression->op == Operator::reference)
        lay_out_reference(node, find, codes);
    else if (node.left != nowhere)
        lay_out_operation(node, codes);
    nodes_.push_back(std::move(node));
    return root();
}

void Program::lay_out_reference(ProgramNode& node, const FindPanel& find, CodeBook& codes) const
{
    const auto shape = find(node.expression->name);
    const auto source = numbered(shape.dimensions, codes);
    node.panel = shape.panel;
    node.origin = node.expression->conditions.empty() ? Rows::panel : Rows::selected;
    node.rows = RowSet(node.dimensions.size());
    node.kept = positions(node.dimensions, source);
    for (const auto& condition : node.expression->conditions)
        node.filters.push_back(filter_of(condition, source, codes));
}

void Program::lay_out_operation(ProgramNode& node, CodeBook& codes) const
{
    const auto& source = nodes_[node.left].dimensions;
    node.rows = RowSet(node.dimensions.size());
    node.kept = positions(node.dimensions, source);
    if (node.expression->op == Operator::at_area) {
        node.origin = Rows::selected;
        node.filters.push_back(filter_of(node.expression->conditions.at(0), source, codes));
    } else if (node.expression->op == Operator::aggregate) {
        node.origin = Rows::grouped;
    } else if (node.right != nowhere) {
        lay_out_join(node);
    } else if (nodes_[node.left].origin != Rows::constant) {
        node.origin = Rows::left;
    }
}

void Program::lay_out_join(ProgramNode& node) const
{
    const auto &left = nodes_[node.left], &right = nodes_[node.right];
    if (left.origin == Rows::constant || right.origin == Rows::constant) {
        node.origin = right.origin != Rows::constant  ? Rows::right
                      : left.origin != Rows::constant ? Rows::left
                                                      : Rows::constant;
        return;
    }
    // Rows of one panel meet each other: every row its own partner.
    const auto of_left = panel_with_rows_of(node.left);
    if (of_left && of_left == panel_with_rows_of(node.right)) {
        node.origin = Rows::left;
        return;
    }
    node.origin = Rows::joined;
    node.left_is_wider = left.dimensions.size() >= right.dimensions.size();
    const auto &wider = node.left_is_wider ? left : right,
               &other = node.left_is_wider ? right : left;
    node.kept = positions(other.dimensions, wider.dimensions);
}

std::optional<std::uint32_t> Program::panel_with_rows_of(std::uint32_t number) const
{
    const auto& node = nodes_[number];
    if (node.origin == Rows::panel) return node.panel;
    if (node.origin == Rows::left) return panel_with_rows_of(node.left);
    if (node.origin == Rows::right) return panel_with_rows_of(node.right);
    return std::nullopt;
}

const RowSet& Program::rows(std::uint32_t number, const std::vector<PanelRows>& panels) const
{
    const auto& node = nodes_[number];
    if (node.origin == Rows::panel) return panels[node.panel].rows();
    if (node.origin == Rows::left) return rows(node.left, panels);
    if (node.origin == Rows::right) return rows(node.right, panels);
    return node.rows;
}

std::vector<Extent> Program::extents(const std::vector<Extent>& panels) const
{
    std::vector<Extent> found;
    found.reserve(nodes_.size());
    for (const auto& node : nodes_) found.push_back(extent_of(node, found, panels));
    return found;
}

Extent Program::extent(const std::vector<Extent>& panels) const
{
    return extents(panels).back();
}

std::uint32_t Program::widening() const
{
    std::vector<std::uint32_t> below(nodes_.size(), 0);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const auto& node = nodes_[i];
        if (node.left != nowhere) below[i] = below[node.left];
        if (node.right != nowhere) below[i] = std::max(below[i], below[node.right]);
        if (node.expression->op == Operator::window)
            below[i] += static_cast<std::uint32_t>(node.expression->periods - 1);
    }
    return below.back();
}

Region Program::reach(const std::vector<Region>& changed, const std::vector<Extent>& panels)
{
    const auto known = extents(panels);
    std::vector<Region> reached(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        auto& node = nodes_[i];
        auto& region = reached[i];
        if (node.panel != nowhere) region = in_rows(node, changed[node.panel], true);
        if (node.left != nowhere)
            region = over_time(node, in_rows(node, reached[node.left], true), known[node.left]);
        if (node.right != nowhere) region.add(in_rows(node, reached[node.right], false));
        for (const auto group : node.regrouped)
            region.add({group, group + 1, known[i].first, known[i].last});
        node.regrouped.clear();
        region.normalise();
    }
    return reached.back().clipped(known.back());
}

} // namespace tuermer
