// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/results.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace tuermer {

namespace {

constexpr auto not_yet_byte = static_cast<std::uint8_t>(Missing::not_yet);

// From ranks to the panel's bytes; a missing cell's value is 0.
void settle(Block& block, std::size_t cells)
{
    if (block.clean) {
        block.spell_out_marks(cells);
        return;
    }
    for (std::size_t i = 0; i < cells; ++i) {
        const auto mark = mark_of(block.marks[i]);
        if (!mark.has_value()) block.values[i] = 0;
        block.marks[i] = mark.byte();
    }
}

} // namespace

void Results::take(RowRange rows, Block& value)
{
    settle(value, std::size_t{rows.end - rows.first} * columns_.count);
    const std::array parts{Part{&panels_.value, &value}};
    store(rows, parts);
}

void Results::take_rate(RowRange rows, Block& numerator, Block& denominator, Block& value,
                        double per)
{
    const auto cells = std::size_t{rows.end - rows.first} * columns_.count;
    divide_rate(per, numerator, denominator, cells, value);
    for (auto* block : {&numerator, &denominator, &value}) settle(*block, cells);
    const std::array parts{Part{&panels_.value, &value}, Part{&*panels_.numerator, &numerator},
                           Part{&*panels_.denominator, &denominator}};
    store(rows, parts);
}

// Cells that the panel does not hold are not_yet, before and after.
void Results::store(RowRange rows, std::span<const Part> parts)
{
    const std::size_t count = rows.end - rows.first;
    cover(count, parts);
    const auto held = parts[0].panel->held(columns_);
    if (held.count == 0) return;
    differs_.assign(count * held.count, 0);
    const auto from = static_cast<std::size_t>(held.first - columns_.first) * count;
    for (const auto& [panel, block] : parts)
        panel->write(rows, held, block->values.data() + from, block->marks.data() + from,
                     differs_.data());
    note_moved(rows, held);
}

// Room for the periods in which something is known; the parts of a rate are known together.
void Results::cover(std::size_t rows, std::span<const Part> parts)
{
    const auto& panel = *parts[0].panel;
    if (panel.held(columns_).count == columns_.count) return;
    const auto& marks = parts[0].block->marks;
    const auto end = marks.begin() + static_cast<std::ptrdiff_t>(rows * columns_.count);
    const auto is_known = [](std::uint8_t mark) { return mark != not_yet_byte; };
    const auto first = std::find_if(marks.begin(), end, is_known);
    if (first == end) return;
    const auto last = std::find_if(std::reverse_iterator(end), marks.rend(), is_known);
    const auto period = [&](auto place) {
        const auto column = static_cast<std::size_t>(place - marks.begin()) / rows;
        return Period(panel.frequency(), columns_.first + static_cast<std::int32_t>(column));
    };
    const PeriodRange known{period(first), period(last.base() - 1)};
    for (const auto& part : parts) part.panel->cover(known);
}

void Results::note_moved(RowRange rows, Columns columns)
{
    const auto count = rows.end - rows.first;
    const auto has = [&](int differs) {
        return std::memchr(differs_.data(), differs, differs_.size()) != nullptr;
    };
    if (!has(1)) return;
    if (!has(0)) {
        moved_.add({rows.first, rows.end, columns.first, columns.end() - 1});
        return;
    }
    for (std::uint32_t r = 0; r < count; ++r)
        for (std::uint32_t c = 0; c < columns.count; ++c) {
            const auto begin = c;
            while (c < columns.count && differs_[std::size_t{c} * count + r] != 0) ++c;
            const auto first = columns.first + static_cast<std::int32_t>(begin);
            moved_.add({rows.first + r, rows.first + r + 1, first,
                        columns.first + static_cast<std::int32_t>(c) - 1});
        }
}

} // namespace tuermer
