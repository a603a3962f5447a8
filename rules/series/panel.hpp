// SPDX-License-Identifier: EUPL-1.2
// The unit of computation: one measure (or computed figure) over all its areas and groups, dense: a
// value and a byte of marks for every row and period; 9 bytes a cell. Rows are keys. Rows and
// periods grow; a row's number is a stable name while the process lives.
#pragma once

#include "rules/series/blocked_cells.hpp"
#include "rules/series/observation.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tuermer {

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

    // not_yet outside of what is held.
    Cell at(std::uint32_t row, Period period) const;
    // Whether the cell changed. Covers the period if need be.
    bool put(std::uint32_t row, Period period, Cell cell);
    // The periods from the first to the last of a row of which anything is known.
    std::optional<PeriodRange> known(std::uint32_t row) const;
    // Whether that is every period held, for each of these rows of an octet.
    bool known_throughout(RowRange rows) const;

    // Many cells at once, period by period: [period][row], values and the bytes of their marks.
    // `rows` in any order. Periods need not be held. False when all values are there and final:
    // then no marks are written.
    bool read(std::span<const std::uint32_t> rows, Columns columns, double* values,
              std::uint8_t* marks) const;
    bool read(RowRange rows, Columns columns, double* values, std::uint8_t* marks) const;
    // Cells of periods that are held; a missing one's value must be 0. changed[i] becomes 1 where a
    // cell was another one, bit for bit.
    void write(RowRange rows, Columns columns, const double* values, const std::uint8_t* marks,
               std::uint8_t* changed);
    // The part of these periods that is held.
    Columns held(Columns columns) const;

private:
    static constexpr auto not_yet = static_cast<unsigned>(Missing::not_yet);
    template <class Runs>
    bool read(Runs runs, std::size_t rows, Columns columns, double* values,
              std::uint8_t* marks) const;

    std::string name_;
    Unit unit_;
    Frequency frequency_ = Frequency::year;
    std::shared_ptr<KeyTable> keys_ = std::make_shared<KeyTable>();
    std::uint32_t rows_ = 0;
    std::int32_t first_ = 0;    // running number of the first period held
    std::uint32_t columns_ = 0; // periods held
    BlockedCells<double> values_;
    BlockedCells<std::uint8_t, not_yet> marks_;
};

} // namespace tuermer
