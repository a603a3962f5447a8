// SPDX-License-Identifier: EUPL-1.2
// XLSX as Excel, LibreOffice and programs write it.
#include "connectors/formats/xlsx/xlsx.hpp"

#include "tests/connectors/formats/archives.hpp"
#include "tests/connectors/formats/sheet_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using sheets::SheetSettings;
using ::testing::HasSubstr;

std::string text(const test::XlsxParts& parts, const SheetSettings& settings = {})
{
    return test::sheet_text(read_xlsx(test::xlsx_of(parts), "a.xlsx", settings));
}

std::string cell(const std::string& attributes, const std::string& content)
{
    return "<c " + attributes + ">" + content + "</c>";
}

std::string words(const std::string& reference, const std::string& content)
{
    return cell("r=\"" + reference + "\" t=\"inlineStr\"", "<is><t>" + content + "</t></is>");
}

std::string number(const std::string& reference, const std::string& value)
{
    return cell("r=\"" + reference + "\"", "<v>" + value + "</v>");
}

TEST(Xlsx, ReadsEveryKindOfCell)
{
    test::XlsxParts parts;
    parts.strings = "<si><t>Gebiet</t></si><si><r><t>Personen</t></r><r><rPr><vertAlign "
                    "val=\"superscript\"/></rPr><t>1)</t></r><rPh><t>x</t></rPh></si>";
    parts.sheet = "<sheetData><row r=\"1\">" + cell("r=\"A1\" t=\"s\"", "<v>0</v>") +
                  cell("r=\"B1\" t=\"s\"", "<v>1</v>") + words("C1", "Quote_x000D_") +
                  "</row><row r=\"3\">" + cell("r=\"A3\" t=\"str\"", "<f>B1</f><v>Goslar</v>") +
                  number("B3", "1234.5") + cell("r=\"C3\" t=\"b\"", "<v>1</v>") + "</row><row>" +
                  cell("t=\"e\"", "<v>#DIV/0!</v>") + cell("", "<v>7</v>") +
                  cell("t=\"d\"", "<v>2024-07-01T00:00:00</v>") + "</row></sheetData>";
    EXPECT_EQ(text(parts), "Daten: Gebiet|Personen\u00B9\u207E|Quote\n"
                           "3: Goslar|1234.5|TRUE\n"
                           "4: #DIV/0!|7|2024-07-01\n");
}

TEST(Xlsx, ShowsNumbersWithTheDigitsThatWereTyped)
{
    test::XlsxParts parts;
    parts.sheet = "<sheetData><row>" + words("A1", "Wert") + "</row><row>" +
                  number("A2", "274.65000000000003") + "</row><row>" +
                  number("A3", "0.30000000000000004") + "</row><row>" + number("A4", "1.5E-3") +
                  "</row><row>" + number("A5", "12345678901234567890") + "</row><row>" +
                  number("A6", "54.30") + "</row></sheetData>";
    EXPECT_EQ(text(parts), "Daten: Wert\n2: 274.65\n3: 0.3\n4: 0.0015\n5: 12345678901234600000\n"
                           "6: 54.30\n");
}

TEST(Xlsx, ShowsDatesAndPercentsByTheirStyle)
{
    test::XlsxParts parts;
    parts.styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\"/><numFmt "
                   "numFmtId=\"165\" formatCode=\"mmm\\ yyyy\"/><numFmt numFmtId=\"166\" "
                   "formatCode=\"[Red]#,##0.0&quot; days&quot;\"/></numFmts><cellStyleXfs><xf "
                   "numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf "
                   "numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"10\"/><xf "
                   "numFmtId=\"166\"/><xf numFmtId=\"22\"/></cellXfs>";
    const auto styled = [](const char* reference, int style, const char* value) {
        return cell("r=\"" + std::string{reference} + "\" s=\"" + std::to_string(style) + "\"",
                    "<v>" + std::string{value} + "</v>");
    };
    parts.sheet = "<sheetData><row>" + words("A1", "Tag") + words("B1", "Monat") +
                  words("C1", "Anteil") + words("D1", "Dauer") + words("E1", "Zeit") +
                  "</row><row>" + styled("A2", 1, "45474") + styled("B2", 2, "45474") +
                  styled("C2", 3, "0.0557") + styled("D2", 4, "45474") +
                  styled("E2", 5, "45474.5") + "</row></sheetData>";
    EXPECT_EQ(text(parts), "Daten: Tag|Monat|Anteil|Dauer|Zeit\n"
                           "2: 2024-07-01|2024-07|5.57%|45474|2024-07-01 12:00:00\n");
    parts.workbook_properties = "<workbookPr date1904=\"1\"/>";
    EXPECT_THAT(text(parts), HasSubstr("2: 2028-07-02|2028-07|"));
}

