// SPDX-License-Identifier: EUPL-1.2
// Real files of cities and the odd ones of other projects, as listed in the fixtures' MANIFEST.tsv.
// What is to come out of each was written down from the bytes (and Python's csv module) before it
// was read here.
#include "connectors/formats/csv/csv.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <vector>

namespace tuermer {
namespace {

struct Spot {
    std::uint32_t row;
    std::string_view column, content;
};

struct Expected {
    std::string_view file, encoding;
    char separator, decimal;
    std::uint32_t skip, header;
    std::size_t columns;
    std::uint32_t rows;
    std::vector<Spot> spots;
};

const std::vector<Expected>& readable()
{
    static const std::vector<Expected> files = {
        {"municipal/koeln_gesamtergebnisplan.csv",
         "utf-8",
         ';',
         ',',
         0,
         1,
         7,
         26,
         {{0, "Ergebnis 2010", "1.596.852.249"}, {25, "Plan 2015", "-265.833.749"}}},
        {"municipal/koeln_gesamtfinanzplan.csv",
         "utf-8",
         ';',
         ',',
         0,
         1,
         7,
         36,
         {{35, "Teilplanzeile", "36 = Änderung des Bestandes an Finanzmitteln"}}},
        {"municipal/koeln_teilfinanzplan.csv",
         "utf-8",
         ';',
         ',',
         0,
         1,
         11,
         1746,
         {{0, "Teilplan", "0101"}, {1745, "Teilpanzeile", "15 - Aufnahme von Darlehen"}}},
        {"municipal/koeln_result_stadtteil.csv",
         "utf-8",
         ';',
         ',',
         0,
         1,
         102,
         86,
         {{0, "Name", "Altstadt/Nord"}, {85, "Z_Die PARTEI_Proz", "0,48"}}},
        {"municipal/koeln_result_stimmbezirk.csv",
         "utf-8",
         ';',
         ',',
         0,
         1,
         102,
         1024,
         {{1023, "Nr", "90972"}, {1023, "Z_Die PARTEI_Proz", "0,19"}}},
        {"municipal/muenster_05515000_CORONA_GEIMPFT.csv",
         "utf-8",
         ',',
         '.',
         0,
         1,
         5,
         56,
         {{0, "WOCHE", "01"}, {55, "WERT", ""}}},
        {"municipal/muenster_refill-stationen-muenster.csv",
         "utf-8",
         ';',
         '.',
         0,
         1,
         12,
         56,
         {{0, "Öffnungszeiten", ""},
          {0, "Beschreibung",
           "Öffnungszeiten:\nMontags bis Freitag 11-19 Uhr\nSamstag 10:30-18:00 Uhr\n"},
          {55, "Erstellungsdatum", "2019-08-08"}}},
        {"municipal/muenster_05515000_csv_klimarelevante_daten.csv",
         "utf-8",
         ';',
         ',',
         0,
         1,
         7,
         1490,
         {{0, "WERT", "39,20"},
          {177, "MERKMAL", "Leistung ab Jahr\u0085"},
          {1489, "ZEIT", "2025"}}},
        {"municipal/muenster_220307_HHB_Auswertung_Ergebnisse-vereinfacht_formatiert.csv",
         "utf-8",
         ';',
         ',',
         0,
         0,
         33,
         108,
         {{0, "#1", "Teilbereich Altstadt"}, {1, "#2", "Pers./Haush."}, {107, "#33", "339"}}},
        {"municipal/muenster_pv_anlagen_stadt_muenster.csv",
         "utf-8",
         ';',
         '.',
         0,
         1,
         8,
         22,
         {{21, "WERT", "56"}, {0, "WERTEEINHEIT", "kWp"}}},
        {"municipal/muenster_verfuegbares-einkommen.csv",
         "utf-8",
         ';',
         ',',
         0,
         1,
         4,
         22,
         {{21, "Jahr", "2016"},
          {21, "Je Einwohner umgerechnet auf Landesdurchschnitt NRW = 100", "103,0"}}},
        {"municipal/muenster_spielplaetze_latin1.csv",
         "iso-8859-1",
         ';',
         '.',
         0,
         1,
         12,
         291,
         {{0, "Longitude", " 51.910707342856689"}, {290, "ID", "980"}}},
        {"municipal/muenster_arbeitslose_expected.csv",
         "utf-8",
         ',',
         '.',
         0,
         1,
         7,
         57,
         {{1, "BezirkName", "Überwasser"}, {56, "2014", "8923"}}},
        {"municipal/muenster_haushalte_expected.csv",
         "utf-8",
         ',',
         '.',
         0,
         1,
         7,
         56,
         {{55, "2010", "150878"}}},
        {"municipal/muenster_wohnberechtigte_alter_expected.csv",
         "utf-8",
         ',',
         '.',
         0,
         1,
         13,
         56,
         {{55, "90 u. mehr", "2612"}, {0, "0 - 9", "83"}}},
        {"tabular-odd/mt_utf-16le_encoded.csv",
         "utf-16le",
         ',',
         '.',
         0,
         1,
         19,
         327,
         {{0, "Organisation_name", "Enfield PCT"}, {326, "Organisation_code", "NYA04"}}},
        {"tabular-odd/mt_mixedGLB.csv",
         "utf-8",
         ',',
         '.',
         3,
         1,
         19,
         133,
         {{0, "Year", "1880"}, {0, "J-D", "-28"}, {132, "SON", "*****"}}},
        {"tabular-odd/mt_sparse_with_column_errors.csv",
         "iso-8859-1",
         ',',
         '.',
         0,
         1,
         4,
         2200,
         {{2, "Kapitel/Titel", "300368540"}, {2199, "LP", "Y39000"}}},
        {"tabular-odd/mt_spanish_chars.csv",
         "iso-8859-1",
         ',',
         '.',
         0,
         1,
         8,
         114,
         {{0, "Gasto total 2011", "229,932.50"}, {112, "SF", "Administración del Agua"}}},
        {"tabular-odd/mt_simple.psv",
         "utf-8",
         '|',
         '.',
         0,
         1,
         6,
         28,
         {{0, "Year", "1986"}, {27, "Former owner occupiers", "292000"}}},
        {"tabular-odd/mt_simple.ssv", "utf-8", ';', '.', 0, 1, 3, 6, {{1, "temperature", "-1"}}},
        {"tabular-odd/mt_excel_pasting.csv",
         "utf-8",
         ',',
         '.',
         3,
         1,
         9,
         14,
         {{9, "Year", "Machinery and \nequipment"}, {13, "2007", "108,609"}}},
        {"tabular-odd/mt_example.tsv",
         "utf-8",
         '\t',
         '.',
         0,
         1,
         17,
         140,
         {{0, "hour", "2012-06-22 00:00:00"}, {139, "expr1_0_ts_ctr", "0.0004"}}},
        {"tabular-odd/fl_bom.csv",
         "utf-8",
         ',',
         '.',
         0,
         1,
         2,
         2,
         {{1, "id", "2"}, {1, "name", "中国人"}}},
        {"tabular-odd/fl_latin1.csv", "iso-8859-1", ',', '.', 0, 1, 2, 2, {{1, "name", "©"}}},
        {"tabular-odd/fl_encoding-issue-274.csv",
         "utf-8",
         ',',
         '.',
         0,
         1,
         17,
         507,
         {{506, "name", "World Buskers Festival Trust"}}},
        {"tabular-odd/fl_doublequote.csv", "utf-8", ',', '.', 0, 1, 17, 5, {{4, "pbi", ".001586"}}},
        {"tabular-odd/fl_blank-headers.csv",
         "utf-8",
         ',',
         '.',
         0,
         1,
         3,
         2,
         {{0, "#2", "John"}, {1, "age", "26"}}},
    };
    return files;
}

struct Refused {
    std::string_view file, because; // a part of the German sentence
};

const std::vector<Refused>& refused()
{
    static const std::vector<Refused> files = {
        {"municipal/muenster_ergebnisse_2009_2012.xls", "alte Excel- oder Office-Datei (XLS)"},
        {"municipal/steinfurt_wea.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/mt_small.csv", "nur 1 Byte"},
        {"tabular-odd/mt_long.csv", "Kein Trennzeichen gefunden"},
        {"tabular-odd/mt_simple.zip", "ZIP-Archiv"},
        {"tabular-odd/mt_simple.xls", "alte Excel- oder Office-Datei (XLS)"},
        {"tabular-odd/mt_excel_properties.xls", "alte Excel- oder Office-Datei (XLS)"},
        {"tabular-odd/mt_encrypted_no_password.xls", "alte Excel- oder Office-Datei (XLS)"},
        {"tabular-odd/fl_merged-cells.xls", "alte Excel- oder Office-Datei (XLS)"},
        {"tabular-odd/fl_cast-int-to-string-issue-1251.xls", "alte Excel- oder Office-Datei (XLS)"},
        {"tabular-odd/mt_simple.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/mt_libreoffice.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/fl_merged-cells.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/fl_multiline-headers.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/fl_number-format-multicode.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/fl_preserve-formatting-percentage.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/fl_preserve-formatting.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/fl_adjust-floating-point-error.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/fl_skip-rows.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/fl_issue-312.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/fl_issue-1024.xlsx", "Excel-Datei (XLSX)"},
        {"tabular-odd/mt_simple.ods", "OpenDocument-Datei (ODS)"},
        {"tabular-odd/mt_blank_line.ods", "OpenDocument-Datei (ODS)"},
        {"tabular-odd/fl_table-with-ints-floats-dates.ods", "OpenDocument-Datei (ODS)"},
    };
    return files;
}

std::filesystem::path fixtures()
{
    const char* const told = std::getenv("TUERMER_SHARED");
    const auto shared = told != nullptr ? std::filesystem::path{told}
                                        : std::filesystem::path{TUERMER_ROOT} / "../shared";
    return shared / "data/fixtures";
}

std::string bytes_of(const std::filesystem::path& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string_view cell(const CellTable& table, std::uint32_t row, std::string_view column)
{
    const auto found = std::find(table.columns.begin(), table.columns.end(), column);
    if (found == table.columns.end()) return "(no such column)";
    return table.cell(row, static_cast<std::uint32_t>(found - table.columns.begin()));
}

void compare(const Expected& expected, const ReadTable& read)
{
    const auto& table = read.tables.front();
    EXPECT_EQ(read.dialect.encoding, expected.encoding);
    EXPECT_EQ(read.dialect.separator, expected.separator);
    EXPECT_EQ(read.dialect.decimal, expected.decimal);
    EXPECT_EQ(read.dialect.skip, expected.skip);
    EXPECT_EQ(read.dialect.header_rows, expected.header);
    EXPECT_EQ(table.columns.size(), expected.columns);
    ASSERT_EQ(table.rows(), expected.rows);
    EXPECT_TRUE(table.overlong.empty());
    for (const auto& spot : expected.spots)
        EXPECT_EQ(cell(table, spot.row, spot.column), spot.content);
}

TEST(Fixtures, AreReadAsWrittenDown)
{
    if (!std::filesystem::exists(fixtures())) GTEST_SKIP() << "skipped: no shared data";
    for (const auto& expected : readable()) {
        SCOPED_TRACE(expected.file);
        const auto read = read_csv(bytes_of(fixtures() / expected.file), expected.file, {});
        ASSERT_TRUE(read.has_value()) << describe(read.error(), Language::de);
        compare(expected, *read);
    }
}

TEST(Fixtures, AreRefusedWithTheReasonWrittenDown)
{
    if (!std::filesystem::exists(fixtures())) GTEST_SKIP() << "skipped: no shared data";
    for (const auto& expected : refused()) {
        SCOPED_TRACE(expected.file);
        const auto read = read_csv(bytes_of(fixtures() / expected.file), expected.file, {});
        ASSERT_FALSE(read.has_value());
        EXPECT_NE(read.error().what.de.find(expected.because), std::string::npos)
            << read.error().what.de;
        EXPECT_FALSE(read.error().what.en.empty());
        EXPECT_EQ(read.error().where, expected.file);
    }
}

TEST(Fixtures, AreAllAccountedFor)
{
    if (!std::filesystem::exists(fixtures())) GTEST_SKIP() << "skipped: no shared data";
    std::vector<std::string> known, present;
    for (const auto& file : readable()) known.emplace_back(file.file);
    for (const auto& file : refused()) known.emplace_back(file.file);
    for (const char* folder : {"municipal", "tabular-odd"})
        for (const auto& entry : std::filesystem::directory_iterator{fixtures() / folder})
            present.push_back(std::string{folder} + "/" + entry.path().filename().string());
    std::sort(known.begin(), known.end());
    std::sort(present.begin(), present.end());
    EXPECT_EQ(known, present);
}

// The same shapes in small, so that this file says something everywhere.
TEST(Fixtures, HaveASmallCaseOfTheirOwn)
{
    const auto read = read_csv("\xEF\xBB\xBFJahr;Menge\r\n2024;1.596.852.249\r\n", "own.csv", {});
    ASSERT_TRUE(read.has_value());
    compare({"own.csv", "utf-8", ';', ',', 0, 1, 2, 1, {{0, "Menge", "1.596.852.249"}}}, *read);
    EXPECT_TRUE(read->dialect.bom);
}

} // namespace
} // namespace tuermer
