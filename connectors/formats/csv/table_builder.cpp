// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/csv/table_builder.hpp"

#include "connectors/formats/csv/layout.hpp"
#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <utility>

namespace tuermer::csv {
namespace {

bool is_blank(const std::vector<std::string_view>& cells)
{
    if (!cells.front().empty() && cells.front().front() > ' ') return false;
    return std::all_of(cells.begin(), cells.end(), [](auto cell) { return trimmed(cell).empty(); });
}

Error unclosed(std::uint32_t line)
{
    return {Remedy::mend,
            say("Zeile {}: Ein Anführungszeichen wird geöffnet und bis zum Ende der Datei nicht "
                "geschlossen. Die Datei "
                "ist abgeschnitten, oder es gehört zum Text; dann bitte quote = \"\" setzen.",
                "line {}: a quote opens and is not closed up to the end of the file. The file is "
                "cut off, or the quote "
                "belongs to the text; then please set quote = \"\".",
                line),
            ""};
}

Error too_long(std::uint32_t line, std::uint32_t limit)
{
    return {Remedy::mend,
            say("Zeile {}: Eine Zelle ist länger als {} Byte; vermutlich fehlt ein schließendes "
                "Anführungszeichen.",
                "line {}: a cell is longer than {} bytes; probably a closing quote is missing.",
                line, limit),
            ""};
}

} // namespace

void TableBuilder::note_width(std::uint32_t line, const std::vector<std::string_view>& cells)
{
    const auto width = table_.columns.size();
    if (cells.size() < width && seen_.short_rows++ == 0) seen_.first_short_line = line;
    if (cells.size() <= width) return;
    const auto beyond = cells.begin() + static_cast<std::ptrdiff_t>(width);
    if (std::all_of(beyond, cells.end(), [](auto cell) { return trimmed(cell).empty(); })) return;
    if (seen_.overlong_rows == 0) seen_.first_overlong_line = line;
    if (seen_.overlong_rows++ < CellTable::max_overlong)
        table_.overlong.push_back({line, static_cast<std::uint32_t>(cells.size())});
}

Result<> TableBuilder::check_size(const Records& records,
                                  const std::vector<std::string_view>& cells) const
{
    if (cells.size() > limits_.columns)
        return fail(Remedy::mend, say("Zeile {} hat {} Zellen; erlaubt sind {}.",
                                      "Line {} has {} cells; {} are allowed.", records.line(),
                                      cells.size(), limits_.columns));
    if (records.size() <= limits_.cell_bytes) return {};
    const auto fits = [&](std::string_view cell) { return cell.size() <= limits_.cell_bytes; };
    if (std::all_of(cells.begin(), cells.end(), fits)) return {};
    return tl::unexpected(too_long(records.line(), limits_.cell_bytes));
}

Result<> TableBuilder::add(const Records& records, const std::vector<std::string_view>& cells)
{
    if (is_blank(cells)) {
        ++seen_.blanks;
        seen_.blank_before = true;
        return {};
    }
    if (seen_.rows == limits_.rows)
        return fail(Remedy::mend, say("Die Datei hat mehr als {} Zeilen.",
                                      "The file has more than {} rows.", limits_.rows));
    if (std::exchange(seen_.blank_before, false)) rows_behind_blank_.push_back(table_.rows());
    if (cells.size() != table_.columns.size()) note_width(records.line(), cells);
    table_.add_row(records.line(), cells);
    if (seen_.rows++ == 0) table_.first_data_line = records.line();
    return {};
}

// A last line without line end and with too few cells, where all others are whole: cut off on its
// way.
Result<> TableBuilder::check_end(const Records& records) const
{
    const auto cells_in_last = seen_.cells_in_last;
    if (records.unclosed_quote()) return tl::unexpected(unclosed(records.line()));
    const bool last_is_short =
        seen_.short_rows == 1 && seen_.first_short_line == records.line() && cells_in_last > 0;
    const bool footer =
        table_.rows() > 0 && only_label_filled(table_, table_.rows() - 1, *label_) &&
        (is_footer_text(table_.cell(table_.rows() - 1, 0)) ||
         (!rows_behind_blank_.empty() && rows_behind_blank_.back() + 1 == table_.rows()));
    if (records.ended_by_line_end() || !last_is_short || footer) return {};
    return fail(
        Remedy::retry,
        say("Zeile {}: Die Datei bricht mitten in der Zeile ab ({} von {} Zellen, kein "
            "Zeilenende); sie ist unvollständig.",
            "line {}: the file breaks off in the middle of the line ({} of {} cells, no line end); "
            "it is incomplete.",
            records.line(), cells_in_last, table_.columns.size()));
}

// As nearly all records are: as wide as the table, not blank, and nothing is to be noted.
bool TableBuilder::is_usual(const Records& records) const
{
    return cells_.size() == table_.columns.size() && records.size() <= limits_.cell_bytes &&
           cells_.size() <= limits_.columns && seen_.rows < limits_.rows && !seen_.blank_before &&
           !cells_.front().empty() && cells_.front().front() > ' ';
}

Result<bool> TableBuilder::fill(Records& records, bool goes_on, std::uint32_t most_rows)
{
    while (table_.rows() < most_rows && records.next(cells_)) {
        if (goes_on && !records.ended_by_line_end()) return true;
        if (records.line() <= dialect_.skip) continue;
        if (seen_.header_rows < dialect_.header_rows) {
            ++seen_.header_rows;
            continue;
        }
        seen_.cells_in_last = cells_.size();
        if (is_usual(records)) {
            table_.add_row(records.line(), cells_);
            if (seen_.rows++ == 0) table_.first_data_line = records.line();
            continue;
        }
        if (auto fits = check_size(records, cells_); !fits) return tl::unexpected(fits.error());
        if (auto added = add(records, cells_); !added) return tl::unexpected(added.error());
    }
    return false;
}

void TableBuilder::begin(const Seen& seen)
{
    seen_ = seen;
    table_.clear_rows();
    rows_behind_blank_.clear();
}

std::uint32_t TableBuilder::rows_that_may_be_footers()
{
    if (!label_) label_ = label_column(table_);
    return table_.columns.size() < 2 ? 0 : last_rows_with_only_label(table_, *label_);
}

Result<> TableBuilder::finish(const Records& records)
{
    if (!label_) label_ = label_column(table_);
    if (auto whole = check_end(records); !whole) return whole;
    footers_ = drop_footers(table_, *label_, rows_behind_blank_);
    return {};
}

Error TableBuilder::too_long_from(std::uint32_t line) const
{
    return too_long(line, limits_.cell_bytes);
}

std::vector<Text> TableBuilder::remarks() const
{
    std::vector<Text> found;
    if (footers_.count > 0) found.push_back(footer_remark(footers_));
    if (seen_.blanks > 0)
        found.push_back(
            say("Übergangene Leerzeilen: {}.", "Blank lines passed over: {}.", seen_.blanks));
    if (seen_.short_rows > footers_.count)
        found.push_back(say("Zeilen mit weniger Zellen als der Kopf: {} (zuerst Zeile {}); was "
                            "fehlt, gilt als leer.",
                            "Rows with fewer cells than the header: {} (line {} first); what is "
                            "missing counts as empty.",
                            seen_.short_rows, seen_.first_short_line));
    if (seen_.overlong_rows > 0)
        found.push_back(say("Zeilen mit mehr Zellen als der Kopf: {} (zuerst Zeile {}).",
                            "Rows with more cells than the header: {} (line {} first).",
                            seen_.overlong_rows, seen_.first_overlong_line));
    return found;
}

} // namespace tuermer::csv
