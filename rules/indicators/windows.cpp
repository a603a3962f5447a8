// SPDX-License-Identifier: EUPL-1.2
// The rows of a block lie behind one another, so each level is one loop over all of them. What
// reaches from one row into the next is computed and never looked at.
#include "rules/indicators/windows.hpp"

#include "rules/base/vectorised.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace tuermer {

namespace {

// Loops over cells: to[i] is made of from[i] and from[i + step].
TUERMER_VECTORISED void add_pairs(const double* __restrict from, std::size_t step,
                                  std::size_t cells, double* __restrict to)
{
    for (std::size_t i = 0; i < cells; ++i) to[i] = from[i] + from[i + step];
}

TUERMER_VECTORISED void min_pairs(const double* __restrict from, std::size_t step,
                                  std::size_t cells, double* __restrict to)
{
    for (std::size_t i = 0; i < cells; ++i)
        to[i] = from[i + step] < from[i] ? from[i + step] : from[i];
}

TUERMER_VECTORISED void max_pairs(const double* __restrict from, std::size_t step,
                                  std::size_t cells, double* __restrict to)
{
    for (std::size_t i = 0; i < cells; ++i)
        to[i] = from[i] < from[i + step] ? from[i + step] : from[i];
}

TUERMER_VECTORISED void mark_pairs(const Rank* __restrict from, std::size_t step, std::size_t cells,
                                   Rank* __restrict to)
{
    for (std::size_t i = 0; i < cells; ++i) to[i] = more_serious(from[i], from[i + step]);
}

// Loops over cells: to[i] and from[i + offset] together.
TUERMER_VECTORISED void add_to(double* __restrict to, const double* __restrict from,
                               std::size_t cells)
{
    for (std::size_t i = 0; i < cells; ++i) to[i] = to[i] + from[i];
}

TUERMER_VECTORISED void min_to(double* __restrict to, const double* __restrict from,
                               std::size_t cells)
{
    for (std::size_t i = 0; i < cells; ++i) to[i] = from[i] < to[i] ? from[i] : to[i];
}

TUERMER_VECTORISED void max_to(double* __restrict to, const double* __restrict from,
                               std::size_t cells)
{
    for (std::size_t i = 0; i < cells; ++i) to[i] = to[i] < from[i] ? from[i] : to[i];
}

TUERMER_VECTORISED void mark_to(Rank* __restrict to, const Rank* __restrict from, std::size_t cells)
{
    for (std::size_t i = 0; i < cells; ++i) to[i] = more_serious(to[i], from[i]);
}

// Squares about the mean of two neighbouring blocks of the same size; `weight` is 1 / (2 × size).
TUERMER_VECTORISED void square_pairs(const double* __restrict squares,
                                     const double* __restrict sums, std::size_t step, double weight,
                                     std::size_t cells, double* __restrict to)
{
    for (std::size_t i = 0; i < cells; ++i) {
        const double apart = sums[i] - sums[i + step];
        to[i] = squares[i] + squares[i + step] + apart * apart * weight;
    }
}

// The same for two blocks of different sizes: `own` and `other` are the sizes.
TUERMER_VECTORISED void squares_to(double* __restrict to, const double* __restrict to_sums,
                                   const double* __restrict squares, const double* __restrict sums,
                                   double own, double other, std::size_t cells)
{
    const double weight = 1 / (own * other * (own + other));
    for (std::size_t i = 0; i < cells; ++i) {
        const double apart = other * to_sums[i] - own * sums[i];
        to[i] = to[i] + squares[i] + apart * apart * weight;
    }
}

TUERMER_VECTORISED void divide_all(double* values, std::size_t cells, double by)
{
    for (std::size_t i = 0; i < cells; ++i) values[i] = values[i] / by;
}

TUERMER_VECTORISED void roots_of_means(double* values, std::size_t cells, double count)
{
    for (std::size_t i = 0; i < cells; ++i) values[i] = std::sqrt(values[i] / count);
}

// Folds all windows of `length` that lie within the cells into `whole`, by the loops given.
template <class Value, class Pairs, class Into>
void fold_all(std::size_t length, std::size_t cells, std::vector<Value>& halves,
              std::vector<Value>& next, Value* whole, Pairs pairs, Into into)
{
    std::size_t done = 0; // cells of each window that are in `whole`
    const auto windows = cells - length + 1;
    for (std::size_t size = 1;; size *= 2) {
        if ((length & size) != 0) {
            if (done == 0)
                std::copy_n(halves.data(), windows, whole);
            else
                into(whole, halves.data() + done, windows);
            done += size;
        }
        if (done == length) return;
        pairs(halves.data(), size, cells - 2 * size + 1, next.data());
        std::swap(halves, next);
    }
}

// From windows that begin at every cell to those of each row.
template <class Value>
void keep_columns(const Value* whole, std::size_t rows, std::size_t columns, std::size_t wide,
                  Value* to)
{
    for (std::size_t r = 0; r < rows; ++r) std::copy_n(whole + r * wide, columns, to + r * columns);
}

void fold_marks(const Block& operand, std::size_t rows, std::size_t columns, std::size_t length,
                WindowBuffers& buffers, Block& result)
{
    const auto wide = columns + length - 1, cells = rows * wide;
    buffers.marks.assign(operand.marks.begin(),
                         operand.marks.begin() + static_cast<std::ptrdiff_t>(cells));
    buffers.next_marks.resize(cells);
    buffers.whole_marks.resize(cells);
    auto* whole = buffers.whole_marks.data();
    fold_all(length, cells, buffers.marks, buffers.next_marks, whole, mark_pairs, mark_to);
    keep_columns(whole, rows, columns, wide, result.marks.data());
}

void fold_values(Fold fold, std::size_t length, std::size_t cells, WindowBuffers& buffers)
{
    auto* whole = buffers.whole.data();
    if (fold == Fold::min)
        fold_all(length, cells, buffers.halves, buffers.next, whole, min_pairs, min_to);
    else if (fold == Fold::max)
        fold_all(length, cells, buffers.halves, buffers.next, whole, max_pairs, max_to);
    else
        fold_all(length, cells, buffers.halves, buffers.next, whole, add_pairs, add_to);
}

// As fold_all, but of sums and squares together.
void fold_squares(std::size_t length, std::size_t cells, WindowBuffers& b)
{
    std::size_t done = 0;
    const auto windows = cells - length + 1;
    b.squares.assign(cells, 0);
    b.next_squares.resize(cells);
    b.whole_squares.resize(cells);
    for (std::size_t size = 1;; size *= 2) {
        if ((length & size) != 0) {
            if (done == 0) {
                std::copy_n(b.halves.data(), windows, b.whole.data());
                std::copy_n(b.squares.data(), windows, b.whole_squares.data());
            } else {
                squares_to(b.whole_squares.data(), b.whole.data(), b.squares.data() + done,
                           b.halves.data() + done, static_cast<double>(done),
                           static_cast<double>(size), windows);
                add_to(b.whole.data(), b.halves.data() + done, windows);
            }
            done += size;
        }
        if (done == length) break;
        const auto pairs = cells - 2 * size + 1;
        square_pairs(b.squares.data(), b.halves.data(), size, 0.5 / static_cast<double>(size),
                     pairs, b.next_squares.data());
        add_pairs(b.halves.data(), size, pairs, b.next.data());
        std::swap(b.squares, b.next_squares);
        std::swap(b.halves, b.next);
    }
}

void median_windows(const Block& operand, std::size_t rows, std::size_t columns, std::size_t length,
                    Block& result)
{
    const auto wide = columns + length - 1;
    std::vector<double> window(length);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) {
            const auto at = r * columns + c;
            if (!result.clean && result.marks[at] >= first_missing_rank) continue;
            std::copy_n(&operand.values[r * wide + c], length, window.begin());
            result.values[at] = median(window);
        }
}

} // namespace

void fold_windows(Fold fold, const Block& operand, std::size_t rows, std::size_t columns,
                  std::size_t length, WindowBuffers& buffers, Block& result)
{
    const auto wide = columns + length - 1, cells = rows * wide, results = rows * columns;
    result.fit(results);
    result.clean = operand.clean;
    if (!operand.clean) fold_marks(operand, rows, columns, length, buffers, result);
    if (fold == Fold::median) {
        median_windows(operand, rows, columns, length, result);
    } else {
        buffers.halves.assign(operand.values.begin(),
                              operand.values.begin() + static_cast<std::ptrdiff_t>(cells));
        buffers.next.resize(cells);
        buffers.whole.resize(cells);
        if (fold == Fold::sd)
            fold_squares(length, cells, buffers);
        else
            fold_values(fold, length, cells, buffers);
        const auto& whole = fold == Fold::sd ? buffers.whole_squares : buffers.whole;
        keep_columns(whole.data(), rows, columns, wide, result.values.data());
        if (fold == Fold::sd)
            roots_of_means(result.values.data(), results, static_cast<double>(length));
        else if (fold == Fold::mean)
            divide_all(result.values.data(), results, static_cast<double>(length));
    }
    refuse_infinite(result, 0, results);
}

} // namespace tuermer
