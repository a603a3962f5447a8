// SPDX-License-Identifier: EUPL-1.2
// The guesses are deliberately timid: where they cannot be sure, the plainest reading stands (one
// header row, no title lines), and `format = { … }` overrides each of them.
#include "connectors/formats/csv/layout.hpp"

#include "connectors/formats/csv/records.hpp"
#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/core.h>
#include <map>
#include <optional>

namespace tuermer::csv {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// A figure, a date, a sign for a missing value: what stands in the body of a table.
bool looks_numeric(std::string_view cell)
{
    cell = trimmed(cell);
    if (cell.empty()) return false;
    constexpr std::string_view allowed = "0123456789.,+-/:()% '";
    const bool digits = std::any_of(cell.begin(), cell.end(), is_digit);
    if (!digits) return cell == "-" || cell == "." || cell == "..." || cell == "/" || cell == "*";
    while (!cell.empty()) {
        const auto blank = leading_blank(cell);
        if (blank == 0 && allowed.find(cell.front()) == std::string_view::npos) return false;
        cell.remove_prefix(std::max<std::size_t>(blank, 1));
    }
    return true;
}

// "2007", "2023/24": what may stand in a header over figures.
bool looks_like_year(std::string_view cell)
{
    cell = trimmed(cell);
    const auto head = cell.substr(0, 4);
    const bool year = head.size() == 4 && std::all_of(head.begin(), head.end(), is_digit) &&
                      (head.starts_with("19") || head.starts_with("20"));
    return year && (cell.size() == 4 || cell[4] == '/' || cell[4] == '-') && cell.size() <= 9;
}

// Words people write where a value is missing: no header, though they stand over figures.
bool says_no_value(std::string_view cell)
{
    const auto lower = lower_ascii(trimmed(cell));
    constexpr std::array<std::string_view, 12> words = {"k.a.", "k. a.",        "n.a.",  "n. a.",
                                                        "na",   "nan",          "null",  "n/a",
                                                        "x",    "keine angabe", "entf.", "none"};
    return std::find(words.begin(), words.end(), lower) != words.end();
}

bool is_text(std::string_view cell)
{
    return !trimmed(cell).empty() && !looks_numeric(cell) && !says_no_value(cell);
}

std::size_t filled(const SampleRecord& record)
{
    return static_cast<std::size_t>(
        std::count_if(record.cells.begin(), record.cells.end(),
                      [](const auto& cell) { return !trimmed(cell).empty(); }));
}

std::string_view cell_of(const SampleRecord& record, std::size_t column)
{
    return column < record.cells.size() ? std::string_view{record.cells[column]}
                                        : std::string_view{};
}

// Titles and footers have one cell; they say nothing of the table's width.
struct Likeness {
    std::size_t columns = 1;
    double share = 0; // of the records that have the usual number of cells
};

Likeness likeness(const Sample& sample)
{
    std::map<std::size_t, std::size_t> counts;
    std::size_t records = 0;
    for (const auto& record : sample) {
        if (filled(record) == 0) continue;
        ++counts[record.cells.size()];
        ++records;
    }
    if (records == 0) return {};
    const auto usual =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return {usual->first, static_cast<double>(usual->second) / static_cast<double>(records)};
}

struct Sampled {
    Sample records;
    std::uint64_t stray_quotes = 0;
};

Sampled read_sample(std::string_view text, char separator, char quote, std::uint32_t skip)
{
    std::string copy{text.substr(0, sample_bytes)};
    const bool cut = copy.size() < text.size();
    const auto line_end = line_end_of(text.substr(0, sample_bytes));
    const auto size = copy.size();
    copy.append(Records::padding, '\0');
    Records records{copy.data(), copy.data() + size, separator, quote, line_end};
    Sampled sampled;
    std::vector<std::string_view> cells;
    while (sampled.records.size() < sample_records && records.next(cells)) {
        if (cut && records.position() == copy.data() + size)
            break; // this one goes on behind the sample
        if (records.line() > skip)
            sampled.records.push_back({records.line(), {cells.begin(), cells.end()}});
    }
    sampled.stray_quotes = records.stray_quotes();
    return sampled;
}

// How well a separator parts the text; 0: not at all.
double fitness(const Sampled& sampled)
{
    const auto seen = likeness(sampled.records);
    if (seen.columns < 2) return 0;
    const auto columns = static_cast<double>(seen.columns);
    const double strays =
        static_cast<double>(sampled.stray_quotes) / static_cast<double>(sampled.records.size());
    return seen.share * (1 - 1 / columns) / (1 + 10 * strays);
}

// Whether most of what stands in the column, from `first` on, is figures.
bool numeric_column(const Sample& sample, std::size_t first, std::size_t column)
{
    std::size_t numeric = 0, all = 0;
    for (auto i = first; i < sample.size(); ++i) {
        const auto cell = cell_of(sample[i], column);
        if (trimmed(cell).empty() || says_no_value(cell)) continue;
        ++all;
        if (looks_numeric(cell)) ++numeric;
    }
    return numeric > 0 && numeric * 10 >= all * 6;
}

// Years below as well: then a year above them is a datum, not a name.
bool year_column(const Sample& sample, std::size_t first, std::size_t column)
{
    std::size_t years = 0, all = 0;
    for (auto i = first; i < sample.size(); ++i) {
        if (trimmed(cell_of(sample[i], column)).empty()) continue;
        ++all;
        if (looks_like_year(cell_of(sample[i], column))) ++years;
    }
    return years * 10 > all * 6;
}

struct OverFigures {
    std::size_t columns = 0; // of figures below
    std::size_t texts = 0;   // of this record over them
    std::size_t numbers = 0; // in this record, years not counted
    std::size_t years = 0;
};

OverFigures over_figures(const Sample& sample, std::size_t record, std::size_t width)
{
    OverFigures seen;
    for (std::size_t column = 0; column < width; ++column) {
        const auto cell = cell_of(sample[record], column);
        const bool year = looks_like_year(cell) && !year_column(sample, record + 1, column);
        if (year)
            ++seen.years;
        else if (looks_numeric(cell))
            ++seen.numbers;
        if (!numeric_column(sample, record + 1, column)) continue;
        ++seen.columns;
        if (is_text(cell)) ++seen.texts;
    }
    return seen;
}

bool first_is_header(const Sample& sample, std::size_t first, std::size_t width)
{
    const auto seen = over_figures(sample, first, width);
    if (seen.texts > 0) return true;
    const auto cells = filled(sample[first]);
    if (seen.numbers * 2 >= cells) return false;
    return seen.numbers == 0;
}

std::optional<int> whole_number(std::string_view cell)
{
    cell = trimmed(cell);
    int number = 0;
    const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    const bool whole = read.ec == std::errc{} && read.ptr == cell.data() + cell.size();
    return whole ? std::optional{number} : std::nullopt;
}

// "01.01.": a day without a year.
bool is_day_of_year(std::string_view cell)
{
    cell = trimmed(cell);
    return cell.size() == 6 && is_digit(cell[0]) && is_digit(cell[1]) && cell[2] == '.' &&
           is_digit(cell[3]) && is_digit(cell[4]) && cell[5] == '.';
}

// Weeks 1, 2, 3 … or days 01.01., 02.01. … behind a cell of words: what columns are called, not
// what is counted.
bool is_scale(const SampleRecord& record)
{
    constexpr std::size_t fewest = 10;
    if (looks_numeric(cell_of(record, 0))) return false;
    std::size_t steps = 0, days = 0;
    std::optional<int> last;
    for (const auto& cell : record.cells) {
        if (!looks_numeric(cell)) continue;
        const auto number = whole_number(cell);
        if (is_day_of_year(cell))
            ++days;
        else if (!number || (last && *number != *last + 1))
            return false;
        else
            ++steps;
        last = number;
    }
    return (steps >= fewest && days == 0) || (days >= fewest && steps == 0);
}

// Units or years under the names of groups: nothing but texts over figures, years under a corner
// that the row above leaves blank, nothing but years under names, or a scale under names.
bool continues_header(const Sample& sample, std::size_t record, std::size_t width)
{
    const auto seen = over_figures(sample, record, width);
    const auto& names = sample[record - 1].cells;
    if (is_scale(sample[record]) && std::none_of(names.begin(), names.end(), looks_numeric))
        return true;
    if (seen.numbers > 0) return false;
    if (seen.years == 0) return seen.columns >= 2 && seen.texts * 2 >= seen.columns;
    const auto& above = sample[record - 1];
    const bool words_above = std::none_of(above.cells.begin(), above.cells.end(), looks_numeric);
    if (!words_above) return false;
    if (trimmed(cell_of(above, 0)).empty())
        return is_text(cell_of(sample[record], 0)) && seen.years >= 2;
    return trimmed(cell_of(sample[record], 0)).empty() && seen.years == filled(sample[record]);
}

// A line of text before the table: one cell, the first, where the table has more.
bool is_title(const SampleRecord& record, std::size_t width)
{
    const auto cells = filled(record);
    return cells == 0 || (width > 1 && cells == 1 && !trimmed(cell_of(record, 0)).empty());
}

std::vector<std::string> filled_right(const SampleRecord& record, std::size_t width, bool fill)
{
    std::vector<std::string> names(width);
    for (std::size_t column = 0; column < width; ++column) {
        names[column] = header_name(cell_of(record, column));
        if (fill && column > 0 && names[column].empty()) names[column] = names[column - 1];
    }
    return names;
}

void name_uniquely(std::vector<std::string>& names)
{
    std::map<std::string, int> seen;
    for (std::size_t column = 0; column < names.size(); ++column) {
        if (names[column].empty()) names[column] = fmt::format("#{}", column + 1);
        const int count = ++seen[names[column]];
        if (count > 1) names[column] += fmt::format(" ({})", count);
    }
}

} // namespace

