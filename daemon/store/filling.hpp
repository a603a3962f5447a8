// SPDX-License-Identifier: EUPL-1.2
// A measure's panel as it comes back from the store, sheet by sheet, in whatever order they lie
// there.
#pragma once

#include "daemon/store/sheet.hpp"
#include "rules/series/panel.hpp"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tuermer::stored {

// A measure's series by their place: numbers, and keys as they are stored, one behind the other.
struct StoredSeries {
    std::vector<std::int64_t> numbers; // [place], ascending
    std::string keys;
    std::vector<std::size_t> key_ends; // [place]

    std::string_view key(std::size_t place) const;
    bool has_keys_of(const StoredSeries& other) const
    {
        return keys == other.keys && key_ends == other.key_ends;
    }
};

// Where each series stands in the panel.
struct SeriesRows {
    static constexpr std::uint32_t no_row = KeyTable::no_row; // its dimensions are others by now
    Panel model;                                              // rows and nothing in them
    std::vector<std::uint32_t> row_of;                        // [place]
    std::vector<std::size_t> place_of;                        // [row]
};
// Nothing when a key is none.
std::optional<SeriesRows> rows_of(const StoredSeries& series,
                                  const std::vector<std::string>& dimensions);

struct StoredSheet {
    Period period;
    std::optional<std::int64_t> first; // daemon/store/sheet.hpp
    std::string cells;
};

// Of each cell, what was seen last stays. A sheet is a column and the panel keeps the periods of
// eight rows together, so some columns are gathered at a time.
class Filling {
public:
    // `periods`: of all sheets that will be seen.
    Filling(const MeasureShape& shape, std::vector<std::int64_t> series,
            std::shared_ptr<const SeriesRows> rows, PeriodRange periods);

    // False for a sheet that does not make sense.
    bool see(const StoredSheet& sheet);
    // Rows are the series that were told of, in the order in which they came into the store.
    Panel finish() &&;

private:
    static constexpr std::size_t width = 8;
    static constexpr std::uint8_t untold = 0xFF; // no mark is this one
    struct Column {
        Period period;
        std::vector<double> values;      // [place]
        std::vector<std::uint8_t> marks; // [place]
    };

    void begin();
    Column* gathered(Period period);
    Column& gather(Period period);
    std::optional<std::size_t> place_of(const StoredSheet& sheet, std::int64_t series) const;
    bool see_figures(Column& column, SheetReader& reader);
    bool see_single_cells(const StoredSheet& sheet);
    void flush();
    void fill_in(std::span<const Column> columns);
    void note_told();
    Panel told_rows() const;

    MeasureShape shape_;
    std::vector<std::int64_t> series_; // [place]: number
    std::shared_ptr<const SeriesRows> rows_;
    PeriodRange periods_;
    Panel panel_;
    std::vector<std::uint8_t> told_; // [row]
    bool all_told_ = false;
    std::array<Column, width> columns_;
    std::size_t used_ = 0;
};

} // namespace tuermer::stored
