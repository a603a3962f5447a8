// SPDX-License-Identifier: EUPL-1.2
// One measure's cells of one period, as one publication told them, in one JSON text, so that a
// person can read it with SQL (the view `observation`) and a national month is taken in and read
// back in milliseconds. Two forms:
//   dense   [48,"withheld",[52.5,"provisional"],null,7]   by place within the measure, from the
//           column `first` on; null: nothing was told about that series
//   sparse  {"17":48,"18":"withheld"}                     by number of the series; `first` is NULL
#pragma once

#include "rules/series/observation.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tuermer::stored {

// `series`: the series' number, or in a dense sheet its place within the measure.
struct SheetCell {
    std::int64_t series = 0;
    Cell cell;
};

// Finite values or none, ascending by series.
std::string sparse_sheet(std::span<const SheetCell> cells);
std::string dense_sheet(std::span<const SheetCell> cells); // the first one's place is `first`
// Whether the gaps cost less than naming every series.
bool is_dense(std::span<const SheetCell> cells);

// Reads exactly what was written; anything else ends the cells and is not `whole`.
class SheetReader {
public:
    SheetReader(std::string_view sheet, std::optional<std::int64_t> first);

    bool next(SheetCell& cell);
    // Of a dense sheet: the final figures that follow one another from here on, at most as many as
    // there is room for; how many those were. 0: `next` knows what comes.
    std::size_t plain_figures(std::span<double> figures);
    std::int64_t place() const { return place_; } // of what comes next in a dense sheet
    bool whole() const { return whole_; }         // after the last cell

private:
    bool open_next(std::int64_t& series);
    bool take(char expected);
    bool take(std::string_view expected);
    bool take_cell(Cell& cell);
    bool take_code(std::string_view& code);
    bool take_number(double& number);
    bool take_any_number(double& number);
    const char* plain_figure(const char* at, double& number) const;
    const char* short_figure(const char* at, double& number) const;

    const char* here_;
    const char* end_;
    std::int64_t place_; // of the next cell of a dense sheet
    bool dense_, whole_ = true, first_ = true;
};

} // namespace tuermer::stored
