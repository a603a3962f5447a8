// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/filling.hpp"

#include <algorithm>
#include <span>

namespace tuermer::stored {

namespace {

using KeyParts = std::vector<std::pair<std::string, std::string>>;

// The codes of a key in the order of the dimensions; nothing when it has others.
std::optional<std::vector<std::string_view>> codes_in(const KeyParts& key,
                                                      const std::vector<std::string>& dimensions)
{
    if (key.size() != dimensions.size()) return std::nullopt;
    std::vector<std::string_view> codes;
    for (const auto& dimension : dimensions) {
        const auto part = std::ranges::find(key, dimension, [](auto& pair) { return pair.first; });
        if (part == key.end()) return std::nullopt;
        codes.emplace_back(part->second);
    }
    return codes;
}

} // namespace

std::string_view StoredSeries::key(std::size_t place) const
{
    const auto begin = place == 0 ? 0 : key_ends[place - 1];
    return std::string_view(keys).substr(begin, key_ends[place] - begin);
}

std::optional<SeriesRows> rows_of(const StoredSeries& series,
                                  const std::vector<std::string>& dimensions)
{
    SeriesRows rows{Panel("", {}, {}, dimensions), {}, {}};
    for (std::size_t place = 0; place < series.key_ends.size(); ++place) {
        const auto key = parse_key(series.key(place));
        if (!key) return std::nullopt;
        const auto codes = codes_in(*key, dimensions);
        rows.row_of.push_back(codes ? rows.model.row(*codes) : SeriesRows::no_row);
        if (codes) rows.place_of.push_back(place);
    }
    return rows;
}

Filling::Filling(const MeasureShape& shape, std::vector<std::int64_t> series,
                 std::shared_ptr<const SeriesRows> rows, PeriodRange periods)
    : shape_(shape), series_(std::move(series)), rows_(std::move(rows)), periods_(periods)
{
}

// Not before there is something to fill in: new memory takes its time, which others can use.
void Filling::begin()
{
    Panel shared(shape_.name, shape_.unit, shape_.frequency, shape_.dimensions);
    shared.share_keys(rows_->model);
    panel_ = shared; // with a key table of its own
    panel_.cover(periods_);
    panel_.grow(rows_->model.rows());
    told_.resize(panel_.rows());
}

bool Filling::see(const StoredSheet& sheet)
{
    if (panel_.empty()) begin();
    if (!sheet.first && gathered(sheet.period) == nullptr) return see_single_cells(sheet);
    auto& column = gather(sheet.period);
    SheetReader reader(sheet.cells, sheet.first);
    SheetCell cell;
    do {
        if (sheet.first && !see_figures(column, reader)) return false;
        if (!reader.next(cell)) break;
        const auto place = place_of(sheet, cell.series);
        if (!place) return false;
        column.values[*place] = cell.cell.value;
        column.marks[*place] = cell.cell.mark.byte();
    } while (true);
    return reader.whole();
}

std::optional<std::size_t> Filling::place_of(const StoredSheet& sheet, std::int64_t series) const
{
    const auto found = sheet.first ? series_.end() : std::ranges::lower_bound(series_, series);
    const auto place = static_cast<std::size_t>(sheet.first ? series : found - series_.begin());
    if (place >= series_.size() || (!sheet.first && *found != series)) return std::nullopt;
    return place;
}

// The bulk of a dense sheet at once.
bool Filling::see_figures(Column& column, SheetReader& reader)
{
    const auto first = static_cast<std::size_t>(reader.place());
    if (first > series_.size()) return false;
    const auto count = reader.plain_figures(std::span(column.values).subspan(first));
    std::fill_n(column.marks.begin() + static_cast<std::ptrdiff_t>(first), count,
                Mark(Missing::none).byte());
    return true;
}

// A revision of a few, long after the rest of its period was filled in.
bool Filling::see_single_cells(const StoredSheet& sheet)
{
    SheetReader reader(sheet.cells, sheet.first);
    for (SheetCell cell; reader.next(cell);) {
        const auto place = place_of(sheet, cell.series);
        if (!place) return false;
        const auto row = rows_->row_of[*place];
        if (row == SeriesRows::no_row) continue;
        panel_.put(row, sheet.period, cell.cell);
        told_[row] = 1;
    }
    return reader.whole();
}

Filling::Column* Filling::gathered(Period period)
{
    const auto end = columns_.begin() + used_;
    const auto found = std::find_if(columns_.begin(), end,
                                    [&](const Column& column) { return column.period == period; });
    return found == end ? nullptr : &*found;
}

Filling::Column& Filling::gather(Period period)
{
    if (auto* const column = gathered(period)) return *column;
    if (used_ == width) flush();
    auto& column = columns_[used_++];
    column.period = period;
    column.values.resize(series_.size());
    column.marks.assign(series_.size(), untold);
    return column;
}

void Filling::flush()
{
    note_told();
    const auto columns = std::span(columns_).first(used_);
    std::ranges::sort(columns, {}, &Column::period);
    for (auto first = columns.begin(); first != columns.end();) {
        auto end = first + 1;
        while (end != columns.end() && end->period == (end - 1)->period + 1) ++end;
        fill_in({first, end});
        first = end;
    }
    used_ = 0;
}

// Columns of successive periods. A cell that they did not tell of stays as it is.
void Filling::fill_in(std::span<const Column> columns)
{
    constexpr std::uint32_t at_a_time = 64;
    const Columns periods{columns.front().period.index(),
                          static_cast<std::uint32_t>(columns.size())};
    std::array<double, at_a_time * width> values{};
    std::array<std::uint8_t, at_a_time * width> marks{}, changed{};
    for (RowRange some{0, 0}; some.first < panel_.rows(); some.first = some.end) {
        some.end = std::min(some.first + at_a_time, panel_.rows());
        const std::size_t count = some.end - some.first;
        if (!panel_.read(some, periods, values.data(), marks.data())) marks.fill(0);
        for (std::size_t c = 0; c < columns.size(); ++c)
            for (std::size_t r = 0; r < count; ++r) {
                const auto place = rows_->place_of[some.first + r];
                if (columns[c].marks[place] == untold) continue;
                values[c * count + r] = columns[c].values[place];
                marks[c * count + r] = columns[c].marks[place];
            }
        panel_.write(some, periods, values.data(), marks.data(), changed.data());
    }
}

void Filling::note_told()
{
    if (all_told_) return;
    for (const auto& column : std::span(columns_).first(used_))
        for (std::uint32_t row = 0; row < panel_.rows(); ++row)
            if (column.marks[rows_->place_of[row]] != untold) told_[row] = 1;
    all_told_ = std::ranges::find(told_, 0) == told_.end();
}

Panel Filling::finish() &&
{
    if (panel_.empty()) return {shape_.name, shape_.unit, shape_.frequency, shape_.dimensions};
    flush();
    return all_told_ ? std::move(panel_) : told_rows();
}

Panel Filling::told_rows() const
{
    Panel told(shape_.name, shape_.unit, shape_.frequency, shape_.dimensions);
    told.cover(periods_);
    std::vector<std::string_view> codes(shape_.dimensions.size());
    for (std::uint32_t row = 0; row < panel_.rows(); ++row) {
        if (told_[row] == 0) continue;
        for (std::size_t d = 0; d < codes.size(); ++d) codes[d] = panel_.keys().code(row, d);
        const auto kept = told.row(codes);
        for (auto period = panel_.first(); period <= panel_.last(); period = period + 1)
            told.put(kept, period, panel_.at(row, period));
    }
    return told;
}

} // namespace tuermer::stored
