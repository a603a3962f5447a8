// SPDX-License-Identifier: EUPL-1.2
// A cube given by its dimensions' categories and figures by their running number, the last
// dimension fastest (JSON-stat, SDMX-JSON, PX), written as a long table: "geo", "geo label", …,
// "value", "status".
#pragma once

#include "connectors/formats/long_table.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tuermer {

class CubeTable {
public:
    using Stretch = LongTable::Stretch;
    struct Dimension {
        std::vector<Stretch> codes, labels, units; // labels and units: as many, or none
    };

    CubeTable(std::string_view name, const ReadLimits& limits) : table_(name, limits) {}

    LongTable& table() { return table_; }
    void add_dimension(std::string_view name, Dimension dimension);
    // After the dimensions: the columns "value" and, where there are any, "status".
    void close_head(bool with_status);
    // The product of the dimensions' sizes; nothing beyond 2^53 (what a JSON number counts).
    std::optional<std::uint64_t> cells() const;

    // The figure at this place; `at` is below cells().
    Result<> add(std::uint64_t at, Stretch value, Stretch status);
    Result<CellTable> take() { return table_.take(); }

private:
    struct Placed {
        Dimension categories;
        std::uint32_t column = 0, position = 0;
    };
    void go_to(std::uint64_t at);
    void step();
    void set(Placed& dimension, std::uint32_t position);

    LongTable table_;
    std::vector<Placed> dimensions_;
    std::vector<Stretch> row_;
    std::uint32_t value_ = 0;
    std::optional<std::uint32_t> status_;
    std::optional<std::uint64_t> last_;
};

} // namespace tuermer
