// SPDX-License-Identifier: EUPL-1.2
// Every shape of a CSV file as a small case of its own.
#include "connectors/formats/csv/csv.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace tuermer {
namespace {

using Rows = std::vector<std::vector<std::string>>;

ReadTable read(std::string_view text, const CsvSettings& settings = {})
{
    auto result = read_csv(text, "fall.csv", settings);
    if (!result) ADD_FAILURE() << describe(result.error(), Language::de);
    if (result) return std::move(*result);
    ReadTable nothing;
    nothing.tables.emplace_back();
    return nothing;
}

std::string refusal(std::string_view text, const CsvSettings& settings = {})
{
    const auto result = read_csv(text, "fall.csv", settings);
    return result ? "read" : result.error().what.de;
}

Rows rows(const ReadTable& read)
{
    const auto& table = read.tables.front();
    Rows all;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        auto& cells = all.emplace_back();
        for (std::uint32_t column = 0; column < table.columns.size(); ++column)
            cells.emplace_back(table.cell(row, column));
    }
    return all;
}

std::vector<std::string> columns(const ReadTable& read)
{
    return read.tables.front().columns;
}

bool begins(std::string_view text, std::string_view part)
{
    return text.starts_with(part);
}

TEST(Csv, IsPartedByWhateverPartsTheLinesAlike)
{
    for (const char separator : {';', ',', '\t', '|'}) {
        std::string text = "Jahr;Gebiet;Wert\n2023;Goslar;1\n2024;Goslar;2\n";
        for (char& c : text) c = c == ';' ? separator : c;
        const auto table = read(text);
        EXPECT_EQ(table.dialect.separator, separator);
        EXPECT_EQ(rows(table), (Rows{{"2023", "Goslar", "1"}, {"2024", "Goslar", "2"}}));
    }
}

TEST(Csv, IsNotPartedByDecimalCommas)
{
    const auto table = read("Jahr;Wert\n2020;1,5\n2021;2,5\n2022;3,5\n");
    EXPECT_EQ(table.dialect.separator, ';');
    EXPECT_EQ(table.dialect.decimal, ',');
}

TEST(Csv, IsNotPartedByCommasOutsideOfQuotesThatBelongToAnotherSeparator)
{
    EXPECT_EQ(read("\"A, B\";\"C\"\n\"x, y\";39,20\n\"x, z\";6,60\n").dialect.separator, ';');
}

TEST(Csv, KeepsQuotedSeparatorsLineEndsAndDoubledQuotes)
{
    const auto table = read("a;b\n\"1;2\";\"sagt \"\"ja\"\"\"\n\"zwei\nZeilen\";\"\"\nx;y\n");
    EXPECT_EQ(rows(table), (Rows{{"1;2", "sagt \"ja\""}, {"zwei\nZeilen", ""}, {"x", "y"}}));
    EXPECT_EQ(table.tables.front().line(2), 5U); // lines of the file, not of the table
}

TEST(Csv, LeavesQuotesInsideACellAlone)
{
    EXPECT_EQ(rows(read("a;b\n5\" Rohr;1\nx;2\n")), (Rows{{"5\" Rohr", "1"}, {"x", "2"}}));
    EXPECT_EQ(rows(read("a; \"b;c\" ;d\n1;2;3\n", {.header_rows = 0})),
              (Rows{{"a", "b;c", "d"}, {"1", "2", "3"}}));
}

TEST(Csv, MixesLineEndsAndKeepsNelAsText)
{
    const auto table = read("a;b\r\n1;x\u0085y\n2;z\r\n");
    EXPECT_EQ(rows(table), (Rows{{"1", "x\u0085y"}, {"2", "z"}}));
    EXPECT_EQ(rows(read("a;b\r1;2\r3;4")), (Rows{{"1", "2"}, {"3", "4"}}));
}

TEST(Csv, EndsWithOrWithoutALineEnd)
{
    EXPECT_EQ(rows(read("a;b\n1;2")), (Rows{{"1", "2"}}));
    EXPECT_EQ(rows(read("a;b\n1;")), (Rows{{"1", ""}}));
}

TEST(Csv, LeavesTitleLinesOut)
{
    const auto table =
        read("Bevölkerung nach Jahren;;\nStand 2024;;\n;;\nJahr;Gebiet;Wert\n2024;Goslar;1\n");
    EXPECT_EQ(table.dialect.skip, 3U);
    EXPECT_EQ(columns(table), (std::vector<std::string>{"Jahr", "Gebiet", "Wert"}));
    EXPECT_EQ(table.tables.front().first_data_line, 5U);
}

