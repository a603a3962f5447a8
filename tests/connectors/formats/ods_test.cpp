// SPDX-License-Identifier: EUPL-1.2
// OpenDocument spreadsheets: repeated cells and rows, spans, notes, what is stored against what is
// shown.
#include "connectors/formats/ods/ods.hpp"

#include "tests/connectors/formats/archives.hpp"
#include "tests/connectors/formats/sheet_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using ::testing::HasSubstr;

std::string text(const std::string& tables, const std::string& styles = "")
{
    return test::sheet_text(read_ods(test::ods_of(styles, tables), "a.ods", {}));
}

std::string row(const std::string& cells, const std::string& attributes = "")
{
    return "<table:table-row " + attributes + ">" + cells + "</table:table-row>";
}

std::string words(const std::string& paragraphs, const std::string& attributes = "")
{
    return "<table:table-cell office:value-type=\"string\" " + attributes + "><text:p>" +
           paragraphs + "</text:p></table:table-cell>";
}

std::string stored(const std::string& type, const std::string& value)
{
    const auto key = type == "date" || type == "boolean" ? type + "-value" : std::string{"value"};
    return "<table:table-cell office:value-type=\"" + type + "\" office:" + key + "=\"" + value +
           "\"><text:p>shown</text:p></table:table-cell>";
}

std::string sheet(const std::string& name, const std::string& rows)
{
    return "<table:table table:name=\"" + name + "\">" + rows + "</table:table>";
}

TEST(Ods, ReadsWhatIsStoredAndNotWhatIsShown)
{
    EXPECT_EQ(
        text(sheet(
            "Daten",
            row(words("Jahr") + words("Wert") + words("Anteil") + words("Tag") + words("Ja")) +
                row(stored("float", "2024") + stored("currency", "274.65000000000003") +
                    stored("percentage", "0.055") + stored("date", "2024-07-01T12:30:00") +
                    stored("boolean", "true")))),
        "Daten: Jahr|Wert|Anteil|Tag|Ja\n2: 2024|274.65|5.5%|2024-07-01 12:30:00|TRUE\n");
}

TEST(Ods, WritesRepeatedCellsAndRowsOutWhereSomethingStandsInThem)
{
    EXPECT_EQ(text(sheet("Daten",
                         row(words("a") + words("b") + words("c")) +
                             row("<table:table-cell office:value-type=\"float\" office:value=\"1\" "
                                 "table:number-columns-repeated=\"3\"/><table:table-cell "
                                 "table:number-columns-repeated=\"16000\"/>",
                                 "table:number-rows-repeated=\"2\"") +
                             row("<table:table-cell table:number-columns-repeated=\"1024\"/>",
                                 "table:number-rows-repeated=\"1000\"") +
                             row("<table:table-cell/>" + stored("float", "7")))),
              "Daten: a|b|c\n2: 1|1|1\n3: 1|1|1\n1004: |7|\n");
}

TEST(Ods, LeavesNotesOutAndMarksRaisedDigits)
{
    const auto styles =
        "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties "
        "style:text-position=\"super 58%\"/></style:style>";
    EXPECT_EQ(text(sheet("Daten", row(words("Insgesamt<text:span "
                                            "text:style-name=\"T1\">2)</text:span>") +
                                      "<table:table-cell office:value-type=\"string\">"
                                      "<office:annotation><text:p>nein</text:p></office:annotation>"
                                      "<text:p>zwei<text:s text:c=\"2\"/>Worte</text:p>"
                                      "<text:p>Zeilen</text:p></table:table-cell>") +
                                      row(stored("float", "1") + stored("float", "2"))),
                   styles),
              "Daten: Insgesamt\u00B2\u207E|zwei Worte Zeilen\n2: 1|2\n");
}

TEST(Ods, KnowsHiddenSheetsAndRows)
{
    const auto styles =
        "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties "
        "table:display=\"false\"/></style:style>";
    const auto tables = "<table:table table:name=\"Alt\" table:style-name=\"ta2\">" +
                        row(words("x")) + row(stored("float", "1"), "table:visibility=\"filter\"") +
                        "</table:table>";
    const auto read = read_ods(test::ods_of(styles, tables), "a.ods", {});
    EXPECT_EQ(test::sheet_text(read), "Alt: x\n2: 1\n");
    ASSERT_EQ(read->remarks.size(), 2U);
    EXPECT_THAT(read->remarks[0].de, HasSubstr("Das Tabellenblatt ist ausgeblendet"));
    EXPECT_THAT(read->remarks[1].de, HasSubstr("Ausgeblendete Zeilen: 1"));
}

TEST(Ods, RefusesARepetitionThatWouldFillTheMemory)
{
    EXPECT_THAT(text(sheet("Daten", row("<table:table-cell office:value-type=\"float\" "
                                        "office:value=\"1\" "
                                        "table:number-columns-repeated=\"16384\"/>",
                                        "table:number-rows-repeated=\"1048576\""))),
                HasSubstr("gelesen werden höchstens 4096 Spalten"));
    sheets::SheetSettings settings;
    settings.limits.cells = 1'000'000;
    const auto tall = sheet("Daten", row("<table:table-cell office:value-type=\"float\" "
                                         "office:value=\"1\" table:number-columns-repeated=\"2\"/>",
                                         "table:number-rows-repeated=\"1048576\""));
    EXPECT_THAT(test::sheet_text(read_ods(test::ods_of("", tall), "a.ods", settings)),
                HasSubstr("mehr als 1000000 Zellen"));
}

} // namespace
} // namespace tuermer