Sample sample_of(std::string_view text, char separator, char quote, std::uint32_t skip)
{
    return read_sample(text, separator, quote, skip).records;
}

char guess_separator(std::string_view text, char quote, std::uint32_t skip)
{
    char best = '\0';
    double best_fitness = 0;
    for (const char separator : {';', '\t', '|', ','}) {
        const auto fit = fitness(read_sample(text, separator, quote, skip));
        if (fit <= best_fitness) continue;
        best = separator;
        best_fitness = fit;
    }
    return best;
}

std::size_t usual_width(const Sample& sample)
{
    return likeness(sample).columns;
}

std::uint32_t guess_header_rows(const Sample& sample, std::size_t first)
{
    const auto width = usual_width(sample);
    if (first >= sample.size() || !first_is_header(sample, first, width)) return 0;
    std::uint32_t rows = 1;
    while (rows < max_header_rows && first + rows + 1 < sample.size() &&
           continues_header(sample, first + rows, width))
        ++rows;
    return rows;
}

Layout guess_layout(const Sample& sample)
{
    const auto width = usual_width(sample);
    std::size_t first = 0;
    while (first < sample.size() && is_title(sample[first], width)) ++first;
    if (first == sample.size()) first = 0;
    const auto skip = sample.empty() ? 0U : sample[first].line - 1;
    return {skip, guess_header_rows(sample, first)};
}