TEST(Xlsx, JoinsMergedHeadersAndTellsTitlesAndFooters)
{
    test::XlsxParts parts;
    parts.sheet = "<sheetData><row r=\"1\">" + words("A1", "Einbürgerungen") +
                  "</row><row r=\"3\">" + words("A3", "Gebiet") + words("B3", "Insgesamt") +
                  "</row><row r=\"4\">" + words("B4", "2023") + words("C4", "2024") +
                  "</row><row r=\"5\">" + words("A5", "Goslar") + number("B5", "1") +
                  number("C5", "2") + "</row><row r=\"7\">" +
                  words("A7", "Quelle: eigene Zählung") +
                  "</row></sheetData><mergeCells><mergeCell ref=\"A3:A4\"/><mergeCell "
                  "ref=\"B3:C3\"/><mergeCell ref=\"A1:C1\"/></mergeCells>";
    const auto read = read_xlsx(test::xlsx_of(parts), "a.xlsx", {});
    EXPECT_EQ(test::sheet_text(read), "Daten: Gebiet|Insgesamt \\ 2023|Insgesamt \\ 2024\n"
                                      "5: Goslar|1|2\n");
    ASSERT_EQ(read->remarks.size(), 2U);
    EXPECT_THAT(read->remarks[0].de, HasSubstr("Fußzeilen ab Zeile 7: 1"));
    EXPECT_THAT(read->remarks[1].de, HasSubstr("Titelzeilen über der Tabelle: Zeile 1 bis 2"));
    EXPECT_TRUE(read->dialect.decimal_told);
}

TEST(Xlsx, LetsAMergedLabelStandForAllItsRowsAndAMergedFigureForOne)
{
    test::XlsxParts parts;
    parts.sheet = "<sheetData><row>" + words("A1", "Gebiet") + words("B1", "Jahr") +
                  words("C1", "Personen") + "</row><row>" + words("A2", "Goslar") +
                  number("B2", "2023") + number("C2", "8") + "</row><row>" + number("B3", "2024") +
                  "</row></sheetData><mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell "
                  "ref=\"C2:C3\"/></mergeCells>";
    EXPECT_EQ(text(parts), "Daten: Gebiet|Jahr|Personen\n2: Goslar|2023|8\n3: Goslar|2024|\n");
}

TEST(Xlsx, ReadsHiddenRowsAndSheetsUnlessToldOtherwise)
{
    test::XlsxParts parts;
    parts.first_state = "state=\"hidden\"";
    parts.sheet = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row>" +
                  words("A1", "Jahr") + words("B1", "Alt") + "</row><row hidden=\"1\">" +
                  number("A2", "2023") + number("B2", "1") + "</row><row>" + number("A3", "2024") +
                  number("B3", "2") + "</row></sheetData>";
    const auto read = read_xlsx(test::xlsx_of(parts), "a.xlsx", {});
    EXPECT_EQ(test::sheet_text(read), "Daten: Jahr|Alt\n2: 2023|1\n3: 2024|2\n");
    ASSERT_EQ(read->remarks.size(), 3U);
    EXPECT_THAT(read->remarks[0].de, HasSubstr("Das Tabellenblatt ist ausgeblendet (mitgelesen"));
    EXPECT_THAT(read->remarks[1].de, HasSubstr("Ausgeblendete Zeilen: 1"));
    EXPECT_THAT(read->remarks[2].de, HasSubstr("Ausgeblendete Spalten: B"));
    SheetSettings settings;
    settings.sheets = {"Daten"};
    settings.hidden = SheetSettings::Hidden::leave_out;
    EXPECT_EQ(text(parts, settings), "Daten: Jahr|Alt\n3: 2024|\n");
}

