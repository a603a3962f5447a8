// SPDX-License-Identifier: EUPL-1.2
// The scanner's records become a table's rows; what is odd about them is counted and told, and
// footers are taken off the end. Of a long text the table is filled again and again, portion by
// portion.
#pragma once

#include "connectors/formats/csv/csv.hpp"
#include "connectors/formats/csv/footers.hpp"
#include "connectors/formats/csv/records.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace tuermer::csv {

class TableBuilder {
public:
    // What was seen of the text so far: a value, so that one can go back to it.
    struct Seen {
        std::uint32_t header_rows = 0, rows = 0;
        bool blank_before = false; // the last line was one
        std::uint64_t blanks = 0, short_rows = 0, overlong_rows = 0;
        std::uint32_t first_short_line = 0, first_overlong_line = 0;
        std::size_t cells_in_last = 0;
    };

    TableBuilder(CellTable& table, const Dialect& dialect, const ReadLimits& limits)
        : table_(table), dialect_(dialect), limits_(limits)
    {
    }

    void begin(const Seen& seen); // an empty table
    // Adds rows, until there are so many or the text ends. `goes_on`: behind this text comes more,
    // so a last record without line end is not read; true if there is one.
    Result<bool> fill(Records& records, bool goes_on, std::uint32_t most_rows);
    const Seen& seen() const { return seen_; }
    // Of the table's last rows: whether they are footers shows at the end of the text.
    std::uint32_t rows_that_may_be_footers();
    // At the end of the text: an error where it was cut off; footers are dropped.
    Result<> finish(const Records& records);
    std::vector<Text> remarks() const;
    Error too_long_from(std::uint32_t line) const; // a record that does not end

private:
    bool is_usual(const Records& records) const;
    Result<> add(const Records& records, const std::vector<std::string_view>& cells);
    void note_width(std::uint32_t line, const std::vector<std::string_view>& cells);
    Result<> check_size(const Records& records, const std::vector<std::string_view>& cells) const;
    Result<> check_end(const Records& records) const;

    CellTable& table_;
    const Dialect& dialect_;
    ReadLimits limits_;
    Seen seen_;
    std::vector<std::string_view> cells_;          // of the record at hand
    std::vector<std::uint32_t> rows_behind_blank_; // of the table
    std::optional<std::uint32_t> label_;           // footers stand in this column
    Footers footers_;
};

} // namespace tuermer::csv
