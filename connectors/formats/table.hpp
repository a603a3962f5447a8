// SPDX-License-Identifier: EUPL-1.2
// What every format becomes: a table of text cells with provenance, so that each figure can name
// the row, column and sheet it came from.
#pragma once

#include "connectors/bytes/byte_source.hpp"
#include "connectors/formats/signs.hpp"
#include "rules/base/pages.hpp"
#include "rules/base/result.hpp"
#include "rules/base/settings.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tuermer {

// Cells are stretches of one text that the table owns, eight bytes each; row-major, ragged rows
// filled with "". The text is at most 4 GiB.
class CellTable {
public:
    std::string name;                  // sheet, or the file's name
    bool lettered = false;             // a sheet: people call its columns A, B, C
    std::vector<std::string> columns;  // unified header: several header rows joined by " | "
    std::uint32_t first_data_line = 1; // line (row of the sheet) of the first data row, from 1
    // Rows with something in cells beyond the last column: a separator stands bare in a cell, and
    // all that follows it has moved. At most `max_overlong` are kept; whoever maps figures refuses
    // them.
    struct Overlong {
        std::uint32_t line = 0, cells = 0;
        bool operator==(const Overlong&) const = default;
    };
    std::vector<Overlong> overlong;
    static constexpr std::size_t max_overlong = 1'000;

    std::uint32_t rows() const { return static_cast<std::uint32_t>(lines_.size()); }
    std::string_view cell(std::uint32_t row, std::uint32_t column) const
    {
        const auto cell = cells_[std::size_t{row} * columns.size() + column];
        return {text_->data() + cell.begin, cell.length};
    }
    // Where the row stands in the file, from 1: for messages ("Zeile 12"). In cubes, whose text is
    // often one long line, the running number of the observation.
    std::uint32_t line(std::uint32_t row) const { return lines_[row]; }

    // For readers: the text first, then rows whose cells view into it (or are empty).
    void own(std::shared_ptr<const std::string> text) { text_ = std::move(text); }
    void add_row(std::uint32_t line, const std::vector<std::string_view>& cells);
    // For readers that gather their text cell by cell: rows first, the text last.
    struct Stretch {
        std::uint32_t begin = 0, length = 0;
    };
    void add_row(std::uint32_t line, const std::vector<Stretch>& cells);
    void widen(std::size_t width); // rows added so far get empty cells for columns named since
    void reserve(std::size_t rows);
    void drop_last_rows(std::uint32_t count); // footers
    void clear_rows();                        // and the memory is kept

private:
    std::shared_ptr<const std::string> text_ = std::make_shared<const std::string>();
    PagedVector<Stretch> cells_;
    PagedVector<std::uint32_t> lines_;
};

// What was guessed or told of how the bytes are to be read: shown by `fetch --dry-run`.
struct Dialect {
    std::string encoding = "utf-8"; // IANA name as ICU knows it
    bool bom = false;
    char separator = ',';
    char quote = '"';
    char decimal = '.';
    char thousands = '\0';
    std::uint32_t header_rows = 1;
    std::uint32_t skip = 0; // lines before the header
    bool decimal_told =
        false; // by the configuration; else each column of figures judges for itself
    bool operator==(const Dialect&) const = default;
};

struct ReadTable {
    std::string format; // "csv", "zip/xlsx": filled in by whoever found it out
    Dialect dialect;
    std::vector<CellTable> tables;
    std::vector<Text> remarks; // footers left out, ragged rows, rows after an empty line …
    // What the format itself says of its signs in place of figures, over default_signs(), and of
    // the codes in its column of statuses. The configuration's own signs go before both.
    Signs signs, statuses;
};

// A long table portion by portion, so that neither its text nor its cells need be held.
class TablePortions {
public:
    TablePortions() = default;
    TablePortions(const TablePortions&) = delete;
    TablePortions& operator=(const TablePortions&) = delete;
    virtual ~TablePortions() = default;

    // What is said of the table as a whole: format, dialect, signs, and when the last portion is
    // read, remarks. No tables.
    virtual ReadTable& about() = 0;
    virtual std::size_t expected_rows() const = 0; // by the first ones
    // The rows that follow, until the next ones are asked for. First there is always a table,
    // perhaps without rows; nullptr: that was all.
    virtual Result<const CellTable*> next() = 0;
    virtual void rewind() = 0; // to the first portion
};

// Limits on everything that grows; beyond them the file is refused.
struct ReadLimits {
    std::uint64_t bytes = 4ULL << 30U;
    std::uint32_t columns = 4'096;
    std::uint32_t rows = 50'000'000;
    std::uint32_t cell_bytes = 1U << 20U;
    std::uint64_t cells = 400'000'000; // rows × columns: short rows cost as much as long ones
};

// A format's reader with its settings read once: bytes → tables, or a sentence why not.
class Reader {
public:
    virtual ~Reader() = default;
    virtual Result<ReadTable> read(std::string_view bytes, std::string_view name) const = 0;
    // Of formats whose rows can be read one after the other; else nullptr.
    virtual Result<std::unique_ptr<TablePortions>>
    portions(std::shared_ptr<const ByteSource> /*bytes*/, std::string_view /*name*/) const
    {
        return nullptr;
    }
};

struct FormatKind {
    std::string_view name;
    Text summary;
    std::unique_ptr<Reader> (*make)(Settings& settings); // of the table `format = { … }`
    // Whether the beginning of these bytes (any encoding) is this format's. Asked in the order of
    // the registry, the first yes counts: kinds with a mark of their own stand before csv.
    bool (*recognises)(std::string_view bytes);
};
const std::vector<FormatKind>& format_kinds(); // connectors/formats/registry.cpp

// For sources that name no format: each file is read as what it is, with that format's defaults.
std::unique_ptr<Reader> make_detecting_reader();

} // namespace tuermer
