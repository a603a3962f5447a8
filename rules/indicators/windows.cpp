// SPDX-License-Identifier: EUPL-1.2
// The periods of a block lie behind one another, so each level is one loop over all rows and
// periods.
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

// The windows of `length` periods that begin at each of some columns, of so many rows.
struct Frame {
    std::size_t rows = 0, columns = 0, length = 0;

    std::size_t cells() const { return rows * (columns + length - 1); }
    std::size_t results() const { return rows * columns; }

    // Calls with the first cell and the number of cells of all blocks of 2 × size periods that are
    // made next, of pairs of blocks of `size`, when the first `done` periods of each window are
    // folded already. Few columns need but few of them; many share them all.
    template <class Make>
    void for_pairs(std::size_t size, std::size_t done, Make make) const
    {
        if (columns >= 2 * size) {
            make(done * rows, rows * (columns + length - done - 2 * size));
            return;
        }
        for (auto first = done; first < length; first += 2 * size) make(first * rows, results());
    }
};

// Folds all windows by the loops given. `halves`: the cells at first; both are used up.
template <class Value, class Pairs, class Into>
void fold_all(const Frame& frame, const Value* cells, std::vector<Value>& halves,
              std::vector<Value>& next, Value* whole, Pairs pairs, Into into)
{
    halves.resize(frame.cells());
    next.resize(frame.cells());
    std::size_t done = 0; // periods of each window that are in `whole`
    for (std::size_t size = 1;; size *= 2) {
        if ((frame.length & size) != 0) {
            if (done == 0)
                std::copy_n(cells, frame.results(), whole);
            else
                into(whole, cells + done * frame.rows, frame.results());
            done += size;
        }
        if (done == frame.length) return;
        frame.for_pairs(size, done, [&](std::size_t first, std::size_t count) {
            pairs(cells + first, size * frame.rows, count, next.data() + first);
        });
        std::swap(halves, next);
        cells = halves.data();
    }
}

void fold_values(Fold fold, const Frame& frame, const double* values, WindowBuffers& b,
                 double* whole)
{
    if (fold == Fold::min)
        fold_all(frame, values, b.halves, b.next, whole, min_pairs, min_to);
    else if (fold == Fold::max)
        fold_all(frame, values, b.halves, b.next, whole, max_pairs, max_to);
    else
        fold_all(frame, values, b.halves, b.next, whole, add_pairs, add_to);
}

// As fold_all, but of sums and squares together; the squares come to lie in `whole`.
void fold_squares(const Frame& frame, const double* sums, WindowBuffers& b, double* whole)
{
    const auto results = frame.results();
    b.squares.assign(frame.cells(), 0);
    for (auto* buffer : {&b.halves, &b.next, &b.next_squares}) buffer->resize(frame.cells());
    b.whole_sums.resize(results);
    std::size_t done = 0;
    for (std::size_t size = 1;; size *= 2) {
        if ((frame.length & size) != 0) {
            const auto skipped = done * frame.rows;
            if (done == 0) {
                std::copy_n(sums, results, b.whole_sums.data());
                std::copy_n(b.squares.data(), results, whole);
            } else {
                squares_to(whole, b.whole_sums.data(), b.squares.data() + skipped, sums + skipped,
                           static_cast<double>(done), static_cast<double>(size), results);
                add_to(b.whole_sums.data(), sums + skipped, results);
            }
            done += size;
        }
        if (done == frame.length) return;
        const auto step = size * frame.rows;
        const double weight = 0.5 / static_cast<double>(size);
        frame.for_pairs(size, done, [&](std::size_t first, std::size_t count) {
            square_pairs(b.squares.data() + first, sums + first, step, weight, count,
                         b.next_squares.data() + first);
            add_pairs(sums + first, step, count, b.next.data() + first);
        });
        std::swap(b.squares, b.next_squares);
        std::swap(b.halves, b.next);
        sums = b.halves.data();
    }
}

void median_windows(const Frame& frame, const Block& operand, Block& result)
{
    std::vector<double> window(frame.length);
    for (std::size_t at = 0; at < frame.results(); ++at) {
        if (!result.clean && result.marks[at] >= first_missing_rank) continue;
        for (std::size_t i = 0; i < frame.length; ++i)
            window[i] = operand.values[at + i * frame.rows];
        result.values[at] = median(window);
    }
}

} // namespace

void fold_windows(Fold fold, const Block& operand, std::size_t rows, std::size_t columns,
                  std::size_t length, WindowBuffers& buffers, Block& result)
{
    const Frame frame{rows, columns, length};
    const auto results = frame.results();
    result.fit(results);
    result.clean = operand.clean;
    if (!operand.clean)
        fold_all(frame, operand.marks.data(), buffers.marks, buffers.next_marks,
                 result.marks.data(), mark_pairs, mark_to);
    auto* values = result.values.data();
    if (fold == Fold::median)
        median_windows(frame, operand, result);
    else if (fold == Fold::sd)
        fold_squares(frame, operand.values.data(), buffers, values);
    else
        fold_values(fold, frame, operand.values.data(), buffers, values);
    if (fold == Fold::sd) roots_of_means(values, results, static_cast<double>(length));
    if (fold == Fold::mean) divide_all(values, results, static_cast<double>(length));
    refuse_infinite(result, 0, results);
}

} // namespace tuermer