std::vector<std::string> column_names(const Sample& header_rows, std::size_t width, FillRight fill)
{
    for (const auto& row : header_rows) width = std::max(width, row.cells.size());
    std::vector<std::string> names(width);
    for (std::size_t row = 0; row < header_rows.size(); ++row) {
        const auto parts =
            filled_right(header_rows[row], width,
                         fill == FillRight::blank_cells && row + 1 < header_rows.size());
        for (std::size_t column = 0; column < width; ++column) {
            if (parts[column].empty()) continue;
            if (!names[column].empty()) names[column] += " | ";
            names[column] += parts[column];
        }
    }
    name_uniquely(names);
    return names;
}

bool is_footer_text(std::string_view cell)
{
    const auto lower = lower_ascii(trimmed(cell));
    constexpr std::array<std::string_view, 21> openings = {
        "quelle",      "source",    "fuente",  "anmerkung",  "hinweis",     "note",
        "fußnote",     "fussnote",  "stand:",  "datenstand", "datenquelle", "legende",
        "zeichenerkl", "copyright", "\u00A9",  "(c)",        "____",        "----",
        "erstellt am", "abgerufen", "vervielf"};
    const auto opens = [&](std::string_view opening) { return lower.starts_with(opening); };
    if (std::any_of(openings.begin(), openings.end(), opens)) return true;
    return lower.size() > 3 && is_digit(lower[0]) && lower[1] == ')';
}

} // namespace tuermer::csv
