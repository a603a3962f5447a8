// SPDX-License-Identifier: EUPL-1.2
// The GENESIS family's files: flat, cube and web, with what is odd about each.
#include "connectors/formats/genesis/genesis.hpp"
#include "tests/connectors/formats/shown.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

Result<ReadTable> read(std::string_view text)
{
    return read_genesis(text, "tabelle.csv", {});
}
std::string table(std::string_view text)
{
    return shown(read(text));
}
bool says(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

constexpr std::string_view head =
    "\xEF\xBB\xBFstatistics_code;statistics_label;time_code;time_label;time;1_variable_code;"
    "1_variable_label;1_variable_attribute_code;1_variable_attribute_label;value;value_unit;"
    "value_variable_code;value_variable_label;value_q\n";
constexpr std::string_view columns =
    "statistics_code|statistics_label|time_code|time_label|time|1_variable_code|1_variable_label|"
    "1_variable_attribute_code|1_variable_attribute_label|value|value_unit|value_variable_code|"
    "value_variable_label|value_q\n";

std::string flat(std::string_view rows)
{
    return std::string{head} + std::string{rows};
}

TEST(Genesis, FlatFileKeepsItsColumnsCodesAndFigures)
{
    const auto result =
        read(flat("12411;Fortschreibung;STAG;Stichtag;2024-12-31;KREISE;Kreise;01001;"
                  "Flensburg;3391,228;Anzahl;BEVSTD;Bevölkerung;e\n"
                  "12411;Fortschreibung;STAG;Stichtag;2024-12-31;DLAND;Länder;05;NRW;"
                  "...;Anzahl;BEVSTD;Bevölkerung;\n"));
    EXPECT_EQ(shown(result),
              std::string{columns} +
                  "12411|Fortschreibung|STAG|Stichtag|2024-12-31|KREISE|Kreise|01001|"
                  "Flensburg|3391,228|Anzahl|BEVSTD|Bevölkerung|e\n"
                  "12411|Fortschreibung|STAG|Stichtag|2024-12-31|DLAND|Länder|05|NRW|"
                  "...|Anzahl|BEVSTD|Bevölkerung|");
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->dialect.decimal_told); // so 3391,228 has one reading
    EXPECT_EQ(result->dialect.decimal, ',');
    EXPECT_EQ(result->dialect.thousands, '\0');
    EXPECT_TRUE(result->dialect.bom);
}

TEST(Genesis, FlatFileInEnglishHasADecimalPoint)
{
    const auto result = read(flat("1;a;JAHR;Year;2024;DINSG;Germany;DG;Germany;54.30;t;X;x;\n"));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->dialect.decimal, '.');
    EXPECT_EQ(result->tables.front().cell(0, 9), "54.30");
}

TEST(Genesis, TotalWithoutCodeGetsTheCodeOfOtherTables)
{
    EXPECT_TRUE(says(table(flat("1;a;JAHR;Jahr;2024;GES;Geschlecht;;Insgesamt;5;Anzahl;X;x;\n")),
                     "|GES|Geschlecht|INSGESAMT|Insgesamt|5|"));
}

TEST(Genesis, RowPartedByALineEndWithinALabelIsJoined)
{
    const auto result =
        read(flat("1;a;JAHR;Jahr;2024;GES;Geschlecht,\nSchutz;GESM;männlich;5;Anzahl;"
                  "X;x;\n1;a;JAHR;Jahr;2024;GES;G;GESW;weiblich;6;Anzahl;X;x;\n"));
    ASSERT_TRUE(result);
    const auto& rows = result->tables.front();
    ASSERT_EQ(rows.rows(), 2U);
    EXPECT_EQ(rows.cell(0, 6), "Geschlecht,\nSchutz");
    EXPECT_EQ(rows.cell(0, 9), "5");
    EXPECT_EQ(rows.cell(1, 9), "6");
    EXPECT_EQ(rows.line(1), 4U);
    EXPECT_TRUE(rows.overlong.empty());
}

TEST(Genesis, RowWithTooFewCellsIsMarkedAndNeverGuessed)
{
    const auto result = read(flat("1;a;JAHR;Jahr;2024;GES;G;01;5;Anzahl;X;x;\n"
                                  "1;a;JAHR;Jahr;2024;GES;G;GESW;weiblich;6;Anzahl;X;x;\n"));
    ASSERT_TRUE(result);
    const auto& rows = result->tables.front();
    ASSERT_EQ(rows.rows(), 2U);
    ASSERT_EQ(rows.overlong.size(), 1U);
    EXPECT_EQ(rows.overlong.front().line, 2U);
    EXPECT_EQ(rows.cell(1, 9), "6");
}

TEST(Genesis, FlatFileThatBreaksOffIsIncomplete)
{
    EXPECT_TRUE(
        says(table(flat("1;a;JAHR;Jahr;2024;GES;G;GESW;weiblich;6;Anzahl;X;x;\n1;a;JAHR;Ja")),
             "unvollständig"));
}

