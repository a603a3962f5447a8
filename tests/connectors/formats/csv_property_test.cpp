// SPDX-License-Identifier: EUPL-1.2
// What holds for every file: nothing crashes, a written table is read back, a stupid reader agrees.
#include "connectors/formats/csv/csv.hpp"
#include "connectors/formats/csv/records.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

namespace tuermer {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string quoted(const std::string& cell)
{
    std::string text = "\"";
    for (const char c : cell) text += c == '"' ? std::string{"\"\""} : std::string{c};
    return text + "\"";
}

std::string written(const Rows& rows, char separator, bool quote_all, const std::string& line_end)
{
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool needs = quote_all || row[i].find_first_of(std::string{" \t\"\r\n"} +
                                                                 separator) != std::string::npos;
            text += (i == 0 ? "" : std::string{separator}) + (needs ? quoted(row[i]) : row[i]);
        }
        text += line_end;
    }
    return text;
}

Rows scanned(std::string text, char separator, char line_end = '\n')
{
    const auto size = text.size();
    text.append(csv::Records::padding, '\0');
    csv::Records records{text.data(), text.data() + size, separator, '"', line_end};
    Rows rows;
    std::vector<std::string_view> cells;
    while (records.next(cells)) rows.emplace_back(cells.begin(), cells.end());
    return rows;
}

rc::Gen<std::string> cell_text()
{
    return rc::gen::container<std::string>(
        rc::gen::element('a', 'B', '1', '.', ',', ';', '"', ' ', '\n', '\r', '\t', '\xC3'));
}

Rows random_rows()
{
    const auto width = *rc::gen::inRange<std::size_t>(2, 6);
    const auto height = *rc::gen::inRange<std::size_t>(1, 12);
    return *rc::gen::container<Rows>(
        height, rc::gen::container<std::vector<std::string>>(width, cell_text()));
}

RC_GTEST_PROP(Records, ReadBackWhatWasWritten, (bool quote_all, bool carriage_return))
{
    const auto rows = random_rows();
    const char separator = *rc::gen::element(';', ',', '\t', '|');
    RC_ASSERT(scanned(written(rows, separator, quote_all, carriage_return ? "\r\n" : "\n"),
                      separator) == rows);
}

// Byte by byte, without quotes: what the word-wise scanner must find as well.
Rows stupid(const std::string& text, char separator)
{
    Rows rows;
    bool open = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!open) rows.push_back({""});
        open = true;
        if (text[i] == separator)
            rows.back().emplace_back();
        else if (text[i] == '\n')
            open = false;
        else
            rows.back().back() += text[i];
    }
    return rows;
}

RC_GTEST_PROP(Records, AgreeWithAScannerThatLooksAtEachByte, ())
{
    const auto part = *rc::gen::container<std::string>(rc::gen::element(
        'a', 'b', ';', '\n', '\x3A', '\x3C', '\xBB', '\x0B', '\x8A', '\x01', '\x80'));
    const auto text = part + part + part; // longer than what the scanner looks at at once
    RC_ASSERT(scanned(text, ';') == stupid(text, ';'));
}

TEST(Records, FindAQuotedCellsEndInWhateverBlockItLies)
{
    for (std::size_t length = 0; length < 200; ++length) {
        const std::string inside(length, 'x');
        EXPECT_EQ(scanned("a;\"" + inside + "\"\";\n\";b\nc;d\n", ';'),
                  (Rows{{"a", inside + "\";\n", "b"}, {"c", "d"}}))
            << length;
    }
}

RC_GTEST_PROP(Csv, SurvivesAnyBytes, (const std::string& bytes))
{
    const auto read = read_csv(bytes, "random", {});
    if (!read) RC_ASSERT(!read.error().what.de.empty());
}

RC_GTEST_PROP(Csv, SurvivesAnyMutationOfAGoodFile, ())
{
    std::string bytes = "\xEF\xBB\xBFTitel\n\nJahr;Gebiet;\"Wert\"\r\n2023;\"Goslar, "
                        "Stadt\";1.234,5\r\n2024;Harz;-\r\n";
    const auto changes = *rc::gen::inRange(1, 8);
    for (int i = 0; i < changes; ++i) {
        const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
        const auto what = *rc::gen::inRange(0, 3);
        if (what == 0)
            bytes[at] = static_cast<char>(*rc::gen::inRange(0, 256) - 128);
        else if (what == 1)
            bytes.resize(std::max<std::size_t>(at, 1));
        else
            bytes.insert(at, bytes.substr(0, at));
    }
    (void)read_csv(bytes, "mutated", {});
}

