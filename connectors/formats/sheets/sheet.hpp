// SPDX-License-Identifier: EUPL-1.2
// What XLSX, XLS and ODS have in common: a workbook of sheets with sparse, typed cells, of which
// each becomes a table: title lines, merged headers, footers, hidden rows.
#pragma once

#include "connectors/formats/table.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::sheets {

// `format = { kind = "xlsx", sheet = "Daten*", … }`; whatever is left out is found out.
struct SheetSettings {
    std::vector<std::string> sheets{};           // names or patterns; empty: all of them
    std::optional<std::uint32_t> sheet_number{}; // from 1, in the order of the workbook
    std::optional<std::uint32_t> header_rows{}, skip{};
    enum class Hidden : std::uint8_t { read, leave_out } hidden = Hidden::read;
    ReadLimits limits{};
};
SheetSettings read_sheet_settings(Settings& settings);

// Rows and columns from 0, both ends included.
struct MergedRange {
    std::uint32_t top = 0, left = 0, bottom = 0, right = 0;
};

// A cell with something in it; its text lies in the workbook's.
struct SparseCell {
    std::uint32_t begin = 0, length = 0;
    std::uint16_t column = 0;
    bool typed = false; // a number, date or truth value, not a text that looks like one
};

struct SparseRow {
    std::uint32_t line = 1;     // of the sheet, from 1
    std::size_t first_cell = 0; // of `Sheet::cells`, up to the next row's
    bool hidden = false;
};

struct Sheet {
    std::string name;
    bool hidden = false;
    std::vector<SparseRow> rows;   // rising; each has at least one cell
    std::vector<SparseCell> cells; // of a row: rising by column
    std::vector<MergedRange> merged;
    std::vector<std::uint16_t> hidden_columns; // rising
};

// A sheet as a table; rows above and below that do not belong to it are told in the remarks.
struct TableOfSheet {
    CellTable table;
    std::uint32_t skip = 0, header_rows = 0;
    bool texts_like_figures = false; // a text in the body looks like a figure with point or comma
    bool has_figures = false;        // else it is a title page or a list of contents
    std::vector<Text> remarks;
};
// The sheets of one file while they are read. All texts lie in one string of at most 4 GiB.
class Workbook {
public:
    explicit Workbook(const SheetSettings& settings)
        : settings_(settings), text_(std::make_shared<std::string>())
    {
    }

    // Of a sheet with this place (from 1), name and visibility: is it to be read?
    bool wants(std::uint32_t number, std::string_view name, bool hidden);
    void begin_sheet(std::string name, bool hidden);
    void end_sheet(); // makes the table of it
    // So much XML of cells will come, as its file claims: room is set aside that costs nothing
    // until it is used, so that nothing is copied while it grows.
    void expect(std::uint64_t xml_bytes);

    // Cells come row by row and from left to right; lines and columns from 1 and 0. What is out of
    // order or beyond the limits stops the reading: see `refusal`.
    void begin_row(std::uint32_t line, bool hidden);
    void add(std::uint32_t column, std::string_view text, bool typed);
    void add_shared(std::uint32_t column, std::uint32_t begin, std::uint32_t length,
                    bool typed = false);
    void merge(MergedRange range);
    void hide_columns(std::uint32_t first, std::uint32_t last);

    std::uint32_t keep(std::string_view text); // a shared text; where it begins
    std::string_view text(std::uint32_t begin, std::uint32_t length) const
    {
        return std::string_view{*text_}.substr(begin, length);
    }
    std::string_view text(const SparseCell& cell) const { return text(cell.begin, cell.length); }
    const SheetSettings& settings() const { return settings_; }

    const std::optional<Error>& refusal() const { return refusal_; }
    // The tables of all sheets with something in them; an error where there is none. Where no
    // sheet was named, those without figures (title pages, contents) are passed over.
    Result<ReadTable> finish();

private:
    void refuse(Text what);
    void place(SparseCell cell);
    void note_hidden(TableOfSheet& made) const;
    void pass_over_prose();
    Error nothing_there() const;

    SheetSettings settings_;
    std::shared_ptr<std::string> text_;
    Sheet sheet_;
    std::vector<std::string> names_; // of all sheets, for the error
    std::optional<Error> refusal_;
    std::uint64_t cells_ = 0;                              // of all sheets
    std::uint32_t hidden_rows_ = 0, last_hidden_line_ = 0; // of this sheet
    std::vector<TableOfSheet> made_;                       // of all sheets with something in them
};

Result<TableOfSheet> table_of(const Workbook& workbook, const Sheet& sheet,
                              const std::shared_ptr<std::string>& text);

} // namespace tuermer::sheets