TEST(Genesis, OldFlatFileBecomesTheNewLayout)
{
    EXPECT_EQ(
        table("Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;"
              "1_Merkmal_Label;1_Auspraegung_Code;1_Auspraegung_Label;FLC006__Fläche__qkm ;"
              "BEV__Einwohner__Anzahl\n"
              "11111;Flächen;STAG;Stichtag;31.12.2022;DLAND;Länder;08;BW;35747,85;-\n"),
        "statistics_code|statistics_label|time_code|time_label|time|1_variable_code|"
        "1_variable_label|1_variable_attribute_code|1_variable_attribute_label|value|"
        "value_unit|value_variable_code|value_variable_label\n"
        "11111|Flächen|STAG|Stichtag|31.12.2022|DLAND|Länder|08|BW|35747,85|qkm|FLC006|Fläche\n"
        "11111|Flächen|STAG|Stichtag|31.12.2022|DLAND|Länder|08|BW|-|Anzahl|BEV|Einwohner");
}

constexpr std::string_view cube =
    "* Der Benutzer DE0 hat am 18.02.2026 um 20:52:23 diesen Export angestossen.\n"
    "K;DQ;FACH-SCHL;GHH-ART\nD;47414BJ002;;N\nK;DQA;NAME;RHF-BSR;RHF-ACHSE\nD;DINSG;1;1\n"
    "D;WZ08N7;2;2\nK;DQZ;NAME;ZI-RHF-BSR;ZI-RHF-ACHSE\nD;JAHR;4;4\n"
    "K;DQI;NAME;ME-NAME;DST;TYP\nD;UMS103;2015=100;FEST;PROZENT\nD;UMS104;\"Mill. EUR\";FEST;X\n"
    "K;QEI;FACH-SCHL;FACH-SCHL;ZI-WERT;WERT;QUALITAET;GESPERRT;WERT-VERFAELSCHT;"
    "WERT;QUALITAET;GESPERRT;WERT-VERFAELSCHT\n"
    "D;DG;WZ08-49;2024;136.6;p;;0.0;0;.;;0.0\n"
    "D;DG;WZ08-50;2024;0;-;;0.0;7;e;g;0.0\n";

TEST(Genesis, CubeIsARowPerFigureWithItsQuality)
{
    EXPECT_EQ(table(cube),
              "DINSG|WZ08N7|JAHR|value|value_q|value_locked|value_unit|value_variable_code\n"
              "DG|WZ08-49|2024|136.6|p||2015=100|UMS103\n"
              "DG|WZ08-49|2024|0|.||Mill. EUR|UMS104\n"
              "DG|WZ08-50|2024|0|-||2015=100|UMS103\n"
              "DG|WZ08-50|2024|7|.|g|Mill. EUR|UMS104");
}

TEST(Genesis, CubeThatBreaksOffIsRefused)
{
    EXPECT_TRUE(
        says(table(cube.substr(0, cube.size() - 8)), "so viele Werte hat der Quader nicht"));
    EXPECT_TRUE(says(table(cube.substr(0, cube.find("K;QEI"))), "unvollständig"));
}

TEST(Genesis, WebTableHasTitleLinesHeaderRowsAndFootnotesBehindALine)
{
    const auto result =
        read("GENESIS-Tabelle: 12613-0006\nGestorbene: Deutschland; Monate; Geschlecht;\n"
             "Statistik der Sterbef\xE4lle;;;\n;;Geschlecht;Geschlecht\n;;m\xE4nnlich;weiblich\n"
             "1950;Januar;33504;1,5\n1950;Februar;-;2\n__________;;;\n"
             "\"Ohne Totgeborene, \"\"nachtr\xE4glich\"\"\nund.\";;;\n"
             "\xA9 Statistisches Bundesamt (Destatis);2022;;\nStand: 17.07.2022 / 21:32:00;;;\n");
    EXPECT_EQ(shown(result), "#1|#2|Geschlecht | männlich|Geschlecht | weiblich\n"
                             "1950|Januar|33504|1,5\n1950|Februar|-|2");
    ASSERT_TRUE(result);
    EXPECT_EQ(result->dialect.decimal, ',');
    ASSERT_FALSE(result->remarks.empty());
    EXPECT_TRUE(says(result->remarks.back().de, "Stand: 17.07.2022 / 21:32:00"));
}

TEST(Genesis, RepeatsTheServicesOwnWordsWhereItSendsAnEnvelope)
{
    EXPECT_TRUE(says(table(R"({"Ident":{},"Status":{"Code":98,"Content":"Die Tabelle ist zu gross",
        "Type":"Fehler"},"Object":null})"),
                     "Meldung 98: Die Tabelle ist zu gross"));
}

TEST(Genesis, RefusesWhatIsNoneOfItsFiles)
{
    EXPECT_TRUE(says(table("Jahr;Wert\n2024;1\n"), "keine Datei von GENESIS"));
    EXPECT_TRUE(says(table("<html><title>Anmeldung</title>"), "Anmeldung"));
    EXPECT_TRUE(says(table(""), "leer"));
}

} // namespace
} // namespace tuermer
