// SPDX-License-Identifier: EUPL-1.2
// Cells are kept sparse while a sheet is read, because its header and width are known only at its
// end (merged ranges stand behind the cells).
#include "connectors/formats/labels.hpp"
#include "connectors/formats/sheets/sheet.hpp"

#include <algorithm>
#include <fmt/ranges.h>
#include <utility>

namespace tuermer::sheets {
namespace {

constexpr std::uint64_t most_text = 0xFFFF'FFFFU; // positions are 32 bits wide
constexpr std::size_t most_sheets = 10'000;
constexpr std::uint64_t most_cells = 50'000'000; // with something in them, 12 bytes each
constexpr std::size_t most_merged = 1'000'000;

} // namespace

void Workbook::refuse(Text what)
{
    if (!refusal_) refusal_ = Error{Remedy::mend, std::move(what), ""};
}

bool Workbook::wants(std::uint32_t number, std::string_view name, bool hidden)
{
    if (names_.size() == most_sheets)
        refuse(say("Die Arbeitsmappe hat mehr als {} Tabellenblätter.",
                   "The workbook has more than {} sheets.", most_sheets));
    names_.emplace_back(name);
    if (refusal_) return false;
    if (settings_.sheet_number) return *settings_.sheet_number == number;
    const auto matches = [&](const auto& pattern) { return matches_pattern(name, pattern); };
    if (!settings_.sheets.empty())
        return std::any_of(settings_.sheets.begin(), settings_.sheets.end(), matches);
    return !hidden || settings_.hidden == SheetSettings::Hidden::read;
}

void Workbook::begin_sheet(std::string name, bool hidden)
{
    sheet_ = {};
    hidden_rows_ = last_hidden_line_ = 0;
    sheet_.name = std::move(name);
    sheet_.hidden = hidden;
}

void Workbook::expect(std::uint64_t xml_bytes)
{
    constexpr std::uint64_t least_per_cell = 24, most_expected = 1ULL << 30U;
    constexpr std::uint64_t per_text_byte = 5; // figures are short and their XML is not
    xml_bytes = std::min(xml_bytes, most_expected);
    sheet_.cells.reserve(std::min(xml_bytes / least_per_cell, most_cells));
    text_->reserve(text_->size() + xml_bytes / per_text_byte);
}

void Workbook::begin_row(std::uint32_t line, bool hidden)
{
    const auto last = sheet_.rows.empty() ? 0U : sheet_.rows.back().line;
    const bool empty = !sheet_.rows.empty() && sheet_.rows.back().first_cell == sheet_.cells.size();
    if (line <= last && !(empty && line == last))
        return refuse(
            say("Tabellenblatt „{}“: Auf Zeile {} folgt Zeile {}; die Datei ist beschädigt.",
                "Sheet '{}': line {} is followed by line {}; the file is damaged.", sheet_.name,
                last, line));
    if (empty) sheet_.rows.pop_back();
    if (sheet_.rows.size() >= settings_.limits.rows)
        return refuse(say("Tabellenblatt „{}“ hat mehr als {} Zeilen.",
                          "Sheet '{}' has more than {} rows.", sheet_.name, settings_.limits.rows));
    sheet_.rows.push_back({line, sheet_.cells.size(), hidden});
}

void Workbook::place(SparseCell cell)
{
    if (sheet_.rows.empty() || refusal_) return;
    const auto& row = sheet_.rows.back();
    const bool first = row.first_cell == sheet_.cells.size();
    if (first && row.hidden && row.line != last_hidden_line_) {
        last_hidden_line_ = row.line;
        ++hidden_rows_;
    }
    if (row.hidden && settings_.hidden == SheetSettings::Hidden::leave_out) return;
    if (!first && sheet_.cells.back().column >= cell.column)
        return refuse(say("Tabellenblatt „{}“, Zeile {}: Die Zellen stehen nicht in ihrer "
                          "Reihenfolge; die Datei ist beschädigt.",
                          "Sheet '{}', line {}: the cells are out of order; the file is damaged.",
                          sheet_.name, row.line));
    const auto most = std::min(settings_.limits.cells, most_cells);
    if (++cells_ > most)
        return refuse(say("Die Arbeitsmappe hat mehr als {} Zellen.",
                          "The workbook has more than {} cells.", most));
    sheet_.cells.push_back(cell);
}

std::uint32_t Workbook::keep(std::string_view text)
{
    const auto begin = text_->size();
    if (begin + text.size() > std::min<std::uint64_t>(most_text, settings_.limits.bytes)) {
        refuse(say("Die Texte der Arbeitsmappe sind zusammen größer als {} Byte.",
                   "The texts of the workbook together are larger than {} bytes.",
                   std::min<std::uint64_t>(most_text, settings_.limits.bytes)));
        return 0;
    }
    text_->append(text);
    return static_cast<std::uint32_t>(begin);
}

void Workbook::add_shared(std::uint32_t column, std::uint32_t begin, std::uint32_t length,
                          bool typed)
{
    if (trimmed(text(begin, length)).empty() || sheet_.rows.empty()) return;
    const auto line = sheet_.rows.back().line;
    if (column >= settings_.limits.columns)
        return refuse(say("Tabellenblatt „{}“, Zeile {}: In Spalte {} steht etwas; gelesen werden "
                          "höchstens {} Spalten.",
                          "Sheet '{}', line {}: something stands in column {}; at most {} columns "
                          "are read.",
                          sheet_.name, line, column_letters(column), settings_.limits.columns));
    if (length > settings_.limits.cell_bytes)
        return refuse(
            say("Tabellenblatt „{}“, Zeile {}, Spalte {}: Die Zelle ist länger als {} Byte.",
                "Sheet '{}', line {}, column {}: the cell is longer than {} bytes.", sheet_.name,
                line, column_letters(column), settings_.limits.cell_bytes));
    place({begin, length, static_cast<std::uint16_t>(column), typed});
}

void Workbook::add(std::uint32_t column, std::string_view text, bool typed)
{
    const auto begin = keep(text);
    if (!refusal_) add_shared(column, begin, static_cast<std::uint32_t>(text.size()), typed);
}

void Workbook::merge(MergedRange range)
{
    if (range.bottom < range.top || range.right < range.left) return;
    if (sheet_.merged.size() >= most_merged)
        return refuse(say("Tabellenblatt „{}“ hat mehr als {} verbundene Bereiche.",
                          "Sheet '{}' has more than {} merged ranges.", sheet_.name, most_merged));
    sheet_.merged.push_back(range);
}

void Workbook::hide_columns(std::uint32_t first, std::uint32_t last)
{
    if (sheet_.hidden_columns.size() > settings_.limits.columns) return;
    last = std::min(last, settings_.limits.columns);
    for (auto column = first; column <= last; ++column)
        sheet_.hidden_columns.push_back(static_cast<std::uint16_t>(column));
}

void Workbook::note_hidden(TableOfSheet& made) const
{
    const bool read = settings_.hidden == SheetSettings::Hidden::read;
    const Text what = read ? say("mitgelesen; hidden = \"leave out\" lässt sie weg",
                                 "read as well; hidden = \"leave out\" leaves them out")
                           : say("weggelassen", "left out");
    if (sheet_.hidden)
        made.remarks.push_back(say("Das Tabellenblatt ist ausgeblendet ({0}).",
                                   "The sheet is hidden ({1}).", what.de, what.en));
    if (hidden_rows_ > 0)
        made.remarks.push_back(say("Ausgeblendete Zeilen: {0} ({1}).", "Hidden rows: {0} ({2}).",
                                   hidden_rows_, what.de, what.en));
    if (sheet_.hidden_columns.empty()) return;
    constexpr std::size_t most_shown = 10;
    std::vector<std::string> letters;
    for (const auto column : sheet_.hidden_columns)
        if (letters.size() < most_shown) letters.push_back(column_letters(column));
    const auto* const more = sheet_.hidden_columns.size() > most_shown ? ", …" : "";
    made.remarks.push_back(say("Ausgeblendete Spalten: {0}{1} ({2}).",
                               "Hidden columns: {0}{1} ({3}).", fmt::join(letters, ", "), more,
                               what.de, what.en));
}

void Workbook::end_sheet()
{
    const auto no_cells = [&](const auto& row) { return row.first_cell == sheet_.cells.size(); };
    while (!sheet_.rows.empty() && no_cells(sheet_.rows.back())) sheet_.rows.pop_back();
    std::sort(sheet_.hidden_columns.begin(), sheet_.hidden_columns.end());
    if (refusal_ || sheet_.cells.empty()) return;
    auto made = table_of(*this, sheet_, text_);
    if (!made) {
        refusal_ = std::move(made.error());
        return;
    }
    note_hidden(*made);
    made_.push_back(std::move(*made));
    sheet_ = {};
}

// Keeps all of them where none has figures.
void Workbook::pass_over_prose()
{
    const auto is_prose = [](const TableOfSheet& made) { return !made.has_figures; };
    const bool named = !settings_.sheets.empty() || settings_.sheet_number;
    if (named || std::all_of(made_.begin(), made_.end(), is_prose)) return;
    std::erase_if(made_, is_prose);
}

Error Workbook::nothing_there() const
{
    const auto mend = [](Text what) { return Error{Remedy::mend, std::move(what), ""}; };
    if (!settings_.sheets.empty())
        return mend(say("Kein Tabellenblatt mit Inhalt heißt „{0}“. Es gibt: {1}.",
                        "No sheet with something in it is called '{0}'. There are: {1}.",
                        fmt::join(settings_.sheets, ", "), fmt::join(names_, ", ")));
    if (settings_.sheet_number)
        return mend(say("Das {0}. Tabellenblatt gibt es nicht, oder es ist leer. Es gibt: {1}.",
                        "There is no sheet number {0}, or it is empty. There are: {1}.",
                        *settings_.sheet_number, fmt::join(names_, ", ")));
    return mend(say("Die Arbeitsmappe hat keine Zelle mit Inhalt.",
                    "The workbook has no cell with anything in it."));
}

Result<ReadTable> Workbook::finish()
{
    if (refusal_) return tl::unexpected(std::move(*refusal_));
    if (made_.empty()) return tl::unexpected(nothing_there());
    const auto sheets = made_.size();
    pass_over_prose();
    ReadTable read;
    if (made_.size() < sheets)
        read.remarks.push_back(say("Tabellenblätter ohne Zahlen, die übergangen wurden: {}.",
                                   "Sheets without figures that were passed over: {}.",
                                   sheets - made_.size()));
    auto& dialect = read.dialect;
    dialect.separator = dialect.quote = dialect.thousands = '\0';
    dialect.decimal = '.';
    dialect.skip = made_.front().skip;
    dialect.header_rows = made_.front().header_rows;
    // Typed numbers have a point; a text that looks like a figure must be judged by its column.
    dialect.decimal_told = std::none_of(made_.begin(), made_.end(),
                                        [](const auto& made) { return made.texts_like_figures; });
    for (auto& made : made_) {
        for (const auto& remark : made.remarks)
            read.remarks.push_back(say("Tabellenblatt „{0}“: {1}", "Sheet '{0}': {2}",
                                       made.table.name, remark.de, remark.en));
        read.tables.push_back(std::move(made.table));
    }
    return read;
}

} // namespace tuermer::sheets
