// SPDX-License-Identifier: EUPL-1.2
#include "rules/series/panel.hpp"

#include <algorithm>

namespace tuermer {

namespace {

constexpr std::uint8_t not_yet = static_cast<std::uint8_t>(Missing::not_yet);

// Room for periods to come, so that a new month finds its column and the block is laid anew once in
// a while: a year of quarters; of a panel that has grown already, an eighth of what there is.
std::uint32_t with_spare(std::uint32_t columns, bool has_grown)
{
    return columns + std::max(4U, has_grown ? columns / 8 : 0);
}

} // namespace

Panel::Panel(std::string name, Unit unit, Frequency frequency, std::vector<std::string> dimensions)
    : name_(std::move(name)),
      unit_(std::move(unit)),
      frequency_(frequency),
      keys_(std::make_shared<KeyTable>(std::move(dimensions)))
{
}

Panel::Panel(const Panel& other)
    : name_(other.name_),
      unit_(other.unit_),
      frequency_(other.frequency_),
      keys_(std::make_shared<KeyTable>(*other.keys_)),
      rows_(other.rows_),
      first_(other.first_),
      columns_(other.columns_),
      capacity_(other.capacity_),
      values_(other.values_),
      marks_(other.marks_)
{
}

std::uint32_t Panel::row(const std::vector<std::string_view>& codes)
{
    const auto row = keys_->row(codes);
    grow(keys_->rows());
    return row;
}

void Panel::grow(std::uint32_t rows)
{
    if (rows <= rows_) return;
    rows_ = rows;
    values_.resize(std::size_t{rows_} * capacity_);
    marks_.resize(std::size_t{rows_} * capacity_, not_yet);
}

void Panel::cover(PeriodRange periods)
{
    const auto from = periods.first.index(), to = periods.last.index();
    if (columns_ == 0) {
        const auto needed = static_cast<std::uint32_t>(to - from + 1);
        first_ = from;
        if (needed > capacity_) relayout(0, with_spare(needed, false));
        columns_ = needed;
        return;
    }
    const auto before = static_cast<std::uint32_t>(std::max(0, first_ - from));
    const auto last = std::max(to, first_ + static_cast<std::int32_t>(columns_) - 1);
    const auto needed = static_cast<std::uint32_t>(last - std::min(from, first_) + 1);
    if (before > 0 || needed > capacity_)
        relayout(before, needed > capacity_ ? with_spare(needed, true) : capacity_);
    columns_ = needed;
}

void Panel::reserve(std::uint32_t rows, std::uint32_t columns)
{
    values_.reserve(std::size_t{rows} * std::max(columns, capacity_));
    marks_.reserve(std::size_t{rows} * std::max(columns, capacity_));
    if (columns > capacity_) relayout(0, columns);
}

// Lays all rows out anew with a wider stride and, where earlier periods came, shifted to the right.
void Panel::relayout(std::uint32_t columns_before, std::uint32_t capacity)
{
    PagedVector<double> values(std::size_t{rows()} * capacity);
    PagedVector<std::uint8_t> marks(std::size_t{rows()} * capacity, not_yet);
    for (std::size_t row = 0; row < rows(); ++row) {
        const auto from = row * capacity_, to = row * capacity + columns_before;
        std::copy_n(values_.data() + from, columns_, values.data() + to);
        std::copy_n(marks_.data() + from, columns_, marks.data() + to);
    }
    values_ = std::move(values);
    marks_ = std::move(marks);
    first_ -= static_cast<std::int32_t>(columns_before);
    capacity_ = capacity;
}

Cell Panel::at(std::uint32_t row, Period period) const
{
    const auto column = static_cast<std::int64_t>(period.index()) - first_;
    if (period.frequency() != frequency_ || column < 0 || column >= columns_ || row >= rows())
        return {};
    const auto place = std::size_t{row} * capacity_ + static_cast<std::size_t>(column);
    return {values_[place], Mark::from_byte(marks_[place])};
}

bool Panel::put(std::uint32_t row, Period period, Cell cell)
{
    if (columns_ == 0 || period < first() || period > last()) cover({period, period});
    const auto place =
        std::size_t{row} * capacity_ + static_cast<std::size_t>(period.index() - first_);
    const double value = cell.has_value() ? cell.value : 0;
    if (values_[place] == value && marks_[place] == cell.mark.byte()) return false;
    values_[place] = value;
    marks_[place] = cell.mark.byte();
    return true;
}

std::span<const double> Panel::values(std::uint32_t row) const
{
    return {values_.data() + std::size_t{row} * capacity_, columns_};
}

std::span<const std::uint8_t> Panel::marks(std::uint32_t row) const
{
    return {marks_.data() + std::size_t{row} * capacity_, columns_};
}

std::span<double> Panel::values(std::uint32_t row)
{
    return {values_.data() + std::size_t{row} * capacity_, columns_};
}

std::span<std::uint8_t> Panel::marks(std::uint32_t row)
{
    return {marks_.data() + std::size_t{row} * capacity_, columns_};
}

void Panel::prefetch(std::uint32_t row, std::int32_t column, std::uint32_t count) const
{
    constexpr std::int32_t doubles_per_line = 8, most_lines = 8;
    if (count > most_lines * doubles_per_line) return; // the hardware foresees long rows
    const auto held = static_cast<std::int32_t>(columns_);
    const auto from = std::clamp(column, 0, held);
    const auto to = std::clamp(column + static_cast<std::int32_t>(count), from, held);
    if (from == to) return;
    const auto* values = values_.data() + std::size_t{row} * capacity_;
    for (auto c = from; c < to; c += doubles_per_line) __builtin_prefetch(values + c);
    __builtin_prefetch(values + (to - 1));
    __builtin_prefetch(marks_.data() + std::size_t{row} * capacity_ + from);
}

} // namespace tuermer
