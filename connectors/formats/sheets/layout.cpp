// SPDX-License-Identifier: EUPL-1.2
// Where the table lies in a sheet. The guesses are those of csv (csv/layout.hpp) with what a sheet
// knows better: merged ranges say how far a header reaches and what a name stands over.
#include "connectors/formats/csv/layout.hpp"
#include "connectors/formats/csv/footers.hpp"
#include "connectors/formats/figures.hpp"
#include "connectors/formats/labels.hpp"
#include "connectors/formats/sheets/sheet.hpp"

#include <algorithm>
#include <map>

namespace tuermer::sheets {
namespace {

using csv::Sample;

constexpr std::uint64_t most_table_cells = 100'000'000; // blank ones too, 8 bytes each
constexpr std::uint32_t most_header_rows = 12; // merged headers of offices have up to eight

struct CellRange {
    const SparseCell* first;
    const SparseCell* last;
    const SparseCell* begin() const { return first; }
    const SparseCell* end() const { return last; }
    std::size_t size() const { return static_cast<std::size_t>(last - first); }
};

CellRange cells_of(const Sheet& sheet, std::size_t row)
{
    const auto end =
        row + 1 < sheet.rows.size() ? sheet.rows[row + 1].first_cell : sheet.cells.size();
    return {sheet.cells.data() + sheet.rows[row].first_cell, sheet.cells.data() + end};
}

class Layouter {
public:
    Layouter(const Workbook& workbook, const Sheet& sheet)
        : workbook_(workbook), sheet_(sheet), width_(width_of(sheet))
    {
        const auto rows = std::min(sheet.rows.size(), csv::sample_records);
        for (std::size_t i = 0; i < rows; ++i) sample_.push_back(record(i));
        for (const auto& range : sheet.merged) merged_by_top_.emplace(range.top + 1, range);
    }

    std::size_t width() const { return width_; }
    // Indices into the sheet's rows.
    std::size_t first_header_row() const;
    std::uint32_t header_rows(std::size_t first) const;
    std::vector<std::string> names(std::size_t first, std::uint32_t rows) const;

private:
    static std::size_t width_of(const Sheet& sheet)
    {
        std::size_t width = 0;
        for (const auto& cell : sheet.cells) width = std::max<std::size_t>(width, cell.column + 1U);
        return width;
    }

    csv::SampleRecord record(std::size_t row) const
    {
        csv::SampleRecord record{sheet_.rows[row].line, std::vector<std::string>(width_)};
        for (const auto& cell : cells_of(sheet_, row))
            record.cells[cell.column] = workbook_.text(cell);
        return record;
    }

    std::size_t spread(std::size_t row) const;
    bool heads_a_group(std::size_t row) const;
    std::size_t usual_spread() const;
    std::size_t with_rows_above(std::size_t row) const;
    bool names_below(const MergedRange& range) const;
    std::size_t end_of_merged(std::size_t first) const;

