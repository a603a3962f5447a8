// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/results.hpp"

#include <algorithm>
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

void Results::take(std::uint32_t first, std::uint32_t rows, Block& value)
{
    settle(value, std::size_t{rows} * columns_.count);
    const std::array parts{Part{&panels_.value, &value}};
    store(first, rows, parts);
}

void Results::take_rate(std::uint32_t first, std::uint32_t rows, Block& numerator,
                        Block& denominator, Block& value, double per)
{
    const auto cells = std::size_t{rows} * columns_.count;
    divide_rate(per, numerator, denominator, cells, value);
    for (auto* block : {&numerator, &denominator, &value}) settle(*block, cells);
    const std::array parts{Part{&panels_.value, &value}, Part{&*panels_.numerator, &numerator},
                           Part{&*panels_.denominator, &denominator}};
    store(first, rows, parts);
}

void Results::store(std::uint32_t first, std::uint32_t rows, std::span<const Part> parts)
{
    cover(rows, parts);
    const auto& value = *parts[0].panel;
    const auto column = value.empty() ? 0 : columns_.first - value.first().index();
    for (std::uint32_t r = 0; r < rows; ++r) {
        if (r + rows_ahead < rows)
            for (const auto& part : parts)
                part.panel->prefetch(first + r + rows_ahead, column, columns_.count);
        store_row(first + r, std::size_t{r} * columns_.count, parts);
    }
}

// Room for the periods in which something is known; the parts of a rate are known together.
void Results::cover(std::uint32_t rows, std::span<const Part> parts)
{
    const auto& value = *parts[0].panel;
    const auto last = columns_.first + static_cast<std::int32_t>(columns_.count) - 1;
    if (!value.empty() && value.first().index() <= columns_.first && last <= value.last().index())
        return;
    auto from = columns_.count, to = std::uint32_t{0};
    for (std::uint32_t r = 0; r < rows; ++r)
        for (std::uint32_t c = 0; c < columns_.count; ++c)
            if (parts[0].block->marks[std::size_t{r} * columns_.count + c] != not_yet_byte) {
                from = std::min(from, c);
                to = std::max(to, c);
            }
    if (from == columns_.count) return;
    const Period first(value.frequency(), columns_.first + static_cast<std::int32_t>(from));
    const Period end(value.frequency(), columns_.first + static_cast<std::int32_t>(to));
    for (const auto& part : parts) part.panel->cover({first, end});
}

// Cells that the panel does not hold are not_yet, before and after.
void Results::store_row(std::uint32_t row, std::size_t at, std::span<const Part> parts)
{
    const auto& value = *parts[0].panel;
    if (value.empty()) return;
    const auto shift = columns_.first - value.first().index(); // block column → panel column
    const auto held = static_cast<std::int32_t>(value.columns());
    const auto count = static_cast<std::int32_t>(columns_.count);
    const auto begin = std::clamp(-shift, 0, count), end = std::clamp(held - shift, begin, count);
    if (begin == end) return;
    const auto cells = static_cast<std::size_t>(end - begin);
    bool any = false;
    for (const auto& [panel, block] : parts) {
        const auto* values = block->values.data() + at + begin;
        const auto* marks = block->marks.data() + at + begin;
        auto* held_values = panel->values(row).data() + (shift + begin);
        auto* held_marks = panel->marks(row).data() + (shift + begin);
        if (std::memcmp(values, held_values, cells * sizeof(double)) == 0 &&
            std::memcmp(marks, held_marks, cells) == 0)
            continue;
        if (!any) differs_.assign(columns_.count, 0);
        any = true;
        note_differing(values, held_values, marks, held_marks, cells, differs_.data() + begin);
        std::copy_n(values, cells, held_values);
        std::copy_n(marks, cells, held_marks);
    }
    if (any) note_moved(row);
}

void Results::note_moved(std::uint32_t row)
{
    const auto end = differs_.end();
    for (auto from = std::find(differs_.begin(), end, 1); from != end;) {
        const auto to = std::find(from, end, 0);
        moved_.add({row, row + 1,
                    columns_.first + static_cast<std::int32_t>(from - differs_.begin()),
                    columns_.first + static_cast<std::int32_t>(to - differs_.begin()) - 1});
        from = std::find(to, end, 1);
    }
}

} // namespace tuermer