TEST(Csv, LeavesFootersOut)
{
    const auto table = read("Jahr;Wert\n2023;1\n2024;2\n;\nQuelle: Landesamt\n1) vorläufig;\n");
    EXPECT_EQ(rows(table).size(), 2U);
    ASSERT_FALSE(table.remarks.empty());
    EXPECT_EQ(table.remarks.front().de, "Fußzeilen ab Zeile 5: 2; sie gehören nicht zur Tabelle.");
    EXPECT_EQ(rows(read("Jahr;Wert\n2024;1\nQuelle: Landesamt")).size(), 1U);
}

TEST(Csv, KeepsRowsThatOnlyLookLikeFooters)
{
    EXPECT_EQ(rows(read("Gebiet;Wert\nGoslar;1\nHarz;\n")).size(), 2U);
}

TEST(Csv, PassesOverBlankLines)
{
    EXPECT_EQ(rows(read("a;b\n1;2\n\n;\n \n3;4\n")), (Rows{{"1", "2"}, {"3", "4"}}));
}

TEST(Csv, NamesColumnsThatHaveNoName)
{
    EXPECT_EQ(columns(read("id;;age;age\n1;x;2;3\n")),
              (std::vector<std::string>{"id", "#2", "age", "age (2)"}));
}

TEST(Csv, KnowsThatThereIsNoHeader)
{
    const auto table = read("Goslar;1,91;41,9\nHarz;2,50;30,1\n");
    EXPECT_EQ(table.dialect.header_rows, 0U);
    EXPECT_EQ(columns(table), (std::vector<std::string>{"#1", "#2", "#3"}));
    EXPECT_EQ(read("Goslar;2005;48\nGoslar;2006;52\nGoslar;2007;50\n").dialect.header_rows, 0U);
}

TEST(Csv, TakesNoWidthFromTitleLinesWhereThereIsNoHeader)
{
    const auto table = read("Goslar;\n2024;03153;48\n");
    EXPECT_EQ(table.dialect.skip, 1U);
    EXPECT_EQ(rows(table), (Rows{{"2024", "03153", "48"}}));
}

TEST(Csv, KnowsAHeaderOfYears)
{
    EXPECT_EQ(columns(read("Bezirk;2022;2023\nAltstadt;12;14\nDom;9;8\n")),
              (std::vector<std::string>{"Bezirk", "2022", "2023"}));
}

TEST(Csv, JoinsSeveralHeaderRows)
{
    const auto table =
        read(";männlich;;weiblich;\nBezirk;2022;2023;2022;2023\nDom;12;14;9;8\nHarz;1;2;3;4\n");
    EXPECT_EQ(table.dialect.header_rows, 2U);
    EXPECT_EQ(columns(table),
              (std::vector<std::string>{"Bezirk", "männlich | 2022", "männlich | 2023",
                                        "weiblich | 2022", "weiblich | 2023"}));
    EXPECT_EQ(
        read("Bezirk;Frauen;Männer\n;Anzahl;Prozent\nDom;12;1\nHarz;3;2\n").dialect.header_rows,
        2U);
}

TEST(Csv, TakesNoFirstRowOfMissingFiguresForAHeader)
{
    EXPECT_EQ(read("Bezirk;Frauen;Männer\nDom;k.A.;k.A.\nHarz;3;2\nWest;4;5\n").dialect.header_rows,
              1U);
}

TEST(Csv, FoldsLineEndsInHeaders)
{
    EXPECT_EQ(columns(read("Jahr;\"Ins-\ngesamt\";\"davon\nFrauen\"\n2024;2;1\n")),
              (std::vector<std::string>{"Jahr", "Insgesamt", "davon Frauen"}));
}

TEST(Csv, FillsShortRowsAndNamesOverlongOnes)
{
    const auto table = read("a;b;c\n1;2;3\n4;5\n7;8;9;10\n1;2;3;;\n");
    EXPECT_EQ(rows(table)[1], (std::vector<std::string>{"4", "5", ""}));
    EXPECT_EQ(table.tables.front().overlong, (std::vector<CellTable::Overlong>{{4, 4}}));
    EXPECT_EQ(table.remarks.size(), 2U);
}

