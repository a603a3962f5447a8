// SPDX-License-Identifier: EUPL-1.2
// Rows without text: every code of the graph is numbered once, a row's key is a few numbers, and
// the way from a result's row to its operand's row is an array. Nothing is looked up while
// computing.
#pragma once

#include "rules/indicators/region.hpp"
#include "rules/series/observation.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace tuermer {

constexpr std::uint32_t nowhere = 0xFFFF'FFFF;

// All codes of all panels of a graph, numbered within their dimension.
class CodeBook {
public:
    std::uint32_t dimension(const std::string& name);
    // `guess`: most panels have the same codes in the same order, which need not be looked up.
    std::uint32_t number(std::uint32_t dimension, const std::string& code,
                         std::size_t guess = nowhere);
    const std::string& text(std::uint32_t dimension, std::uint32_t number) const
    {
        return dimensions_[dimension].texts[number];
    }

private:
    struct Dimension {
        std::string name;
        std::unordered_map<std::string, std::uint32_t> numbers;
        std::vector<std::string> texts;
    };
    std::vector<Dimension> dimensions_;
};

using RowKey = std::span<const std::uint32_t>; // a code number per dimension

// Rows by key; a row keeps its number.
class RowSet {
public:
    explicit RowSet(std::size_t width = 0) : width_(width) {}

    std::uint32_t size() const { return rows_; }
    RowKey key(std::uint32_t row) const { return RowKey(codes_).subspan(row * width_, width_); }
    std::uint32_t append(RowKey key); // a key that is not there yet
    // Not const: the index of rows appended since is made up for here, so sets that are never asked
    // never build one.
    std::optional<std::uint32_t> find(RowKey key);

private:
    void index_appended();
    void enter(std::uint32_t row);

    std::size_t width_;
    std::uint32_t rows_ = 0, indexed_ = 0;
    std::vector<std::uint32_t> codes_; // [row][dimension]
    std::vector<std::uint32_t> slots_; // open addressing, a power of two; `nowhere` is free
};

// The rows of a panel as row keys, kept up with its key table.
class PanelRows {
public:
    explicit PanelRows(std::vector<std::uint32_t> dimensions = {});
    void catch_up(const KeyTable& keys, CodeBook& codes);
    RowSet& rows() { return rows_; }
    const RowSet& rows() const { return rows_; }

private:
    std::vector<std::uint32_t> dimensions_;           // in the code book
    std::vector<std::vector<std::uint32_t>> numbers_; // [dimension][number in the key table]
    RowSet rows_;
};

// Which operand row each result row takes, and back.
class RowMap {
public:
    // The next result row takes this one.
    void append(std::uint32_t operand_row);
    bool empty() const { return forward_.empty(); }
    std::uint32_t operator[](std::uint32_t row) const { return forward_[row]; }
    // The result rows that take rows of the region, in the same periods.
    Region back(const Region& operand) const;

private:
    void add_all(const Rect& rect, Region& result) const;

    struct Link {
        std::uint32_t first = 0, end = 0, next = nowhere;
    };
    struct Chain {
        std::uint32_t head = nowhere, tail = nowhere;
    };
    std::vector<std::uint32_t> forward_;
    std::vector<Chain> chains_; // [operand row]
    std::vector<Link> links_;   // runs of result rows
};

} // namespace tuermer