    const Workbook& workbook_;
    const Sheet& sheet_;
    std::size_t width_;
    Sample sample_;
    std::multimap<std::uint32_t, MergedRange> merged_by_top_; // by line of the sheet
};

// How many columns the row's cells stand over, merged ones with all their columns.
std::size_t Layouter::spread(std::size_t row) const
{
    auto columns = cells_of(sheet_, row).size();
    const auto [begin, end] = merged_by_top_.equal_range(sheet_.rows[row].line);
    for (auto at = begin; at != end; ++at) columns += at->second.right - at->second.left;
    return columns;
}

// A single cell that is merged over columns, but not from the first one on: "Anzahl" over B to F.
bool Layouter::heads_a_group(std::size_t row) const
{
    const auto cells = cells_of(sheet_, row);
    const auto [begin, end] = merged_by_top_.equal_range(sheet_.rows[row].line);
    const bool next_follows = row + 1 < sheet_.rows.size() &&
                              cells_of(sheet_, row + 1).size() > 1 &&
                              cells_of(sheet_, row + 1).begin()->column < cells.begin()->column;
    return next_follows && std::any_of(begin, end, [&](const auto& entry) {
               return entry.second.left == cells.begin()->column &&
                      entry.second.right > entry.second.left;
           });
}

std::size_t Layouter::usual_spread() const
{
    std::vector<std::size_t> spreads;
    for (std::size_t i = 0; i < sample_.size(); ++i)
        if (cells_of(sheet_, i).size() > 1) spreads.push_back(spread(i));
    if (spreads.empty()) return 1;
    const auto middle = spreads.begin() + static_cast<std::ptrdiff_t>(spreads.size() / 2);
    std::nth_element(spreads.begin(), middle, spreads.end());
    return *middle;
}

std::size_t Layouter::first_header_row() const
{
    if (workbook_.settings().skip) {
        std::size_t row = 0;
        while (row < sheet_.rows.size() && sheet_.rows[row].line <= *workbook_.settings().skip)
            ++row;
        return row;
    }
    const auto usual = usual_spread();
    if (usual < 2) return 0;
    for (std::size_t row = 0; row < sample_.size(); ++row) {
        const bool alone = cells_of(sheet_, row).size() == 1;
        if (alone ? heads_a_group(row) : spread(row) * 4 > usual) return with_rows_above(row);
    }
    return 0;
}

// Group names that are not merged ("Jahr", "Kalenderwoche") leave most of their row blank; they
// stand right above, and unlike a title they are more than one.
std::size_t Layouter::with_rows_above(std::size_t row) const
{
    const auto is_group_row = [&](std::size_t above) {
        const auto cells = cells_of(sheet_, above);
        const auto first = workbook_.text(*cells.begin());
        return sheet_.rows[above].line + 1 == sheet_.rows[above + 1].line &&
               std::any_of(cells.begin(), cells.end(),
                           [&](const auto& cell) { return workbook_.text(cell) != first; });
    };
    while (row > 0 && is_group_row(row - 1)) --row;
    return row;
}

bool is_year(std::string_view text)
{
    return text.size() == 4 && (text.starts_with("19") || text.starts_with("20")) &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Whether texts or years stand right under a range that is merged over columns: it heads a group.
// Under a unit ("Anzahl" over all columns) there are figures.
bool Layouter::names_below(const MergedRange& range) const
{
    if (range.right == range.left) return false;
    const auto line = range.bottom + 2;
    const auto row = std::lower_bound(
        sheet_.rows.begin(), sheet_.rows.end(), line,
        [](const SparseRow& candidate, std::uint32_t wanted) { return candidate.line < wanted; });
    if (row == sheet_.rows.end() || row->line != line) return false;
    std::size_t names = 0;
    for (const auto& cell : cells_of(sheet_, static_cast<std::size_t>(row - sheet_.rows.begin()))) {
        if (cell.column < range.left || cell.column > range.right) continue;
        if (cell.typed && !is_year(workbook_.text(cell))) return false;
        ++names;
    }
    return names > 0;
}

// Behind the last row that a range reaches which begins in the header, or that stands under a name
// merged over several columns.
std::size_t Layouter::end_of_merged(std::size_t first) const
{
    const auto first_line = sheet_.rows[first].line;
    auto end_line = first_line + 1;
    for (auto line = first_line; line < end_line; ++line) {
        const auto [begin, end] = merged_by_top_.equal_range(line);
        for (auto at = begin; at != end; ++at) {
            const auto& range = at->second;
            const auto below = range.bottom + 2 + (names_below(range) ? 1U : 0U);
            if (below - first_line <= most_header_rows) end_line = std::max(end_line, below);
        }
    }
    auto row = first + 1;
    while (row < sample_.size() && sheet_.rows[row].line < end_line) ++row;
    return row;
}

std::uint32_t Layouter::header_rows(std::size_t first) const
{
    if (workbook_.settings().header_rows) return *workbook_.settings().header_rows;
    if (first >= sample_.size()) return 0;
    const auto end = end_of_merged(first);
    const auto guessed = csv::guess_header_rows(sample_, end - 1);
    if (end == first + 1) return guessed;
    return static_cast<std::uint32_t>(end - 1 - first) + std::max(guessed, 1U);
}

std::vector<std::string> Layouter::names(std::size_t first, std::uint32_t rows) const
{
    Sample header;
    for (auto row = first; row < first + rows && row < sheet_.rows.size(); ++row)
        header.push_back(record(row));
    auto fill = csv::FillRight::blank_cells;
    for (auto& row : header) {
        const auto [begin, end] = merged_by_top_.equal_range(row.line);
        for (auto at = begin; at != end; ++at) {
            fill = csv::FillRight::nothing;
            const auto& range = at->second;
            if (range.left >= width_) continue;
            const auto name = row.cells[range.left];
            for (auto column = range.left + 1; column <= range.right && column < width_; ++column)
                row.cells[column] = name;
        }
    }
    return csv::column_names(header, width_, fill);
}

// A label merged over several rows stands for all of them; a merged figure stands once.
class MergedLabels {
public:
    MergedLabels(const Sheet& sheet) : ranges_(sheet.merged)
    {
        std::erase_if(ranges_, [](const auto& range) { return range.top == range.bottom; });
        std::sort(ranges_.begin(), ranges_.end(),
                  [](const auto& a, const auto& b) { return a.top < b.top; });
    }

    void fill(std::uint32_t line, CellRange row, const Workbook& workbook,
              std::vector<std::string_view>& cells)
    {
        for (; next_ < ranges_.size() && ranges_[next_].top + 1 <= line; ++next_)
            if (ranges_[next_].top + 1 == line) open(ranges_[next_], row);
        std::erase_if(open_, [&](const auto& label) { return label.bottom + 1 < line; });
        for (const auto& label : open_)
            if (label.cell.column < cells.size() && cells[label.cell.column].empty())
                cells[label.cell.column] = workbook.text(label.cell);
    }

private:
    struct Label {
        std::uint32_t bottom;
        SparseCell cell;
    };

    void open(const MergedRange& range, CellRange row)
    {
        const auto* const cell =
            std::lower_bound(row.begin(), row.end(), range.left,
                             [](const SparseCell& candidate, std::uint32_t left) {
                                 return candidate.column < left;
                             });
        if (cell != row.end() && cell->column == range.left && !cell->typed)
            open_.push_back({range.bottom, *cell});
    }

    std::vector<MergedRange> ranges_; // of more than one row, by their top
    std::size_t next_ = 0;
    std::vector<Label> open_;
};

bool reads_as_figure(std::string_view text, char decimal)
{
    const auto figure = read_figure(text, style_with_decimal(decimal), default_signs());
    return figure.kind == PrintedFigure::Kind::cell && figure.cell.has_value();
}

class Body {
public:
    Body(const Workbook& workbook, const Sheet& sheet, TableOfSheet& made)
        : workbook_(workbook), sheet_(sheet), made_(made), labels_(sheet)
    {
    }

    void fill(std::size_t first)
    {
        std::vector<std::string_view> cells(made_.table.columns.size());
        made_.table.reserve(sheet_.rows.size() - std::min(first, sheet_.rows.size()));
        std::uint32_t last_line = 0;
        for (auto row = first; row < sheet_.rows.size(); ++row) {
            const auto line = sheet_.rows[row].line;
            const auto range = cells_of(sheet_, row);
            if (range.size() == 0) continue;
            std::fill(cells.begin(), cells.end(), std::string_view{});
            take(range, cells);
            labels_.fill(line, range, workbook_, cells);
            if (last_line != 0 && line > last_line + 1)
                rows_behind_blank_.push_back(made_.table.rows());
            last_line = line;
            made_.table.add_row(line, cells);
        }
    }

    const std::vector<std::uint32_t>& rows_behind_blank() const { return rows_behind_blank_; }

private:
    void take(CellRange range, std::vector<std::string_view>& cells)
    {
        const auto& hidden = sheet_.hidden_columns;
        const bool leave_out = workbook_.settings().hidden == SheetSettings::Hidden::leave_out;
        for (const auto& cell : range) {
            if (leave_out && std::binary_search(hidden.begin(), hidden.end(), cell.column))
                continue;
            cells[cell.column] = workbook_.text(cell);
            if (cell.typed)
                made_.has_figures = true;
            else if (!made_.texts_like_figures || !made_.has_figures)
                note_text(cells[cell.column]);
        }
    }

    void note_text(std::string_view text)
    {
        const char first = text.front();
        const bool begins_so = (first >= '0' && first <= '9') || first == '-' || first == '+';
        if (!begins_so) return;
        const bool is_figure = reads_as_figure(text, '.') || reads_as_figure(text, ',');
        made_.has_figures = made_.has_figures || is_figure;
        // It needs a decision on point and comma, as a typed number never does.
        if (is_figure && text.find_first_of(".,") != std::string_view::npos)
            made_.texts_like_figures = true;
    }

    const Workbook& workbook_;
    const Sheet& sheet_;
    TableOfSheet& made_;
    MergedLabels labels_;
    std::vector<std::uint32_t> rows_behind_blank_;
};

Error too_many_cells(const Sheet& sheet, std::size_t width, std::uint64_t limit)
{
    return {Remedy::mend,
            say("Tabellenblatt „{}“ hat {} Zeilen und {} Spalten; zusammen sind {} Zellen erlaubt.",
                "Sheet '{}' has {} rows and {} columns; {} cells are allowed in all.", sheet.name,
                sheet.rows.size(), width, limit),
            ""};
}

} // namespace

Result<TableOfSheet> table_of(const Workbook& workbook, const Sheet& sheet,
                              const std::shared_ptr<std::string>& text)
{
    const Layouter layouter{workbook, sheet};
    const auto most = std::min(workbook.settings().limits.cells, most_table_cells);
    if (sheet.rows.size() * layouter.width() > most)
        return tl::unexpected(too_many_cells(sheet, layouter.width(), most));
    TableOfSheet made;
    const auto first = layouter.first_header_row();
    made.header_rows = layouter.header_rows(first);
    made.skip = first < sheet.rows.size() ? sheet.rows[first].line - 1 : 0;
    made.table.name = sheet.name;
    made.table.lettered = true;
    made.table.columns = layouter.names(first, made.header_rows);
    made.table.own(text);
    Body body{workbook, sheet, made};
    body.fill(first + made.header_rows);
    const auto footers =
        csv::drop_footers(made.table, csv::label_column(made.table), body.rows_behind_blank());
    if (footers.count > 0) made.remarks.push_back(csv::footer_remark(footers));
    if (made.skip > 0)
        made.remarks.push_back(say("Titelzeilen über der Tabelle: Zeile 1 bis {}.",
                                   "Title lines above the table: lines 1 to {}.", made.skip));
    if (made.table.rows() > 0) made.table.first_data_line = made.table.line(0);
    return made;
}

} // namespace tuermer::sheets