TEST(Csv, FollowsItsSettings)
{
    const CsvSettings settings{
        .separator = ',', .decimal = '.', .encoding = "windows-1252", .header_rows = 0, .skip = 1};
    const auto table = read("Titel, \x84k\xFCrzlich\x93\nGoslar,1\n", settings);
    EXPECT_EQ(rows(table), (Rows{{"Goslar", "1"}}));
    EXPECT_TRUE(table.dialect.decimal_told);
    EXPECT_EQ(rows(read("'a;b';c\n1;2\n", {.quote = '\'', .header_rows = 0}))[0][0], "a;b");
    EXPECT_EQ(rows(read("\"a;b\n\"1;2\n", {.quote = '\0', .header_rows = 1})),
              (Rows{{"\"1", "2"}}));
    EXPECT_EQ(rows(read("Wert\n1\n2\n", {.separator = ';', .header_rows = 1})),
              (Rows{{"1"}, {"2"}}));
}

TEST(Csv, RefusesWhatIsNoTable)
{
    EXPECT_TRUE(begins(refusal(""), "Die Datei ist leer"));
    EXPECT_TRUE(begins(refusal("a"), "Die Datei hat nur 1 Byte"));
    EXPECT_TRUE(begins(refusal(" \n\n  "), "Die Datei enthält nur Leerzeichen"));
    EXPECT_TRUE(begins(refusal("Der Dienst ist zurzeit nicht erreichbar.\nBitte später.\n"),
                       "Kein Trennzeichen"));
    EXPECT_TRUE(
        begins(refusal("PK\x03\x04....[Content_Types].xml"), "Das ist eine Excel-Datei (XLSX)"));
    EXPECT_TRUE(
        begins(refusal("PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
               "Das ist eine OpenDocument-Datei"));
    EXPECT_TRUE(begins(refusal("PK\x03\x04..simple.csv"), "Das ist ein ZIP-Archiv"));
    EXPECT_TRUE(begins(refusal("\xD0\xCF\x11\xE0...."), "Das ist eine alte Excel-"));
    EXPECT_TRUE(begins(refusal("%PDF-1.7 ..."), "Das ist eine PDF-Datei"));
    EXPECT_TRUE(begins(refusal("<?xml version=\"1.0\"?><a/>"), "Das ist XML"));
    EXPECT_TRUE(begins(refusal("{\"Code\": 104, \"Content\": \"x\"}"), "Das ist JSON"));
    EXPECT_TRUE(begins(refusal("\x7F"
                               "ELF;\x01\x02;\x03\x04\x05;\x06\n;;\x01\n"),
                       "Das ist keine Textdatei"));
    EXPECT_TRUE(begins(refusal(std::string{"a;b\n1;2\n3;\0\n", 12}), "Das ist keine Textdatei"));
}

TEST(Csv, RefusesAWebPageByItsTitle)
{
    const auto page =
        refusal("\n<!DOCTYPE html>\n<html><head><TITLE>\n Wartung </TITLE></head>a;b\n</html>");
    EXPECT_EQ(page, "Das ist eine Web-Seite (HTML) mit dem Titel „Wartung“, keine Tabelle. Bitte "
                    "die Adresse im Browser "
                    "prüfen.");
    EXPECT_TRUE(begins(refusal("<html><body>x;y</body></html>"),
                       "Das ist eine Web-Seite (HTML), keine Tabelle"));
}

TEST(Csv, RefusesAFileThatIsCutOff)
{
    EXPECT_TRUE(begins(refusal("a;b;c\n1;2;3\n4;5;6\n7;8"),
                       "Zeile 4: Die Datei bricht mitten in der Zeile ab (2 von 3"));
    EXPECT_TRUE(
        begins(refusal("a;b\n1;2\n\"x;3\n4;5\n"), "Zeile 3: Ein Anführungszeichen wird geöffnet"));
    EXPECT_EQ(refusal("a;b;c\n1;2;3\n4;5\n7;8"), "read"); // short rows are this file's habit
}

TEST(Csv, HasLimits)
{
    CsvSettings settings;
    settings.limits = {.bytes = 40, .columns = 3, .rows = 2, .cell_bytes = 8};
    EXPECT_TRUE(begins(refusal(std::string(41, 'a'), settings), "Die Datei hat 41 Byte"));
    EXPECT_TRUE(begins(refusal("a;b;c;d\n1;2;3;4\n", settings), "Die Datei hat 4 Spalten"));
    EXPECT_TRUE(
        begins(refusal("a;b\n1;2\n1;2\n1;2\n", settings), "Die Datei hat mehr als 2 Zeilen"));
    EXPECT_TRUE(begins(refusal("a;b\n1;123456789\n", settings),
                       "Zeile 2: Eine Zelle ist länger als 8 Byte"));
}

} // namespace
} // namespace tuermer
