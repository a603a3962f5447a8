// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/evaluate.hpp"

#include "rules/indicators/mixture.hpp"

#include <algorithm>

namespace tuermer {

namespace {

constexpr auto not_yet_byte = static_cast<std::uint8_t>(Missing::not_yet);

// The first row again in all the others.
void replicate(Block& block, std::size_t rows, std::size_t columns)
{
    block.fit(rows * columns);
    for (std::size_t r = 1; r < rows; ++r) {
        std::copy_n(block.values.begin(), columns, &block.values[r * columns]);
        if (!block.clean) std::copy_n(block.marks.begin(), columns, &block.marks[r * columns]);
    }
}

// One row of a panel; what it does not hold is not_yet.
void load_row(const Panel& panel, std::uint32_t row, Columns columns, double* values, Rank* marks)
{
    const auto from = panel.empty() ? 0 : columns.first - panel.first().index();
    const auto count = static_cast<std::int32_t>(columns.count);
    const auto held = static_cast<std::int32_t>(panel.columns());
    const auto begin = std::clamp(-from, 0, count), end = std::clamp(held - from, begin, count);
    if (begin > 0 || end < count) {
        std::fill_n(values, count, 0.0);
        std::fill_n(marks, count, not_yet_byte);
    }
    if (begin == end) return;
    std::copy_n(panel.values(row).data() + (from + begin), end - begin, values + begin);
    std::copy_n(panel.marks(row).data() + (from + begin), end - begin, marks + begin);
}

bool all_the_same(RowList rows)
{
    return std::ranges::all_of(rows, [&](std::uint32_t row) { return row == rows[0]; });
}

// Cannot be folded row by row: the values of all parts have to stand side by side.
bool needs_all_values(Fold fold)
{
    return fold == Fold::median || fold == Fold::sd || is_mix(fold);
}

} // namespace

std::uint32_t rows_at_a_time(std::uint32_t columns)
{
    return std::max(1U, cells_at_a_time / std::max(1U, columns));
}

Evaluation::Evaluation(const Program& program, std::span<const Panel* const> panels,
                       std::vector<Scratch>& scratch)
    : program_(program), panels_(panels), scratch_(scratch)
{
    if (scratch_.size() < program.nodes().size()) scratch_.resize(program.nodes().size());
}

Block& Evaluation::run(std::uint32_t number, RowList rows, Columns columns)
{
    const auto& node = program_.nodes()[number];
    const auto& expression = *node.expression;
    const auto cells = rows.size() * columns.count;
    auto& own = scratch_[number].block;
    switch (expression.op) {
    case Operator::number:
        own.fit(1);
        own.values[0] = expression.number;
        own.uniform = own.clean = true;
        return own;
    case Operator::reference:
        return load(number, rows, columns);
    case Operator::negate: {
        auto& block = run(node.left, rows, columns);
        negate(block, cells);
        return block;
    }
    case Operator::round: {
        auto& block = run(node.left, rows, columns);
        round_to(block, static_cast<int>(expression.number), cells);
        return block;
    }
    case Operator::add:
    case Operator::subtract:
    case Operator::multiply:
    case Operator::divide: {
        const auto& a = left(number, rows, columns);
        combine(expression.op, a, right(number, rows, columns), cells, own);
        return own;
    }
    case Operator::aggregate:
        return needs_all_values(expression.fold) ? gathered(number, rows, columns)
                                                 : aggregate(number, rows, columns);
    case Operator::lag:
        return run(node.left, rows, {columns.first - expression.periods, columns.count});
    case Operator::window:
        return window(number, rows, columns);
    case Operator::index:
        return index(number, rows, columns);
    case Operator::pair: // its two sides are read one by one
    case Operator::at_area:
        return left(number, rows, columns);
    }
    return own;
}

Block& Evaluation::left(std::uint32_t number, RowList rows, Columns columns)
{
    const auto& node = program_.nodes()[number];
    return operand(node.left, node.left_rows, rows, columns, scratch_[number].left_rows);
}

Block& Evaluation::right(std::uint32_t number, RowList rows, Columns columns)
{
    const auto& node = program_.nodes()[number];
    return operand(node.right, node.right_rows, rows, columns, scratch_[number].right_rows);
}

// An operand that gives all rows the same (one area for every area) is computed once.
Block& Evaluation::operand(std::uint32_t node, const RowMap& map, RowList rows, Columns columns,
                           std::vector<std::uint32_t>& mapped)
{
    if (map.empty()) return run(node, rows, columns);
    mapped.clear();
    for (const auto row : rows) mapped.push_back(map[row]);
    if (rows.size() < 2 || !all_the_same(mapped)) return run(node, mapped, columns);
    auto& block = run(node, RowList(mapped).first(1), columns);
    replicate(block, rows.size(), columns.count);
    return block;
}

Block& Evaluation::load(std::uint32_t number, RowList rows, Columns columns)
{
    const auto& node = program_.nodes()[number];
    const auto& panel = *panels_[node.panel];
    auto& block = scratch_[number].block;
    block.fit(rows.size() * columns.count);
    const auto row_of = [&](std::size_t i) {
        return node.left_rows.empty() ? rows[i] : node.left_rows[rows[i]];
    };
    const auto column = panel.empty() ? 0 : columns.first - panel.first().index();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i + rows_ahead < rows.size())
            panel.prefetch(row_of(i + rows_ahead), column, columns.count);
        load_row(panel, row_of(i), columns, &block.values[i * columns.count],
                 &block.marks[i * columns.count]);
    }
    rank_marks(block, rows.size() * columns.count);
    return block;
}

