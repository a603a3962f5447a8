// SPDX-License-Identifier: EUPL-1.2
// Computed blocks go into an indicator's panels; what differs from before is noted.
#pragma once

#include "rules/indicators/evaluate.hpp"
#include "rules/indicators/graph.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tuermer {

class Results {
public:
    Results(IndicatorPanels& panels, Columns columns) : panels_(panels), columns_(columns) {}

    Columns columns() const { return columns_; }
    void take(RowRange rows, Block& value);
    void take_rate(RowRange rows, Block& numerator, Block& denominator, Block& value, double per);
    const Region& moved() const { return moved_; }

private:
    // A panel and the block of its new cells, marks as the panel's bytes.
    struct Part {
        Panel* panel = nullptr;
        const Block* block = nullptr;
    };
    void store(RowRange rows, std::span<const Part> parts);
    void cover(std::size_t rows, std::span<const Part> parts);
    void note_moved(RowRange rows, Columns columns);

    IndicatorPanels& panels_;
    Columns columns_;
    std::vector<std::uint8_t> differs_; // of the block at hand
    Region moved_;
};

} // namespace tuermer
