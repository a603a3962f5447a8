// SPDX-License-Identifier: EUPL-1.2
// Cells of rows and periods. Eight rows, an octet, lie together, their cells of a period side by
// side, one line of memory; an octet's periods lie behind one another, up to 32 of them, and so do
// the octets of the same periods, a strip. So a window of eight rows is one piece of memory, a new
// month of all rows writes one line for eight of them, and new rows and periods move little.
#pragma once

#include "rules/base/pages.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <type_traits>
#include <vector>

namespace tuermer {

struct RowRange {
    std::uint32_t first = 0, end = 0; // half open
    bool operator==(const RowRange&) const = default;
};
// Periods by their running number.
struct Columns {
    std::int32_t first = 0;
    std::uint32_t count = 0;

    std::int32_t end() const { return first + static_cast<std::int32_t>(count); }
};

inline std::uint32_t end_of_octet(std::uint32_t row)
{
    return (row / 8 + 1) * 8;
}

// `empty`: what is in a cell that nobody wrote. Sheets of cells that are read or written lie period
// by period, [period][row], each period `stride` cells after the one before it.
template <class T, unsigned empty = 0>
class BlockedCells {
public:
    static constexpr std::uint32_t side = 8;

    // Makes room; nothing is ever taken away.
    void grow(std::uint32_t rows)
    {
        if (rows <= octets_ * side) return;
        octets_ = (rows + side - 1) / side;
        for (auto& strip : strips_) fit(strip);
    }
    // All periods that were asked for before must be among these. What grows once will grow again:
    // then there is room for some periods more.
    void cover(Columns columns)
    {
        if (columns.count == 0 || has_room(columns)) return;
        const auto first = strip_of(columns.first), end = strip_of(columns.end() - 1) + 1;
        if (strips_.empty()) first_strip_ = first;
        const auto before = static_cast<std::size_t>(first_strip_ - first);
        std::vector<Strip> strips(static_cast<std::size_t>(end - first));
        std::ranges::move(strips_, strips.begin() + static_cast<std::ptrdiff_t>(before));
        strips_ = std::move(strips);
        first_strip_ = first;
        for (std::size_t i = 0; i < strips_.size(); ++i) {
            const auto begin = (first + static_cast<std::int32_t>(i)) * most_width;
            const auto from = std::max(begin, columns.first);
            const auto needed = std::min(begin + most_width, columns.end());
            widen(strips_[i], from, end_for(strips_[i], needed));
        }
    }

    // All of these: cells that there is room for.
    T& at(std::uint32_t row, std::int32_t period)
    {
        auto& held = strip(period);
        return held.cells[place(held, row, period)];
    }
    const T& at(std::uint32_t row, std::int32_t period) const
    {
        const auto& held = strip(period);
        return held.cells[place(held, row, period)];
    }
    // Whether any cell has another bit pattern than that of 0.
    bool any(RowRange rows, Columns columns) const
    {
        Bits found = 0;
        visit(*this, rows, columns, 0, [&](const T* held, std::size_t lines, std::size_t, auto n) {
            Bits in_lines = 0;
            for (std::size_t l = 0; l < lines; ++l)
                for (std::size_t i = 0; i < n; ++i)
                    in_lines = static_cast<Bits>(in_lines | bits(held[l * side + i]));
            found = static_cast<Bits>(found | in_lines);
        });
        return found != 0;
    }
    void read(RowRange rows, Columns columns, T* to, std::size_t stride) const
    {
        visit(*this, rows, columns, stride,
              [=](const T* held, std::size_t lines, std::size_t at, auto n) {
                  if (n == stride && n == side) {
                      std::memcpy(to + at, held, lines * side * sizeof(T));
                      return;
                  }
                  for (std::size_t l = 0; l < lines; ++l)
                      std::memcpy(to + at + l * stride, held + l * side, n * sizeof(T));
              });
    }
    // changed[i] becomes 1 where the cell was not, bit for bit, this one.
    void write(RowRange rows, Columns columns, const T* from, std::uint8_t* changed)
    {
        const std::size_t stride = rows.end - rows.first;
        visit(*this, rows, columns, stride,
              [=](T* held, std::size_t lines, std::size_t at, auto n) {
                  const bool same = n == stride && n == side &&
                                    std::memcmp(held, from + at, lines * side * sizeof(T)) == 0;
                  if (same) return;
                  for (std::size_t l = 0; l < lines; ++l)
                      write_line<n>(held + l * side, from + at + l * stride,
                                    changed + at + l * stride);
              });
    }

    void write(RowRange rows, Columns columns, const T* from)
    {
        const std::size_t stride = rows.end - rows.first;
        visit(*this, rows, columns, stride,
              [=](T* held, std::size_t lines, std::size_t at, auto n) {
                  for (std::size_t l = 0; l < lines; ++l)
                      std::memcpy(held + l * side, from + at + l * stride, n * sizeof(T));
              });
    }
    // Whether one of these rows, of an octet, has nothing at that period.
    bool any_empty(RowRange rows, std::int32_t period) const
    {
        const auto* cells = &at(rows.first, period);
        bool any = false;
        for (std::uint32_t i = 0; i < rows.end - rows.first; ++i)
            any |= cells[i] == static_cast<T>(empty);
        return any;
    }

private:
    // Some periods of all rows: [octet][period][row of the octet].
    struct Strip {
        std::int32_t first = 0, width = 0;
        PagedVector<T> cells;

