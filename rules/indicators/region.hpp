// SPDX-License-Identifier: EUPL-1.2
// A set of cells as disjoint rectangles in bands of rows, the way window systems keep the damaged
// part of a screen: what changed, what that reaches, what has to be computed.
#pragma once

#include <cstdint>
#include <vector>

namespace tuermer {

// Rows are half open; periods are running numbers of the panel's frequency, both included.
struct Rect {
    std::uint32_t row_first = 0, row_end = 0;
    std::int32_t first = 0, last = 0;

    std::uint32_t rows() const { return row_end - row_first; }
    std::uint32_t columns() const { return static_cast<std::uint32_t>(last - first + 1); }
    bool operator==(const Rect&) const = default;
};

// The periods outside of which every cell is not_yet.
struct Extent {
    std::int32_t first = 1, last = 0;

    bool empty() const { return first > last; }
    bool contains(std::int32_t period) const { return first <= period && period <= last; }
    bool operator==(const Extent&) const = default;
};
constexpr Extent always{-1'000'000'000, 1'000'000'000}; // of a constant
Extent overlap(Extent a, Extent b);

class Region {
public:
    bool empty() const { return rects_.empty(); }
    // After normalise: sorted, disjoint, as few as bands allow, the same for the same set of cells.
    const std::vector<Rect>& rects() const { return rects_; }

    // In any order, overlapping or not; what continues the last one downwards is joined at once.
    void add(Rect rect);
    void add(const Region& other);
    void normalise();
    void clear() { rects_.clear(); }

    Region shifted(std::int32_t periods) const;
    // Each cell reaches itself and so many periods after it.
    Region stretched(std::int32_t periods) const;
    Region clipped(Extent extent) const;

private:
    bool is_normal() const;
    std::vector<Rect> rects_;
};

} // namespace tuermer