Block& Evaluation::window(std::uint32_t number, RowList rows, Columns columns)
{
    const auto& node = program_.nodes()[number];
    const auto length = static_cast<std::uint32_t>(node.expression->periods);
    const auto& operand =
        run(node.left, rows,
            {columns.first - node.expression->periods + 1, columns.count + length - 1});
    auto& block = scratch_[number].block;
    fold_windows(node.expression->fold, operand, rows.size(), columns.count, length,
                 scratch_[number].windows, block);
    return block;
}

Block& Evaluation::index(std::uint32_t number, RowList rows, Columns columns)
{
    const auto& node = program_.nodes()[number];
    auto& base = scratch_[number].base;
    const auto& found = run(node.left, rows, {node.expression->base.index(), 1});
    base.fit(rows.size());
    base.clean = found.clean;
    std::copy_n(found.values.begin(), rows.size(), base.values.begin());
    std::copy_n(found.marks.begin(), rows.size(), base.marks.begin());
    auto& block = run(node.left, rows, columns);
    divide_by_base(block, base, rows.size(), columns.count);
    return block;
}

Block& Evaluation::aggregate(std::uint32_t number, RowList rows, Columns columns)
{
    const auto& node = program_.nodes()[number];
    auto& own = scratch_[number];
    auto& block = own.block;
    block.fit(rows.size() * columns.count);
    block.clean = false;
    own.left_rows.clear(); // another program's node may have used them
    own.targets.clear();
    const auto most = rows_at_a_time(columns.count);
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        bool is_first = true;
        for (const auto part : node.parts[rows[i]]) {
            own.left_rows.push_back(part);
            own.targets.push_back({i, is_first});
            is_first = false;
            if (own.left_rows.size() == most) fold_parts(number, columns);
        }
    }
    fold_parts(number, columns);
    if (node.expression->fold == Fold::mean)
        for (std::size_t i = 0; i < rows.size(); ++i)
            divide_row(block, i, columns.count, static_cast<double>(node.parts[rows[i]].size()));
    refuse_infinite(block, 0, rows.size() * columns.count);
    return block;
}

void Evaluation::fold_parts(std::uint32_t number, Columns columns)
{
    const auto& node = program_.nodes()[number];
    auto& own = scratch_[number];
    if (own.left_rows.empty()) return;
    const auto& operand = run(node.left, own.left_rows, columns);
    for (std::size_t i = 0; i < own.targets.size(); ++i)
        fold_row(node.expression->fold, operand, i, own.targets[i].is_first, columns.count,
                 own.block, own.targets[i].row);
    own.left_rows.clear();
    own.targets.clear();
}

Block& Evaluation::gathered(std::uint32_t number, RowList rows, Columns columns)
{
    const auto& node = program_.nodes()[number];
    auto& block = scratch_[number].block;
    block.fit(rows.size() * columns.count);
    block.clean = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& parts = node.parts[rows[i]];
        const auto slice = rows_at_a_time(static_cast<std::uint32_t>(parts.size()));
        for (std::uint32_t c = 0; c < columns.count; c += slice)
            gather(
                number, parts,
                {columns.first + static_cast<std::int32_t>(c), std::min(slice, columns.count - c)},
                i * columns.count + c);
    }
    refuse_infinite(block, 0, rows.size() * columns.count);
    return block;
}

// The values of all parts side by side; of a pair all of one side, then all of the other.
void Evaluation::gather(std::uint32_t number, RowList parts, Columns columns, std::size_t to)
{
    auto& own = scratch_[number];
    const auto& node = program_.nodes()[number];
    const bool paired = program_.nodes()[node.left].expression->op == Operator::pair;
    const auto& first = run(node.left, parts, columns);
    const auto& second = paired ? right(node.left, parts, columns) : first;
    own.values.resize(parts.size() * (paired ? 2 : 1));
    for (std::uint32_t c = 0; c < columns.count; ++c) {
        Rank rank = 0;
        for (std::size_t k = 0; k < parts.size(); ++k) {
            const auto cell = k * columns.count + c;
            rank = more_serious(rank, first.mark(cell));
            own.values[k] = first.value(cell);
            if (!paired) continue;
            rank = more_serious(rank, second.mark(cell));
            own.values[parts.size() + k] = second.value(cell);
        }
        own.block.marks[to + c] = rank;
        own.block.values[to + c] =
            rank < first_missing_rank ? fold_gathered(node.expression->fold, own.values) : 0;
    }
}

Cell Evaluation::cell(std::uint32_t node, std::uint32_t row, std::int32_t period)
{
    const auto& block = run(node, RowList(&row, 1), {period, 1});
    const auto mark = mark_of(block.mark(0));
    return {mark.has_value() ? block.value(0) : 0, mark};
}

} // namespace tuermer
