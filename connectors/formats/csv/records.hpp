// SPDX-License-Identifier: EUPL-1.2
// The scanner: one record of a CSV text at a time, as views into the text. No allocation per cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::csv {

// RFC 4180 and what people make of it: a quote opens only at a cell's beginning (blanks before it
// are passed over), doubled quotes are folded in place, line ends inside quotes belong to the cell,
// CR LF and LF may be mixed. U+0085 (NEL) and U+2028 are text. A quote of '\0' means: there are no
// quotes.
class Records {
public:
    // Readable bytes that the text must have behind its end: the scanner looks ahead by whole
    // blocks.
    static constexpr std::size_t padding = 64;

    // `line_end` is '\n' (with or without CR before it) or '\r' alone. `line`: where the text
    // begins, from 1.
    Records(char* begin, char* end, char separator, char quote, char line_end,
            std::uint32_t line = 1);

    // The next record's cells; false at the end. Views hold until the text is gone.
    bool next(std::vector<std::string_view>& cells);

    std::uint32_t line() const { return line_; } // where the record began, from 1
    std::uint32_t next_line() const { return next_line_; }
    const char* position() const { return at_; }
    const char* record_begin() const { return begin_; }
    // Of the record read last:
    std::size_t size() const { return static_cast<std::size_t>(at_ - begin_); } // bytes
    bool ended_by_line_end() const { return ended_by_line_end_; }
    bool unclosed_quote() const { return unclosed_quote_; } // it runs to the end of the text
    // Cells so far that went on after their closing quote: a sign of the wrong separator.
    std::uint64_t stray_quotes() const { return stray_quotes_; }

private:
    static constexpr unsigned block_size = 64;

    std::uint64_t ends_in(const char* block) const;
    char* cell_end(char* at);
    char* quoted(char* at, std::string_view& cell);
    char* fold_rest(char* at, char* begin, char* out, std::string_view& cell);
    char* plain(char* at, std::string_view& cell);

    char* at_;
    const char* begin_;
    char* end_;
    char* block_;            // looked at last
    std::uint64_t ends_ = 0; // a bit for each byte in it that ends a cell
    char separator_, quote_, line_end_;
    std::uint32_t line_ = 0, next_line_;
    std::uint64_t stray_quotes_ = 0;
    bool ended_by_line_end_ = false, unclosed_quote_ = false;
};

// '\n' where there is one, '\r' in the files of old Macintosh programs.
char line_end_of(std::string_view text);

} // namespace tuermer::csv
