// SPDX-License-Identifier: EUPL-1.2
#include "rules/series/panel.hpp"

#include <algorithm>

namespace tuermer {

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
    values_.grow(rows);
    marks_.grow(rows);
}

void Panel::cover(PeriodRange periods)
{
    const auto from = periods.first.index(), end = periods.last.index() + 1;
    const auto first = empty() ? from : std::min(from, first_);
    const auto held_end = first_ + static_cast<std::int32_t>(columns_);
    columns_ = static_cast<std::uint32_t>((empty() ? end : std::max(end, held_end)) - first);
    first_ = first;
    values_.cover({first_, columns_});
    marks_.cover({first_, columns_});
}

Cell Panel::at(std::uint32_t row, Period period) const
{
    const auto column = static_cast<std::int64_t>(period.index()) - first_;
    if (period.frequency() != frequency_ || column < 0 || column >= columns_ || row >= rows())
        return {};
    return {values_.at(row, period.index()), Mark::from_byte(marks_.at(row, period.index()))};
}

bool Panel::put(std::uint32_t row, Period period, Cell cell)
{
    if (columns_ == 0 || period < first() || period > last()) cover({period, period});
    auto& held_value = values_.at(row, period.index());
    auto& held_mark = marks_.at(row, period.index());
    const double value = cell.has_value() ? cell.value : 0;
    if (held_value == value && held_mark == cell.mark.byte()) return false;
    held_value = value;
    held_mark = cell.mark.byte();
    return true;
}

std::optional<PeriodRange> Panel::known(std::uint32_t row) const
{
    auto from = first_, last = first_ + static_cast<std::int32_t>(columns_) - 1;
    const auto is_unknown = [&](std::int32_t period) {
        return Mark::from_byte(marks_.at(row, period)).missing() == Missing::not_yet;
    };
    while (from <= last && is_unknown(from)) ++from;
    if (from > last) return std::nullopt;
    while (is_unknown(last)) --last;
    return PeriodRange{{frequency_, from}, {frequency_, last}};
}

bool Panel::known_throughout(RowRange rows) const
{
    if (columns_ == 0) return false;
    const auto last = first_ + static_cast<std::int32_t>(columns_) - 1;
    const auto* begin = &marks_.at(rows.first, first_);
    const auto* end = &marks_.at(rows.first, last);
    const auto is_known = [](std::uint8_t mark) {
        return Mark::from_byte(mark).missing() != Missing::not_yet;
    };
    bool are = true;
    for (std::uint32_t i = 0; i < rows.end - rows.first; ++i)
        are &= is_known(begin[i]) && is_known(end[i]);
    return are;
}

Columns Panel::held(Columns columns) const
{
    const auto end = first_ + static_cast<std::int32_t>(columns_);
    const auto from = std::clamp(columns.first, first_, end);
    return {from, static_cast<std::uint32_t>(std::clamp(columns.end(), from, end) - from)};
}

// `runs` calls with each range of rows that follow each other, and where they are in the sheet.
template <class Runs>
bool Panel::read(Runs runs, std::size_t rows, Columns columns, double* values,
                 std::uint8_t* marks) const
{
    const auto within = held(columns);
    const auto before =
        within.count == 0 ? 0 : static_cast<std::size_t>(within.first - columns.first);
    const auto begin = before * rows, end = (before + within.count) * rows;
    const auto fill_outside = [&](auto* cells, auto empty) {
        std::fill_n(cells, begin, empty);
        std::fill(cells + end, cells + rows * columns.count, empty);
    };
    bool marked = within.count < columns.count;
    fill_outside(values, 0.0);
    runs([&](RowRange run, std::size_t at) {
        values_.read(run, within, values + begin + at, rows);
        marked = marked || marks_.any(run, within);
    });
    if (!marked) return false;
    fill_outside(marks, static_cast<std::uint8_t>(not_yet));
    runs([&](RowRange run, std::size_t at) { marks_.read(run, within, marks + begin + at, rows); });
    return true;
}

bool Panel::read(std::span<const std::uint32_t> rows, Columns columns, double* values,
                 std::uint8_t* marks) const
{
    const auto runs = [rows](auto visit) {
        for (std::size_t i = 0; i < rows.size();) {
            const auto begin = i++;
            while (i < rows.size() && rows[i] == rows[i - 1] + 1) ++i;
            visit({rows[begin], rows[i - 1] + 1}, begin);
        }
    };
    return read(runs, rows.size(), columns, values, marks);
}

bool Panel::read(RowRange rows, Columns columns, double* values, std::uint8_t* marks) const
{
    const auto one_run = [rows](auto visit) { visit(rows, 0); };
    return read(one_run, rows.end - rows.first, columns, values, marks);
}

void Panel::write(RowRange rows, Columns columns, const double* values, const std::uint8_t* marks,
                  std::uint8_t* changed)
{
    values_.write(rows, columns, values, changed);
    marks_.write(rows, columns, marks, changed);
}

} // namespace tuermer
