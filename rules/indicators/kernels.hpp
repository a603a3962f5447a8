// SPDX-License-Identifier: EUPL-1.2
// The loops: arithmetic over blocks of cells. Marks are kept as ranks of seriousness while
// computing, so that the mark of a result is the maximum of its inputs' marks.
#pragma once

#include "rules/formulas/formula.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tuermer {

// High half: why there is no value, from mild to serious: not_applicable, not_collected,
// unreliable, withdrawn, withheld, not_yet. Low half: the status, from final over rounded, limited,
// estimated and provisional to break_in_series. A missing result is final: its reason says all.
using Rank = std::uint8_t;
constexpr Rank first_missing_rank = 0x10, not_yet_rank = 0x60;
Rank rank_of(Mark mark);
Mark mark_of(Rank rank);
inline Rank more_serious(Rank a, Rank b)
{
    const unsigned high = std::max(a & 0xF0U, b & 0xF0U), low = std::max(a & 0x0FU, b & 0x0FU);
    return static_cast<Rank>(high | low);
}

// Cells of some rows over some periods, [period][row]. Grows, never shrinks: no allocation per use.
struct Block {
    std::vector<double> values; // anything where a mark says missing
    std::vector<Rank> marks;    // only if not clean
    bool clean = true;          // no mark at all: every value is there and final
    bool uniform = false;       // one cell stands for all

    void fit(std::size_t cells);
    // Marks become real where they were only known to be clean.
    void spell_out_marks(std::size_t cells);
    Rank mark(std::size_t i) const { return clean ? Rank{0} : marks[uniform ? 0 : i]; }
    double value(std::size_t i) const { return values[uniform ? 0 : i]; }
};

// From a panel's bytes to ranks.
void rank_marks(Block& block, std::size_t cells);
// result = a op b, for add, subtract, multiply, divide. What is not finite is not_applicable.
void combine(Operator op, const Block& a, const Block& b, std::size_t cells, Block& result);
void negate(Block& block, std::size_t cells);
void round_to(Block& block, int digits, std::size_t cells);
// result = per * numerator / denominator; where one part is not_yet, all three are.
void divide_rate(double per, Block& numerator, Block& denominator, std::size_t cells,
                 Block& result);
// Each period by the base period, times 100.
void divide_by_base(Block& block, const Block& base, std::size_t rows, std::size_t columns);

// Some parts of an aggregate's row, which lie behind one another in the operand.
struct Parts {
    std::uint32_t row = 0; // of the result
    std::uint32_t first = 0, end = 0;
    bool goes_on = false; // there were parts of the row before these
};
// Folds the parts of each row, one after the other. `operand_rows` and `rows`: of a period.
void fold_rows(Fold fold, const Block& operand, std::size_t operand_rows,
               std::span<const Parts> parts, std::size_t columns, Block& result, std::size_t rows);
// The mean of a folded sum.
void divide_row(Block& result, std::size_t row, std::size_t rows, std::size_t columns,
                double count);
// The median of the values, which are put in order; the mean of the middle two of an even number.
double median(std::span<double> values);
// The square root of the mean square of the distances from the mean, in two passes.
double standard_deviation(std::span<const double> values);

// What is not finite becomes not_applicable, unless it is missing for another reason.
void refuse_infinite(Block& block, std::size_t first, std::size_t end);

} // namespace tuermer
