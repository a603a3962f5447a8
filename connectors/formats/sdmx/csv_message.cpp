// SPDX-License-Identifier: EUPL-1.2
// SDMX-CSV 1.0 and 2.0 (github.com/sdmx-twg/sdmx-csv, field guide). The separator follows the first
// term of the header, since both it and the decimal sign may follow the reader's language.
#include "connectors/formats/csv/csv.hpp"
#include "connectors/formats/labels.hpp"
#include "connectors/formats/long_table.hpp"
#include "connectors/formats/sdmx/messages.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace tuermer::sdmx {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";
constexpr std::string_view between = ": "; // "A: Value A" where labels=both

// What a column of the file becomes.
struct Column {
    std::string name;
    bool split = false; // its cells are "code: label"
};

std::string label_column(std::string_view component)
{
    return fmt::format("{} label", column_name(component));
}

bool is_before_components(std::string_view name)
{
    return name == "DATAFLOW" || name.starts_with("STRUCTURE") || name == "ACTION" ||
           name == "SERIES_KEY" || name == "OBS_KEY";
}

bool has_column(const CellTable& table, std::string_view name)
{
    return std::find(table.columns.begin(), table.columns.end(), name) != table.columns.end();
}

// labels=name puts a component's name beside it as a column of its own.
std::vector<Column> columns_of(const CellTable& table)
{
    const bool names_beside = has_column(table, "STRUCTURE_NAME");
    std::vector<Column> columns;
    bool is_name = false;
    for (const auto& title : table.columns) {
        const auto colon = title.find(between);
        const std::string id = title.substr(0, colon);
        if (is_name) {
            columns.push_back({label_column(table.columns[columns.size() - 1]), false});
            is_name = false;
            continue;
        }
        columns.push_back({std::string{column_name(id)},
                           colon != std::string::npos && !is_before_components(id)});
        is_name = names_beside && !is_before_components(title);
    }
    return columns;
}

std::optional<std::uint32_t> place_of(const std::vector<Column>& columns, std::string_view name)
{
    for (std::uint32_t i = 0; i < columns.size(); ++i)
        if (columns[i].name == name) return i;
    return std::nullopt;
}

bool deletes(const CellTable& table, std::optional<std::uint32_t> action, std::uint32_t row)
{
    return action && trimmed(table.cell(row, *action)) == "D";
}

std::uint64_t deletions(const CellTable& table, std::optional<std::uint32_t> action)
{
    std::uint64_t count = 0;
    for (std::uint32_t row = 0; row < table.rows(); ++row)
        count += deletes(table, action, row) ? 1U : 0U;
    return count;
}

// "A: Value A" as two cells; what has no ": " is a code.
void split(std::string_view cell, std::vector<LongTable::Stretch>& row, LongTable& table)
{
    const auto colon = cell.find(between);
    row.push_back(table.keep_once(cell.substr(0, colon)));
    row.push_back(colon == std::string_view::npos
                      ? LongTable::Stretch{}
                      : table.keep_once(cell.substr(colon + between.size())));
}

// The table anew, where columns part or rows go.
Result<CellTable> rewritten(const CellTable& table, const std::vector<Column>& columns,
                            std::optional<std::uint32_t> action, const ReadLimits& limits)
{
    LongTable rewriting{table.name, limits};
    for (const auto& column : columns) {
        rewriting.add_column(column.name);
        if (column.split) rewriting.add_column(label_column(column.name));
    }
    std::vector<LongTable::Stretch> row;
    for (std::uint32_t at = 0; at < table.rows(); ++at) {
        if (deletes(table, action, at)) continue;
        row.clear();
        for (std::uint32_t column = 0; column < columns.size(); ++column)
            if (columns[column].split)
                split(table.cell(at, column), row, rewriting);
            else
                row.push_back(rewriting.keep(table.cell(at, column)));
        if (auto added = rewriting.add_row(table.line(at), row); !added)
            return tl::unexpected(std::move(added.error()));
    }
    return rewriting.take();
}

// Never grouped thousands; a comma is the decimal sign of the service's language.
void tell_decimal(ReadTable& read)
{
    const auto& table = read.tables.front();
    read.dialect.decimal_told = true;
    read.dialect.decimal = '.';
    read.dialect.thousands = '\0';
    const auto value = std::find(table.columns.begin(), table.columns.end(), "value");
    if (value == table.columns.end()) return;
    const auto column = static_cast<std::uint32_t>(value - table.columns.begin());
    for (std::uint32_t row = 0; row < table.rows(); ++row)
        if (table.cell(row, column).find(',') != std::string_view::npos) {
            read.dialect.decimal = ',';
            return;
        }
}

} // namespace

std::optional<char> csv_separator(std::string_view text)
{
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    const auto line = text.substr(0, text.find_first_of("\r\n"));
    if (line.starts_with('"')) text.remove_prefix(1);
    for (const std::string_view term : {"DATAFLOW", "STRUCTURE"}) {
        if (!text.starts_with(term)) continue;
        auto rest = text.substr(term.size());
        if (rest.starts_with('[')) {
            const auto close = rest.find(']');
            if (close == std::string_view::npos || close > 3) return std::nullopt;
            rest.remove_prefix(close + 1);
        }
        if (rest.starts_with('"')) rest.remove_prefix(1);
        for (const char separator : {',', ';', '\t', '|'})
            if (rest.starts_with(separator)) return separator;
    }
    return std::nullopt;
}

Result<ReadTable> read_csv_message(std::string_view bytes, std::string_view name,
                                   const ReadLimits& limits)
{
    CsvSettings csv;
    csv.separator = csv_separator(bytes);
    if (!csv.separator)
        return fail(Remedy::mend,
                    say("Das ist keine SDMX-Nachricht: weder XML noch JSON, und die Kopfzeile "
                        "beginnt nicht mit DATAFLOW oder STRUCTURE.",
                        "This is no SDMX message: neither XML nor JSON, and the header does not "
                        "begin with DATAFLOW or STRUCTURE."));
    csv.header_rows = 1;
    csv.skip = 0;
    csv.limits = limits;
    auto csv_table = read_csv(bytes, name, csv);
    if (!csv_table) return csv_table;
    auto read = begun_table();
    read.dialect = csv_table->dialect;
    read.remarks = std::move(csv_table->remarks);
    auto table = std::move(csv_table->tables.front());

    const auto columns = columns_of(table);
    const auto action = place_of(columns, "ACTION");
    const auto deleted = deletions(table, action);
    const bool splits = std::any_of(columns.begin(), columns.end(),
                                    [](const Column& column) { return column.split; });
    if (deleted > 0 || splits) {
        auto anew = rewritten(table, columns, action, limits);
        if (!anew) return tl::unexpected(std::move(anew.error()));
        table = std::move(*anew);
    } else {
        for (std::size_t i = 0; i < columns.size(); ++i) table.columns[i] = columns[i].name;
    }
    if (deleted > 0)
        read.remarks.push_back(say("Zeilen, die Beobachtungen löschen (ACTION D): {}.",
                                   "Rows that delete observations (ACTION D): {}.", deleted));
    read.tables.push_back(std::move(table));
    tell_decimal(read);
    return read;
}

} // namespace tuermer::sdmx
