// SPDX-License-Identifier: EUPL-1.2
// Rows that appeared: which result rows they make, and from which operand rows. Done once per row.
#include "rules/indicators/area_conditions.hpp"
#include "rules/indicators/program.hpp"

#include <algorithm>

namespace tuermer {

namespace {

using Rows = ProgramNode::Rows;

bool passes(const Filter& filter, RowKey key, const CodeBook& codes, const Areas& areas)
{
    if (filter.asks != Condition::Asks::codes)
        return takes_area(filter.asks, filter.word,
                          codes.text(filter.dimension, key[filter.position]), areas);
    const auto found = std::ranges::find(filter.codes, key[filter.position]);
    return (found != filter.codes.end()) != filter.negated;
}

void project(RowKey key, const std::vector<std::size_t>& kept, std::vector<std::uint32_t>& result)
{
    result.clear();
    for (const auto position : kept) result.push_back(key[position]);
}

// By the codes' text, dimension by dimension.
bool comes_before(const ProgramNode& operand, RowKey a, RowKey b, const CodeBook& codes)
{
    for (std::size_t d = 0; d < a.size(); ++d)
        if (a[d] != b[d])
            return codes.text(operand.dimensions[d], a[d]) <
                   codes.text(operand.dimensions[d], b[d]);
    return false;
}

} // namespace

void Program::extend(std::vector<PanelRows>& panels, const CodeBook& codes, const Areas& areas)
{
    for (auto& node : nodes_) {
        if (node.origin == Rows::selected)
            select(node,
                   node.panel != nowhere ? panels[node.panel].rows() : rows(node.left, panels),
                   codes, areas);
        if (node.origin == Rows::joined) join(node, panels);
        if (node.origin == Rows::grouped) group(node, rows(node.left, panels), codes);
    }
}

RowSet& Program::rows(std::uint32_t number, std::vector<PanelRows>& panels)
{
    auto& node = nodes_[number];
    if (node.origin == Rows::panel) return panels[node.panel].rows();
    if (node.origin == Rows::left) return rows(node.left, panels);
    if (node.origin == Rows::right) return rows(node.right, panels);
    return node.rows;
}

void Program::select(ProgramNode& node, const RowSet& source, const CodeBook& codes,
                     const Areas& areas)
{
    const auto wanted = [&](RowKey key) {
        return std::ranges::all_of(
            node.filters, [&](const Filter& filter) { return passes(filter, key, codes, areas); });
    };
    std::vector<std::uint32_t> key;
    for (; node.seen < source.size(); ++node.seen) {
        const auto from = source.key(node.seen);
        if (!wanted(from)) continue;
        project(from, node.kept, key);
        node.rows.append(key);
        node.left_rows.append(node.seen);
    }
}

void Program::join(ProgramNode& node, std::vector<PanelRows>& panels)
{
    auto &left = rows(node.left, panels), &right = rows(node.right, panels);
    auto &wider = node.left_is_wider ? left : right, &other = node.left_is_wider ? right : left;
    auto &wider_map = node.left_is_wider ? node.left_rows : node.right_rows,
         &other_map = node.left_is_wider ? node.right_rows : node.left_rows;

    std::vector<std::uint32_t> key;
    const auto paired = [&](std::uint32_t row) {
        project(wider.key(row), node.kept, key);
        const auto partner = other.find(key);
        if (!partner) return false;
        node.rows.append(wider.key(row));
        wider_map.append(row);
        other_map.append(*partner);
        return true;
    };
    if (node.other_seen < other.size()) std::erase_if(node.partless, paired);
    node.other_seen = other.size();
    for (; node.seen < wider.size(); ++node.seen)
        if (!paired(node.seen)) node.partless.push_back(node.seen);
}

void Program::group(ProgramNode& node, const RowSet& source, const CodeBook& codes)
{
    if (node.seen == source.size()) return;
    std::vector<std::uint32_t> key;
    for (; node.seen < source.size(); ++node.seen) {
        project(source.key(node.seen), node.kept, key);
        const auto known = node.rows.find(key);
        const auto number = known ? *known : node.rows.append(key);
        if (!known) node.parts.emplace_back();
        node.parts[number].push_back(node.seen);
        node.group_of.push_back(number);
        node.regrouped.push_back(number);
    }
    std::ranges::sort(node.regrouped);
    node.regrouped.erase(std::unique(node.regrouped.begin(), node.regrouped.end()),
                         node.regrouped.end());
    const auto& operand = nodes_[node.left];
    for (const auto number : node.regrouped)
        std::ranges::sort(node.parts[number], [&](std::uint32_t a, std::uint32_t b) {
            return comes_before(operand, source.key(a), source.key(b), codes);
        });
}

} // namespace tuermer
