// SPDX-License-Identifier: EUPL-1.2
// PC-Axis files and Eurostat's TSV.
#include "connectors/formats/eurostat/eurostat.hpp"
#include "connectors/formats/px/px.hpp"
#include "tests/connectors/formats/shown.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

Result<ReadTable> read(std::string_view text, const PxSettings& settings = {})
{
    return read_px(text, "tabelle.px", settings);
}
std::string table(std::string_view text, const PxSettings& settings = {})
{
    return shown(read(text, settings));
}
bool says(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

const std::string head = "CHARSET=\"ANSI\";\nLANGUAGE=\"en\";\nLANGUAGES=\"en\",\"de\";\n"
                         "NOTE=\"Long text goes on\"\n\" here; and ends.\";\n"
                         "STUB=\"region\";\nSTUB[de]=\"Gebiet\";\nHEADING=\"period\",\"type\";\n"
                         "HEADING[de]=\"Zeit\",\"Art\";\nCONTVARIABLE=\"type\";\n"
                         "VALUES(\"region\")=\"Mal\"\n\"m\xF6\",\"Lund\";\n"
                         "VALUES[de](\"Gebiet\")=\"Malm\xF6\",\"Lund!\";\n"
                         "VALUES(\"period\")=\"2006K1\",\"2006K2\";\nVALUES(\"type\")=\"In\";\n"
                         "VALUES[de](\"Art\")=\"Zuzug\";\n"
                         "TIMEVAL(\"period\")=TLIST(Q1),\"20061\",\"20062\";\n"
                         "CODES(\"region\")=\"12\",\"80\";\nUNITS(\"In\")=\"persons\";\n"
                         "DATASYMBOL2=\"not available\";\n";

TEST(Px, IsReadRowByRowWithCodesLabelsAndUnits)
{
    const auto result = read(head + "DATA=\n1.50 \"..\" \n\"-\" 4;\n");
    EXPECT_EQ(shown(result), "region|region label|period|period label|type|type unit|value\n"
                             "12|Malmö|2006Q1|2006K1|In|persons|1.50\n"
                             "12|Malmö|2006Q2|2006K2|In|persons|..\n"
                             "80|Lund|2006Q1|2006K1|In|persons|-\n"
                             "80|Lund|2006Q2|2006K2|In|persons|4");
    ASSERT_TRUE(result);
    EXPECT_EQ(result->dialect.encoding, "windows-1252");
    EXPECT_TRUE(says(result->remarks.front().de, "2 = not available"));
    EXPECT_TRUE(result->signs.contains(".."));
}

TEST(Px, IsReadInTheLanguageAskedFor)
{
    const auto text = table(head + "DATA=\n1 2 3 4;\n", {.language = "de"});
    EXPECT_TRUE(says(text, "Gebiet|Gebiet label|Zeit|Zeit label|Art|Art label|Art unit|value"));
    EXPECT_TRUE(says(text, "80|Lund!|2006Q2|2006K2|In|Zuzug|persons|4") ||
                says(text, "80|Lund!|2006Q2|2006K2|Zuzug|persons|4"));
    EXPECT_TRUE(says(table(head + "DATA=\n1 2 3 4;\n", {.language = "fr"}), "keine Sprache „fr“"));
}

TEST(Px, WithKeysHasOnlyTheRowsThatAreThere)
{
    EXPECT_EQ(
        table(
            "STUB=\"a\",\"b\";HEADING=\"c\";VALUES(\"a\")=\"x\",\"y\";VALUES(\"b\")=\"1\",\"2\";\n"
            "VALUES(\"c\")=\"u\",\"v\";CODES(\"a\")=\"X\",\"Y\";KEYS(\"a\")=CODES;KEYS(\"b\")="
            "VALUES;\n"
            "DATA=\n\"Y\",\"1\",5 \".\"\n\"X\",\"2\",6 7;"),
        "a|a label|b|c|value\nY|y|1|u|5\nY|y|1|v|.\nX|x|2|u|6\nX|x|2|v|7");
    EXPECT_TRUE(says(table("STUB=\"a\";VALUES(\"a\")=\"x\";KEYS(\"a\")=VALUES;DATA=\"z\",1;"),
                     "den Schlüssel „z“"));
}

TEST(Px, WithAQuoteTooManyIsReadWhereNoFigureDependsOnIt)
{
    const std::string table_part = "STUB=\"a\";\nVALUES(\"a\")=\"x\",\"y\";\nDATA=\n1 2;\n";
    const auto result = read("NOTE=\"Opti\"onal\";\n" + table_part);
    EXPECT_EQ(shown(result), "a|value\nx|1\ny|2");
    ASSERT_TRUE(result);
    EXPECT_TRUE(says(result->remarks.back().de, "zuerst Zeile 1"));
    EXPECT_TRUE(
        says(table("CODES(\"a\")=\"0\"0\",\"1\";\n" + table_part), "Zeile 1: Die Angabe CODES"));
}

TEST(Px, IsRefusedWhereItContradictsItselfOrIsCutOff)
{
    const std::string variables = "STUB=\"a\";\nVALUES(\"a\")=\"x\",\"y\";\n";
    EXPECT_TRUE(says(table(variables + "DATA=\n1 2"), "unvollständig"));
    EXPECT_TRUE(says(table(variables + "DATA=\n1;"), "nicht so viele Zahlen"));
    EXPECT_TRUE(says(table(variables + "DATA=\n1 2 3;"), "nicht so viele Zahlen"));
    EXPECT_TRUE(says(table(variables), "unvollständig"));
    EXPECT_TRUE(says(table("DATA=1;"), "STUB und HEADING"));
    EXPECT_TRUE(says(table("STUB=\"a\";DATA=1;"), "VALUES und CODES"));
    EXPECT_TRUE(
        says(table(variables + "CODES(\"a\")=\"1\";DATA=1 2;"), "2 Werte (VALUES), aber 1"));
    EXPECT_TRUE(says(table(variables + "CONTVARIABLE=\"b\";DATA=1 2;"), "CONTVARIABLE nennt „b“"));
    EXPECT_TRUE(says(table(variables + "CONTVARIABLE=\"a\";UNITS(\"z\")=\"t\";DATA=1 2;"),
                     "UNITS nennt „z“"));
}

TEST(Px, ThatDeclaresAnotherCodePageThanItHasIsReadAsItIs)
{
    EXPECT_TRUE(
        says(table("CODEPAGE=\"iso-8859-15\";\nSTUB=\"Índice\";\nVALUES(\"Índice\")=\"a\";DATA=1;"),
             "Índice|value"));
}

TEST(EurostatTsv, BecomesARowPerPeriodWithFlagsApart)
{
    EXPECT_EQ(shown(read_eurostat_tsv("freq,unit,geo\\TIME_PERIOD\t2022 \t2023 \t2024 \n"
                                      "A,PC,DE\t54.30 \t833 be\t: c\nA,PC,AT\t: \t0n\t-1.5 p\n",
                                      "a.tsv", {})),
              "freq|unit|geo|TIME_PERIOD|value|status\nA|PC|DE|2022|54.30|\nA|PC|DE|2023|833|be\n"
              "A|PC|DE|2024|:|c\nA|PC|AT|2022|:|\nA|PC|AT|2023|0|n\nA|PC|AT|2024|-1.5|p");
}

TEST(EurostatTsv, OfAnotherShapeIsRefused)
{
    const auto text = [](std::string_view bytes) {
        return shown(read_eurostat_tsv(bytes, "a", {}));
    };
    EXPECT_TRUE(says(text("geo\t2024\nDE\t1\n"), "kein TSV von Eurostat"));
    EXPECT_TRUE(says(text("unit,geo\\time\t2023\t2024\nPC,DE\t1"), "Zeile 2"));
    EXPECT_TRUE(says(text("unit,geo\\time\t2023\nDE\t1\n"), "Zeile 2"));
}

} // namespace
} // namespace tuermer
