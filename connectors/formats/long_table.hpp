// SPDX-License-Identifier: EUPL-1.2
// A cube on its way to a table: each observation a row, each dimension a column (and a second one
// for its labels). Codes and labels, which repeat a thousandfold, are kept once.
#pragma once

#include "connectors/formats/table.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tuermer {

class LongTable {
public:
    using Stretch = CellTable::Stretch;

    LongTable(std::string_view name, const ReadLimits& limits);

    // A new column's number; a name that is taken becomes "name (2)".
    std::uint32_t add_column(std::string_view name);
    std::size_t columns() const { return table_.columns.size(); }
    std::uint32_t rows() const { return table_.rows(); }

    Stretch keep(std::string_view text);
    Stretch keep_once(std::string_view text); // the same stretch for the same text
    // Cells of columns named so far, in their order; an error beyond the limits.
    Result<> add_row(std::uint32_t line, const std::vector<Stretch>& cells);
    void expect(std::size_t rows, std::size_t text_bytes); // room, within the limits

    Result<CellTable> take();

private:
    ReadLimits limits_;
    CellTable table_;
    std::string text_;
    std::size_t width_ = 0; // of the rows so far
    struct TextHash {       // looks texts up without copying them
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::unordered_map<std::string, Stretch, TextHash, std::equal_to<>> once_;
    bool too_long_ = false;
};

} // namespace tuermer
