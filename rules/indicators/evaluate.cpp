// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/evaluate.hpp"

#include "rules/indicators/mixture.hpp"

#include <algorithm>

namespace tuermer {

namespace {

// The only row again in all the others.
void replicate(Block& block, std::size_t rows, std::size_t columns)
{
    block.fit(rows * columns);
    for (auto c = columns; c-- > 0;) {
        std::fill_n(&block.values[c * rows], rows, double{block.values[c]});
        if (!block.clean) std::fill_n(&block.marks[c * rows], rows, Rank{block.marks[c]});
    }
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
    constexpr auto octet = BlockedCells<double>::side;
    constexpr std::uint32_t many = 64; // columns: an octet alone is copied as one piece
    return columns >= many ? octet : cells_at_a_time / octet / std::max(1U, columns) * octet;
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
    auto& mapped = scratch_[number].left_rows;
    if (!node.left_rows.empty()) {
        mapped.clear();
        for (const auto row : rows) mapped.push_back(node.left_rows[row]);
        rows = mapped;
    }
    block.clean = !panel.read(rows, columns, block.values.data(), block.marks.data());
    if (!block.clean) rank_marks(block, rows.size() * columns.count);
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
    own.parts.clear();
    const auto most = rows_at_a_time(columns.count);
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        const RowList parts(node.parts[rows[i]]);
        for (std::size_t done = 0; done < parts.size();) {
            const auto first = static_cast<std::uint32_t>(own.left_rows.size());
            const auto some =
                parts.subspan(done, std::min<std::size_t>(parts.size() - done, most - first));
            own.left_rows.insert(own.left_rows.end(), some.begin(), some.end());
            own.parts.push_back(
                {i, first, static_cast<std::uint32_t>(own.left_rows.size()), done > 0});
            done += some.size();
            if (own.left_rows.size() == most) fold_parts(number, rows.size(), columns);
        }
    }
    fold_parts(number, rows.size(), columns);
    if (node.expression->fold == Fold::mean)
        for (std::size_t i = 0; i < rows.size(); ++i)
            divide_row(block, i, rows.size(), columns.count,
                       static_cast<double>(node.parts[rows[i]].size()));
    refuse_infinite(block, 0, rows.size() * columns.count);
    return block;
}

void Evaluation::fold_parts(std::uint32_t number, std::size_t rows, Columns columns)
{
    const auto& node = program_.nodes()[number];
    auto& own = scratch_[number];
    if (own.left_rows.empty()) return;
    const auto& operand = run(node.left, own.left_rows, columns);
    fold_rows(node.expression->fold, operand, own.left_rows.size(), own.parts, columns.count,
              own.block, rows);
    own.left_rows.clear();
    own.parts.clear();
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
                c * rows.size() + i, rows.size());
    }
    refuse_infinite(block, 0, rows.size() * columns.count);
    return block;
}

// The values of all parts side by side; of a pair all of one side, then all of the other. The
// results go `stride` cells apart.
void Evaluation::gather(std::uint32_t number, RowList parts, Columns columns, std::size_t to,
                        std::size_t stride)
{
    auto& own = scratch_[number];
    const auto& node = program_.nodes()[number];
    const bool paired = program_.nodes()[node.left].expression->op == Operator::pair;
    const auto& first = run(node.left, parts, columns);
    const auto& second = paired ? right(node.left, parts, columns) : first;
    own.values.resize(parts.size() * (paired ? 2 : 1));
    for (std::uint32_t c = 0; c < columns.count; ++c, to += stride) {
        Rank rank = 0;
        for (std::size_t k = 0; k < parts.size(); ++k) {
            const auto cell = c * parts.size() + k;
            rank = more_serious(rank, first.mark(cell));
            own.values[k] = first.value(cell);
            if (!paired) continue;
            rank = more_serious(rank, second.mark(cell));
            own.values[parts.size() + k] = second.value(cell);
        }
        own.block.marks[to] = rank;
        own.block.values[to] =
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