TEST(Xlsx, ChoosesSheetsByNamePatternAndNumber)
{
    test::XlsxParts parts;
    parts.sheet = "<sheetData><row>" + words("A1", "Jahr") + "</row><row>" + number("A2", "2024") +
                  "</row></sheetData>";
    parts.second_sheet = "<sheetData><row>" + words("A1", "Nur Worte") + "</row></sheetData>";
    EXPECT_EQ(text(parts), "Daten: Jahr\n2: 2024\n"); // the other one has no figures
    SheetSettings settings;
    settings.sheets = {"No*"};
    EXPECT_EQ(text(parts, settings), "Notizen: Nur Worte\n");
    settings.sheets = {"Fehlt"};
    EXPECT_THAT(text(parts, settings),
                HasSubstr("Kein Tabellenblatt mit Inhalt heißt „Fehlt“. Es gibt: Daten, Notizen."));
    settings = {};
    settings.sheet_number = 2;
    EXPECT_EQ(text(parts, settings), "Notizen: Nur Worte\n");
}

TEST(Xlsx, RefusesWhatIsDamagedOrTooLarge)
{
    test::XlsxParts parts;
    parts.sheet = "<sheetData><row>" + cell("r=\"A1\" t=\"s\"", "<v>5</v>") + "</row></sheetData>";
    EXPECT_THAT(text(parts), HasSubstr("verweist auf Text Nr. 5"));
    parts.sheet = "<sheetData><row>" + number("BDWGN1", "1") + "</row></sheetData>";
    EXPECT_THAT(text(parts), HasSubstr("gelesen werden höchstens 4096 Spalten"));
    parts.sheet = "<sheetData><row r=\"5\">" + number("A5", "1") + "</row><row r=\"2\">" +
                  number("A2", "1") + "</row></sheetData>";
    EXPECT_THAT(text(parts), HasSubstr("Auf Zeile 5 folgt Zeile 2"));
    parts.sheet = "<sheetData><row>";
    EXPECT_THAT(text(parts), HasSubstr("fehlerhaft"));
    parts.sheet = "<sheetData/>";
    EXPECT_THAT(text(parts), HasSubstr("keine Zelle mit Inhalt"));
    const auto whole = test::xlsx_of(parts);
    EXPECT_THAT(test::sheet_text(read_xlsx(whole.substr(0, whole.size() - 40), "a.xlsx", {})),
                HasSubstr("abgeschnitten"));
}

TEST(Xlsx, RefusesEntitiesAndDeepNesting)
{
    const auto with_workbook = [](const std::string& workbook) {
        return test::sheet_text(read_xlsx(
            test::zip_of({{"_rels/.rels", "<Relationships/>"}, {"xl/workbook.xml", workbook}}),
            "a.xlsx", {}));
    };
    EXPECT_THAT(with_workbook("<!DOCTYPE a [<!ENTITY b \"ha\">]><a>&b;</a>"), HasSubstr("ENTITY"));
    std::string deep;
    for (int i = 0; i < 300; ++i) deep += "<a>";
    EXPECT_THAT(with_workbook(deep), HasSubstr("tiefer als 256 Ebenen"));
}

TEST(Xlsx, JudgesByColumnWhereTextsLookLikeFigures)
{
    test::XlsxParts parts;
    parts.sheet = "<sheetData><row>" + words("A1", "Ort") + words("B1", "Wert") + "</row><row>" +
                  words("A2", "Goslar") + words("B2", "1.234,5") + "</row></sheetData>";
    const auto read = read_xlsx(test::xlsx_of(parts), "a.xlsx", {});
    ASSERT_TRUE(read.has_value());
    EXPECT_FALSE(read->dialect.decimal_told);
}

} // namespace
} // namespace tuermer
