// SPDX-License-Identifier: EUPL-1.2
// The unit of computation: one measure (or computed figure) over all its areas and groups, dense:
// values[row][column] and a byte of marks beside it; 9 bytes a cell. Columns are periods; rows are
// keys. Both grow; a row never moves, so its number is a stable name while the process lives.
#pragma once

#include "rules/base/pages.hpp"
#include "rules/series/observation.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tuermer {

struct RowRange {
    std::uint32_t first = 0, end = 0; // half open
    bool operator==(const RowRange&) const = default;
};
struct PeriodRange {
    Period first, last; // both included
    bool operator==(const PeriodRange&) const = default;
};

class Panel {
public:
    // Named limits: a panel beyond them is refused with a clear error before memory runs out.
    static constexpr std::uint32_t max_rows = 40'000'000;
    static constexpr std::uint32_t max_columns = 6'000;
    static constexpr std::uint64_t max_cells = 2'000'000'000; // 18 GB

    Panel() = default;
    Panel(std::string name, Unit unit, Frequency frequency, std::vector<std::string> dimensions);
    Panel(const Panel& other); // with a key table of its own
    Panel& operator=(const Panel& other) { return *this = Panel(other); }
    Panel(Panel&&) noexcept = default;
    Panel& operator=(Panel&&) noexcept = default;
    ~Panel() = default;

    const std::string& name() const { return name_; }
    const Unit& unit() const { return unit_; }
    Frequency frequency() const { return frequency_; }
    const KeyTable& keys() const { return *keys_; }
    std::uint32_t rows() const { return rows_; }
    std::uint32_t columns() const { return columns_; } // periods held, from first() on
    Period first() const { return {frequency_, first_}; }
    Period last() const { return {frequency_, first_ + static_cast<std::int32_t>(columns_) - 1}; }
    bool empty() const { return columns_ == 0; }

    // The row of a key, added (with all cells not_yet) when it is new.
    std::uint32_t row(const std::vector<std::string_view>& codes);
    // The rows of another panel are this one's rows: one key table for both, which only the other
    // one adds to. `grow` follows it: so many of its rows exist here.
    void share_keys(const Panel& other) { keys_ = other.keys_; }
    void grow(std::uint32_t rows);
    // Makes room so that `row < rows()` cells of these periods exist.
    void cover(PeriodRange periods);
    void reserve(std::uint32_t rows, std::uint32_t columns);

    // not_yet outside of what is held.
    Cell at(std::uint32_t row, Period period) const;
    // Whether the cell changed. Covers the period if need be.
    bool put(std::uint32_t row, Period period, Cell cell);

    // A whole row, columns() long, aligned to first().
    std::span<const double> values(std::uint32_t row) const;
    std::span<const std::uint8_t> marks(std::uint32_t row) const;
    std::span<double> values(std::uint32_t row);
    std::span<std::uint8_t> marks(std::uint32_t row);

    // Cells that are needed in a moment: rows lie far apart, and waiting for memory once is cheaper
    // than waiting for each row. Columns need not be held.
    void prefetch(std::uint32_t row, std::int32_t column, std::uint32_t count) const;

private:
    void relayout(std::uint32_t columns_before, std::uint32_t capacity);

    std::string name_;
    Unit unit_;
    Frequency frequency_ = Frequency::year;
    std::shared_ptr<KeyTable> keys_ = std::make_shared<KeyTable>();
    std::uint32_t rows_ = 0;
    std::int32_t first_ = 0;     // index of column 0
    std::uint32_t columns_ = 0;  // in use
    std::uint32_t capacity_ = 0; // columns a row has room for: the stride
    PagedVector<double> values_;
    PagedVector<std::uint8_t> marks_;
};

} // namespace tuermer