RC_GTEST_PROP(Csv, ReadsBackTablesOfWordsAndFigures, (bool quote_all))
{
    const auto width = *rc::gen::inRange<std::size_t>(2, 6);
    const auto height = *rc::gen::inRange<std::size_t>(1, 40);
    Rows rows(1);
    for (std::size_t i = 0; i < width; ++i)
        rows[0].push_back("Spalte " + std::string(1, static_cast<char>('A' + i)));
    const auto word = rc::gen::map(
        rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::element('x', 'y', ' ', '"'))),
        [](const std::string& text) { return "w" + text + "w"; });
    for (std::size_t i = 0; i < height; ++i) {
        auto& row = rows.emplace_back(std::vector<std::string>{*word});
        while (row.size() < width) row.push_back(std::to_string(*rc::gen::inRange(0, 100'000)));
    }
    const auto read = read_csv(written(rows, ';', quote_all, "\n"), "written", {});
    RC_ASSERT(read.has_value());
    const auto& table = read->tables.front();
    RC_ASSERT(table.columns == rows[0]);
    RC_ASSERT(table.rows() == height);
    for (std::uint32_t row = 0; row < height; ++row)
        for (std::uint32_t column = 0; column < width; ++column)
            RC_ASSERT(table.cell(row, column) == rows[row + 1][column]);
}

// A reader's answer as one text, however it was read.
std::string told(const CellTable& table)
{
    std::string text;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        text += std::to_string(table.line(row)) + ":";
        for (std::uint32_t column = 0; column < table.columns.size(); ++column)
            text += "[" + std::string{table.cell(row, column)} + "]";
        text += "\n";
    }
    for (const auto& row : table.overlong)
        text += "overlong " + std::to_string(row.line) + " " + std::to_string(row.cells) + "\n";
    return text;
}

std::string told(const Error& error)
{
    return error.where + ": " + error.what.de;
}

std::string told_at_once(const std::string& text)
{
    const auto read = read_csv(text, "a.csv", {});
    if (!read) return told(read.error());
    auto all = told(read->tables.front());
    for (const auto& remark : read->remarks) all += remark.de + "\n";
    return all;
}

// Rows that lie in one portion have their overlong ones behind them: those are gathered here.
std::string told_in_portions(const std::string& text, std::size_t portion)
{
    const auto bytes = std::make_shared<HeldBytes>(std::string_view{text});
    const auto portions = csv_portions(bytes, "a.csv", {}, portion);
    if (!portions) return told(portions.error());
    std::string rows, overlong;
    for (int reading = 0; reading < 2; ++reading) { // they can be read again
        rows = overlong = "";
        (*portions)->rewind();
        for (;;) {
            const auto table = (*portions)->next();
            if (!table) return told(table.error());
            if (*table == nullptr) break;
            const auto seen = told(**table);
            const auto end = std::min(seen.find("overlong "), seen.size());
            rows += seen.substr(0, end);
            overlong += seen.substr(end);
        }
    }
    for (const auto& remark : (*portions)->about().remarks) overlong += remark.de + "\n";
    return rows + overlong;
}

std::string random_table()
{
    const auto line = rc::gen::element<std::string>(
        "2023;Goslar;1,5\n", "2024;\"Harz; Stadt\";2\n", "2025;\"zwei\nZeilen\";3\r\n", "\n",
        "2026;\"sagt \"\"ja\"\"\";4\n", "nur Text\n", "Quelle: Amt\n", ";;\n", "2027;kurz\n",
        "2028;zu;lang;5\n", "2029;\xC3\xA4\xC3\xB6;6\n", "Fußnote;;\n", "2030;\"offen\n");
    const auto lines = *rc::gen::container<std::vector<std::string>>(line);
    std::string text = "Jahr;Gebiet;Wert\n2020;Oker;1\n2021;Oker;2\n2022;Oker;3\n";
    for (const auto& one : lines) text += one;
    if (*rc::gen::inRange(0, 4) == 0) text.pop_back();
    return text;
}

RC_GTEST_PROP(Csv, ReadInPortionsIsTheTableReadAtOnce, ())
{
    const auto text = random_table();
    const auto portion = *rc::gen::inRange<std::size_t>(1, 2 * text.size());
    RC_ASSERT(told_in_portions(text, portion) == told_at_once(text));
}

TEST(Csv, InPortionsKeepsBackWhatMayBeFooters)
{
    std::string text = "Jahr;Wert\n";
    for (int year = 1900; year < 2000; ++year) text += std::to_string(year) + ";1\n";
    for (int note = 0; note < 40; ++note) text += "Anmerkung " + std::to_string(note) + "\n";
    for (const std::size_t portion : {1U, 7U, 64U, 1'000U, 100'000U})
        EXPECT_EQ(told_in_portions(text, portion), told_at_once(text)) << portion;
    text += "2000;1\n"; // so they were none
    for (const std::size_t portion : {1U, 7U, 64U, 1'000U, 100'000U})
        EXPECT_EQ(told_in_portions(text, portion), told_at_once(text)) << portion;
}

} // namespace
} // namespace tuermer