        std::size_t octet() const { return static_cast<std::size_t>(width) * side; }
    };
    static constexpr std::int32_t most_width = 32, step = 8;
    static constexpr std::size_t lines_ahead = 32; // that are asked for before their turn
    using whole = std::integral_constant<std::uint32_t, side>;
    using single = std::integral_constant<std::uint32_t, 1>;

    static std::int32_t strip_of(std::int32_t period) { return period >> 5; }
    static std::size_t place(const Strip& strip, std::uint32_t row, std::int32_t period)
    {
        return row / side * strip.octet() + static_cast<std::size_t>(period - strip.first) * side +
               row % side;
    }
    Strip& strip(std::int32_t period)
    {
        return strips_[static_cast<std::size_t>(strip_of(period) - first_strip_)];
    }
    const Strip& strip(std::int32_t period) const
    {
        return strips_[static_cast<std::size_t>(strip_of(period) - first_strip_)];
    }
    using Bits = std::conditional_t<sizeof(T) == 1, std::uint8_t, std::uint64_t>;
    static Bits bits(T cell) { return std::bit_cast<Bits>(cell); }
    static Bits difference(T a, T b) { return static_cast<Bits>(bits(a) ^ bits(b)); }
    template <std::uint32_t n>
    static void write_line(T* held, const T* from, std::uint8_t* changed)
    {
        Bits any = 0;
        for (std::size_t i = 0; i < n; ++i)
            any = static_cast<Bits>(any | difference(held[i], from[i]));
        if (any == 0) return;
        for (std::size_t i = 0; i < n; ++i)
            if (bits(held[i]) != bits(from[i])) changed[i] = 1;
        std::memcpy(held, from, n * sizeof(T));
    }

    // Lines of an octet, of eight rows where all eight are wanted and else of one, and where in a
    // sheet they begin. Their length is a constant: a line is a few instructions.
    template <class Cells, class Visit>
    static void visit(Cells& cells, RowRange rows, Columns columns, std::size_t stride,
                      Visit visit_lines)
    {
        for (auto period = columns.first; period < columns.end();) {
            auto& strip = cells.strip(period);
            auto* const held = strip.cells.data();
            const auto end = std::min(columns.end(), strip.first + strip.width);
            const auto lines = static_cast<std::size_t>(end - period);
            const auto begin_at = static_cast<std::size_t>(period - columns.first) * stride;
            const auto ahead = (1 + lines_ahead / lines) * strip.octet();
            for (auto row = rows.first; row < rows.end;) {
                const auto at = begin_at + (row - rows.first);
                auto* const octet = held + place(strip, row, period);
                if (row % side == 0 && rows.end - row >= side) {
                    // Rows are walked through in their order, tile by tile, and in no other.
                    for (std::size_t l = 0; l < lines; l += 64 / (side * sizeof(T)))
                        __builtin_prefetch(octet + ahead + l * side);
                    visit_lines(octet, lines, at, whole());
                    row += side;
                } else {
                    visit_lines(octet, lines, at, single());
                    ++row;
                }
            }
            period = end;
        }
    }

    bool has_room(Columns columns) const
    {
        if (strips_.empty() || columns.first < strips_.front().first) return false;
        return columns.end() <= strips_.back().first + strips_.back().width;
    }
    // Strips begin where a period's number is divided by their width, which `step` divides too.
    static std::int32_t end_for(const Strip& strip, std::int32_t needed)
    {
        if (strip.width == 0) return needed;
        const auto held = strip.first + strip.width;
        return needed <= held ? held : (needed + step - 1) / step * step;
    }
    void widen(Strip& strip, std::int32_t first, std::int32_t end) const
    {
        if (strip.width > 0 && strip.first <= first && strip.first + strip.width >= end) return;
        Strip wider{first, end - first, {}};
        fit(wider);
        const auto offset = static_cast<std::size_t>(strip.first - first) * side;
        for (std::size_t octet = 0; octet < octets_ && strip.width > 0; ++octet)
            std::copy_n(strip.cells.data() + octet * strip.octet(), strip.octet(),
                        wider.cells.data() + octet * wider.octet() + offset);
        strip = std::move(wider);
    }
    void fit(Strip& strip) const
    {
        const auto before = strip.cells.size(), cells = octets_ * strip.octet();
        if (cells > strip.cells.capacity())
            strip.cells.reserve(std::max(cells, strip.cells.size() / 16 * 17));
        if constexpr (empty == 0) {
            strip.cells.resize(cells); // zeros, which nobody has to write
            populate(strip.cells.data() + before, cells - before);
        } else {
            strip.cells.resize(cells, static_cast<T>(empty));
        }
    }

    std::vector<Strip> strips_;
    std::int32_t first_strip_ = 0;
    std::uint32_t octets_ = 0;
};

} // namespace tuermer
