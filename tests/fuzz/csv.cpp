// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a CSV file whose notation is guessed: a table, or a sentence why not; and a file
// read with what was guessed of it is the same table.
#include "connectors/formats/csv/csv.hpp"
#include "connectors/formats/csv/layout.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>

namespace tuermer::fuzz {
namespace {

// A guess rests on the first records: title lines among them leave fewer of the table.
constexpr std::ptrdiff_t most_lines_sampled = csv::sample_records;

// Small enough that a run meets them.
ReadLimits limits()
{
    return {.bytes = 1U << 16U, .columns = 64, .rows = 2'000, .cell_bytes = 1'000};
}

void check_table(const CellTable& table)
{
    promise(table.columns.size() <= limits().columns, "columns stay within their limit");
    promise(table.rows() <= limits().rows, "rows stay within their limit");
    std::uint32_t line = 0;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        promise(table.line(row) > line, "rows stand in the order of their lines");
        line = table.line(row);
        for (std::uint32_t column = 0; column < table.columns.size(); ++column)
            promise(table.cell(row, column).size() <= limits().cell_bytes,
                    "cells stay within their limit");
    }
}

CsvSettings as_guessed(const Dialect& dialect)
{
    CsvSettings settings;
    settings.separator = dialect.separator;
    settings.quote = dialect.quote;
    settings.encoding = dialect.encoding;
    settings.header_rows = dialect.header_rows;
    settings.skip = dialect.skip;
    settings.limits = limits();
    return settings;
}

bool same(const CellTable& a, const CellTable& b)
{
    if (a.columns != b.columns || a.rows() != b.rows()) return false;
    for (std::uint32_t row = 0; row < a.rows(); ++row)
        for (std::uint32_t column = 0; column < a.columns.size(); ++column)
            if (a.cell(row, column) != b.cell(row, column)) return false;
    return true;
}

void check_read(const ReadTable& read, std::string_view bytes)
{
    for (const auto& table : read.tables) check_table(table);
    for (const auto& remark : read.remarks)
        promise(!remark.de.empty() && !remark.en.empty(), "a remark is a sentence");
    if (std::count(bytes.begin(), bytes.end(), '\n') > most_lines_sampled) return;
    const auto again = read_csv(bytes, "a.csv", as_guessed(read.dialect));
    promise(again.has_value(), "a file can be read with what was guessed of it");
    promise(again->tables.size() == read.tables.size(), "there are as many tables when told");
    for (std::size_t i = 0; i < read.tables.size(); ++i)
        promise(same(read.tables[i], again->tables[i]), "a told file is the guessed one");
}

} // namespace
} // namespace tuermer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    const auto text = fuzz::text_of(bytes, size);
    CsvSettings guess;
    guess.limits = fuzz::limits();
    const auto read = read_csv(text, "a.csv", guess);
    if (read)
        fuzz::check_read(*read, text);
    else
        fuzz::promise(!read.error().what.empty(), "a refusal is a sentence");
    return 0;
}
