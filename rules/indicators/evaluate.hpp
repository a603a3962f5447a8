// SPDX-License-Identifier: EUPL-1.2
// Runs a program over a block of rows and periods, node by node. The buffers live on between runs.
#pragma once

#include "rules/indicators/kernels.hpp"
#include "rules/indicators/program.hpp"
#include "rules/indicators/windows.hpp"
#include "rules/series/panel.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tuermer {

// So many cells of one node are computed at a time: they stay in the processor's nearest caches.
constexpr std::uint32_t cells_at_a_time = 2048;
// The rows of a block of so many columns: some blocks of a panel.
std::uint32_t rows_at_a_time(std::uint32_t columns);

using RowList = std::span<const std::uint32_t>;

// The buffers of one node.
struct Scratch {
    Block block, base;
    std::vector<std::uint32_t> left_rows, right_rows;
    std::vector<Parts> parts;
    std::vector<double> values; // of one cell of a gathered fold
    WindowBuffers windows;
};

class Evaluation {
public:
    // `panels` by number; both must outlive the evaluation.
    Evaluation(const Program& program, std::span<const Panel* const> panels,
               std::vector<Scratch>& scratch);

    // The node's cells at these rows of it. Valid until the next call.
    Block& run(std::uint32_t node, RowList rows, Columns columns);
    // The operands of a joined node at the node's rows.
    Block& left(std::uint32_t node, RowList rows, Columns columns);
    Block& right(std::uint32_t node, RowList rows, Columns columns);
    Cell cell(std::uint32_t node, std::uint32_t row, std::int32_t period);

private:
    Block& load(std::uint32_t node, RowList rows, Columns columns);
    Block& window(std::uint32_t node, RowList rows, Columns columns);
    Block& index(std::uint32_t node, RowList rows, Columns columns);
    Block& aggregate(std::uint32_t node, RowList rows, Columns columns);
    void fold_parts(std::uint32_t node, std::size_t rows, Columns columns);
    Block& gathered(std::uint32_t node, RowList rows, Columns columns);
    void gather(std::uint32_t node, RowList parts, Columns columns, std::size_t to,
                std::size_t stride);
    Block& operand(std::uint32_t node, const RowMap& map, RowList rows, Columns columns,
                   std::vector<std::uint32_t>& mapped);

    const Program& program_;
    std::span<const Panel* const> panels_;
    std::vector<Scratch>& scratch_;
};

} // namespace tuermer
