// SPDX-License-Identifier: EUPL-1.2
// Computed blocks go into an indicator's panels; what differs from before is noted.
#pragma once

#include "rules/indicators/evaluate.hpp"
#include "rules/indicators/graph.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace tuermer {

class Results {
public:
    Results(IndicatorPanels& panels, Columns columns) : panels_(panels), columns_(columns) {}

    Columns columns() const { return columns_; }
    // The rows from `first` on.
    void take(std::uint32_t first, std::uint32_t rows, Block& value);
    void take_rate(std::uint32_t first, std::uint32_t rows, Block& numerator, Block& denominator,
                   Block& value, double per);
    const Region& moved() const { return moved_; }

private:
    // A panel and the block of its new cells, marks as the panel's bytes.
    struct Part {
        Panel* panel = nullptr;
        const Block* block = nullptr;
    };
    void store(std::uint32_t first, std::uint32_t rows, std::span<const Part> parts);
    void cover(std::uint32_t rows, std::span<const Part> parts);
    void store_row(std::uint32_t row, std::size_t at, std::span<const Part> parts);
    void note_moved(std::uint32_t row);

    IndicatorPanels& panels_;
    Columns columns_;
    std::vector<std::uint8_t> differs_; // of one row, by column
    Region moved_;
};

} // namespace tuermer
