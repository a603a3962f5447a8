// SPDX-License-Identifier: EUPL-1.2
// Can figures be right at all? What a column did as a whole, and whether parts agree with their
// whole: shared by the test "quality" over figures held and by the tests on arrival.
#pragma once

#include <cstddef>

namespace tuermer::statistics {

// From which relative change on, in percent, a figure counts as moved: upward and downward.
struct MoveLimits {
    double up = 20, down = 20;
};

// What the rows of a column did since another column.
struct ColumnMoves {
    std::size_t rows = 0, same = 0, up = 0, down = 0;

    // Noughts stay noughts by nature, and with what is not finite nothing is compared: such pairs
    // say nothing.
    void add(double before, double now, MoveLimits limits);
    std::size_t most_moved() const { return up > down ? up : down; } // in one direction
    // Of the rows, 0 … 1; 0 of none.
    double share(std::size_t count) const;
};

// How far a sum of so many published figures may be off for rounding alone: each by half a step. A
// step of 1 is that of counts, which are not rounded.
double rounding_of_sum(std::size_t figures, double step);

// |a - b| beyond `within`, leaving out what doubles cannot tell apart.
bool disagree(double a, double b, double within);

} // namespace tuermer::statistics
