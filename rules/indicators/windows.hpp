// SPDX-License-Identifier: EUPL-1.2
// Folds over windows of time. A window is folded pairwise: its length's binary digits cut it into
// blocks, the smallest the oldest, each block is halved down to single cells, and the blocks are
// put together from the oldest on. The shape depends on the length alone, so neighbouring windows
// share their blocks and a cell is still the same however it is reached; and rounding errors grow
// with the logarithm of the length (Higham, SIAM J. Sci. Comput. 1993).
#pragma once

#include "rules/indicators/kernels.hpp"

#include <cstddef>
#include <vector>

namespace tuermer {

// Buffers of a fold; they live on between calls.
struct WindowBuffers {
    std::vector<double> halves, next;
    std::vector<double> squares, next_squares, whole_sums;
    std::vector<Rank> marks, next_marks;
};

// result[column][row] = fold of operand[column .. column + length - 1][row]: the operand has
// columns + length - 1 periods. The standard deviation is the population's, put together from the
// blocks' sums and squares about their means (Chan, Golub and LeVeque, Am. Statistician 1983).
void fold_windows(Fold fold, const Block& operand, std::size_t rows, std::size_t columns,
                  std::size_t length, WindowBuffers& buffers, Block& result);

} // namespace tuermer
