// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/farrington_reference.hpp"

#include <algorithm>

namespace tuermer::statistics {

namespace {

void mark(std::vector<int>& blocks, int from, int to, int block)
{
    for (int i = std::max(0, from); i <= to && i < static_cast<int>(blocks.size()); ++i)
        blocks[static_cast<std::size_t>(i)] = block;
}

// The gap after an older window, cut into seasons − 1 blocks, the first ones one period longer.
void mark_gap(std::vector<int>& blocks, int from, int length, int parts)
{
    for (int part = 0; part < parts; ++part) {
        const int size = length / parts + (part < length % parts ? 1 : 0);
        mark(blocks, from, from + size - 1, part + 1);
        from += size;
    }
}

} // namespace

std::vector<int> reference_blocks(int periods, const ReferencePeriods& reference)
{
    std::vector<int> blocks(static_cast<std::size_t>(periods), 0);
    const int newest = periods - 1, w = reference.half_window;
    const int gap = reference.frequency - 2 * w - 1;
    for (int year = reference.years; year >= 0; --year) {
        const int centre = newest - year * reference.frequency;
        mark(blocks, centre - w, centre + w, reference.seasons);
        if (year > 0 && reference.seasons > 1)
            mark_gap(blocks, centre + w + 1, gap, reference.seasons - 1);
    }
    mark(blocks, newest - reference.left_out, newest, 0);
    return blocks;
}

} // namespace tuermer::statistics
