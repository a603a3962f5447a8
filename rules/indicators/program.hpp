// SPDX-License-Identifier: EUPL-1.2
// A checked formula laid out for computing: its nodes in order, operands first, each with the rows
// it has and the way from them to its operands' rows. Says what a change reaches and where values
// can be.
#pragma once

#include "rules/areas/areas.hpp"
#include "rules/formulas/formula.hpp"
#include "rules/indicators/rows.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tuermer {

// A condition of a reference, in code numbers. What asks the hierarchy keeps its word as text.
struct Filter {
    std::size_t position = 0; // of the dimension in the source's key
    std::vector<std::uint32_t> codes;
    bool negated = false;
    Condition::Asks asks = Condition::Asks::codes;
    std::string word;
    std::uint32_t dimension = 0;
};

struct ProgramNode {
    // Where a node's rows come from.
    enum class Rows : std::uint8_t {
        constant, // none: one value for all
        panel,    // those of the panel referred to
        left,     // those of an operand, as they are
        right,
        selected, // some of the operand's or the panel's, by conditions
        joined,   // pairs of both operands' rows
        grouped,  // groups of the operand's rows
    };

    ExpressionPtr expression;
    std::uint32_t left = nowhere, right = nowhere; // operands: numbers of nodes
    std::uint32_t panel = nowhere;                 // reference
    Rows origin = Rows::constant;
    std::vector<std::uint32_t> dimensions; // in the code book, in the order of the keys

    RowSet rows;                         // selected, joined, grouped
    RowMap left_rows, right_rows;        // selected and joined: result row → operand's row
    std::vector<Filter> filters;         // selected
    std::vector<std::size_t> kept;       // selected, grouped: positions in the source's key;
                                         // joined: positions in the wider key of the narrower
    bool left_is_wider = true;           // joined: the wider side gives the keys
    std::vector<std::uint32_t> partless; // joined: wider rows without a partner so far
    std::vector<std::uint32_t> group_of; // grouped: [operand row]
    std::vector<std::vector<std::uint32_t>> parts; // grouped: [group], ordered by code texts, so
                                                   // that sums do not depend on who came first
    std::vector<std::uint32_t> regrouped;          // groups that got a part since the last reach
    std::uint32_t seen = 0, other_seen = 0; // operand rows taken in so far; joined: of the wider
                                            // side, and of the other
};

// Looks up a panel of the graph by the name a formula uses, and its dimensions.
struct PanelShape {
    std::uint32_t panel = 0;
    std::vector<std::string> dimensions;
};
using FindPanel = std::function<PanelShape(const std::string& name)>;

class Program {
public:
    Program() = default;
    Program(const ExpressionPtr& root, const FindPanel& find, CodeBook& codes);

    const std::vector<ProgramNode>& nodes() const { return nodes_; }
    std::uint32_t root() const { return static_cast<std::uint32_t>(nodes_.size()) - 1; }
    // The panel whose rows a node has, all of them and in their order; nothing where there is none.
    std::optional<std::uint32_t> panel_with_rows_of(std::uint32_t node) const;

    // Takes in rows that appeared in the panels since.
    void extend(std::vector<PanelRows>& panels, const CodeBook& codes, const Areas& areas);
    // The rows of a node; of a constant none.
    const RowSet& rows(std::uint32_t node, const std::vector<PanelRows>& panels) const;
    // Where the root can have anything but not_yet, for panels that hold these periods.
    Extent extent(const std::vector<Extent>& panels) const;
    // How many more periods than the root's are computed at once somewhere below: what windows
    // need.
    std::uint32_t widening() const;
    // The root's cells that changes in the panels reach. Forgets which groups got parts.
    Region reach(const std::vector<Region>& changed, const std::vector<Extent>& panels);

private:
    std::uint32_t lay_out(const ExpressionPtr& expression, const FindPanel& find, CodeBook& codes);
    void lay_out_reference(ProgramNode& node, const FindPanel& find, CodeBook& codes) const;
    void lay_out_operation(ProgramNode& node, CodeBook& codes) const;
    void lay_out_join(ProgramNode& node) const;

    void select(ProgramNode& node, const RowSet& source, const CodeBook& codes, const Areas& areas);
    void join(ProgramNode& node, std::vector<PanelRows>& panels);
    void group(ProgramNode& node, const RowSet& source, const CodeBook& codes);
    RowSet& rows(std::uint32_t node, std::vector<PanelRows>& panels);

    std::vector<Extent> extents(const std::vector<Extent>& panels) const;

    std::vector<ProgramNode> nodes_;
};

} // namespace tuermer
