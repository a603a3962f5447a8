// SPDX-License-Identifier: EUPL-1.2
// A source that names no format takes what comes: a workbook, an archive; the sheet with the mapped
// columns is found, and what cannot be read is named as people name it in a sheet.
#include "tests/connectors/formats/archives.hpp"
#include "tests/connectors/sources/source_case.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string row(std::initializer_list<const char*> cells)
{
    std::string text = "<row>";
    for (const std::string cell : cells)
        text += cell.starts_with('=') ? "<c><v>" + cell.substr(1) + "</v></c>"
                                      : "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
    return text + "</row>";
}

std::string workbook(const char* last_figure)
{
    test::XlsxParts parts;
    parts.sheet = "<sheetData>" + row({"Stand", "Wert"}) + row({"heute", "=1"}) + "</sheetData>";
    parts.second_sheet = "<sheetData>" + row({"Jahr", "AGS", "Wert"}) +
                         row({"=2023", "03153", "=203.726"}) +
                         row({"=2024", "03153", last_figure}) + "</sheetData>";
    return test::xlsx_of(parts);
}

TEST(Workbook, IsReadWithoutBeingNamed)
{
    EXPECT_THAT(test::read(test::simple_source(), workbook("=48")),
                ElementsAre("leavers area=03153 2023 203.726", "leavers area=03153 2024 48"));
}

TEST(Workbook, NamesTheSheetTheLineAndTheColumnThatCannotBeRead)
{
    const auto understood = test::connector(test::simple_source())
                                ->understand(test::document(workbook("viele"), "meldung.xlsx"));
    ASSERT_FALSE(understood.has_value());
    EXPECT_EQ(understood.error().where, "meldung.xlsx: Notizen");
    EXPECT_THAT(understood.error().what.de, HasSubstr("Zeile 3, Spalte „C: Wert“: „viele“"));
}

TEST(Workbook, MayComeInAnArchive)
{
    const auto archive =
        test::zip_of({{"lies mich.txt", "Hinweise"}, {"a/werte.xlsx", workbook("=48")}});
    EXPECT_THAT(test::read(test::simple_source(), archive).front(), HasSubstr("mehrere Dateien"));
    const auto format =
        test::table({{"kind", test::value("zip")}, {"member", test::value("*.xlsx")}});
    EXPECT_THAT(test::read(test::with(test::simple_source(), "format", format), archive),
                ElementsAre("leavers area=03153 2023 203.726", "leavers area=03153 2024 48"));
}

TEST(Workbook, HasSettingsThatAreChecked)
{
    const auto source = test::with(test::simple_source(), "format",
                                   test::table({{"kind", test::value("xlsx")},
                                                {"sheet", test::value("A")},
                                                {"sheet_number", test::value(2)},
                                                {"header_rows", test::value(1)}}));
    EXPECT_THAT(test::mistakes_of(source),
                ElementsAre(HasSubstr("nennen beide das Tabellenblatt"), HasSubstr("header_rows")));
}

} // namespace
} // namespace tuermer
