// SPDX-License-Identifier: EUPL-1.2
// One measure's cells of one period, as one publication told them, in one text: {"17":48,
// "18":"withheld","19":[52.5,"provisional"]}. The key is the number of the series. JSON, so that a
// person can read it with SQL (the view `observation`); one text instead of a row per cell, so that
// a national month is taken in and read back some ten times as fast.
#pragma once

#include "rules/series/observation.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace tuermer::stored {

struct SheetCell {
    std::int64_t series = 0;
    Cell cell;
};

void append(std::string& sheet, const SheetCell& cell); // a finite value, or none
void finish(std::string& sheet);

// Reads exactly what was written; anything else ends the cells and is not `whole`.
class SheetReader {
public:
    explicit SheetReader(std::string_view sheet) : rest_(sheet), whole_(take("{")) {}

    bool next(SheetCell& cell);
    bool whole() const { return whole_; } // after the last cell

private:
    bool take(std::string_view expected);
    bool take_value(Cell& cell);
    bool take_code(std::string_view& code);
    bool take_number(double& number);

    std::string_view rest_;
    bool whole_;
    bool first_ = true;
};

} // namespace tuermer::stored
