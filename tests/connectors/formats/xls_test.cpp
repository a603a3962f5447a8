// SPDX-License-Identifier: EUPL-1.2
// Old Excel workbooks: one that a library wrote (tests/fuzz/seeds/xls), and records as they hurt.
#include "connectors/formats/xls/xls.hpp"

#include "tests/connectors/formats/containers.hpp"
#include "tests/connectors/formats/sheet_text.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

namespace tuermer {
namespace {

using test::body;
using test::record;
using ::testing::HasSubstr;

std::string own_workbook()
{
    std::ifstream file{TUERMER_ROOT "/tests/fuzz/seeds/xls/own.xls", std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(Xls, ReadsWhatALibraryWrote)
{
    const auto read = read_xls(own_workbook(), "own.xls", {});
    EXPECT_EQ(test::sheet_text(read), "Daten: Gebiet|Personen \\ 2023|Personen \\ 2024\n"
                                      "3: Goslar|1234.5|42\n"
                                      "4: Harz|2024-07-01|TRUE\n"
                                      "5: Summe|5.57%|\n" // the library computes no formulas
                                      "Versteckt: x\n2: 7\n");
    ASSERT_EQ(read->remarks.size(), 2U);
    EXPECT_THAT(read->remarks[0].de, HasSubstr("Ausgeblendete Zeilen: 1"));
    EXPECT_THAT(read->remarks[1].de, HasSubstr("„Versteckt“: Das Tabellenblatt ist ausgeblendet"));
    sheets::SheetSettings settings;
    settings.hidden = sheets::SheetSettings::Hidden::leave_out;
    EXPECT_EQ(test::sheet_text(read_xls(own_workbook(), "own.xls", settings)),
              "Daten: Gebiet|Personen \\ 2023|Personen \\ 2024\n"
              "3: Goslar|1234.5|42\n"
              "5: Summe|5.57%|\n");
}

// Globals, then one sheet "A" whose records are given.
std::string workbook(const std::string& globals, const std::string& sheet)
{
    const auto begin = [](std::uint64_t kind) {
        return record(0x0809, body({{0x0600, 2}, {kind, 2}, {0, 8}, {0, 4}}));
    };
    const auto end = record(0x000A, "");
    const auto place = [](std::uint64_t at) {
        return record(0x0085, body({{at, 4}, {0, 2}, {1, 1}, {0, 1}}) + "A");
    };
    const auto before = begin(5).size() + globals.size() + place(0).size() + end.size();
    return test::container_of(begin(5) + globals + place(before) + end + begin(0x10) + sheet + end);
}

std::string text(const std::string& bytes)
{
    return test::sheet_text(read_xls(bytes, "a.xls", {}));
}

std::string shared_label(std::uint64_t row, std::uint64_t column, std::uint64_t text)
{
    return record(0x00FD, body({{row, 2}, {column, 2}, {0, 2}, {text, 4}}));
}

TEST(Xls, ReadsSharedTextsOverTheBordersOfRecords)
{
    // "Jahr" begins in one byte a letter and goes on in two; the second text has a raised run.
    const auto fonts = record(0x0031, body({{200, 2}, {0, 2}, {0, 4}, {0, 2}})) +
                       record(0x0031, body({{200, 2}, {0, 2}, {0, 4}, {1, 2}}));
    const auto first = record(0x00FC, body({{2, 4}, {2, 4}, {4, 2}, {0, 1}}) + "Ja");
    const auto second =
        record(0x003C, body({{1, 1}, {'h', 2}, {'r', 2}}) + body({{5, 2}, {8, 1}, {1, 2}}) +
                           "Wert1" + body({{4, 2}, {1, 2}}));
    EXPECT_EQ(
        text(workbook(fonts + first + second,
                      shared_label(0, 0, 0) + shared_label(0, 1, 1) +
                          record(0x0203, body({{1, 2}, {0, 2}, {0, 2}, {0x409F9C0000000000, 8}})) +
                          record(0x027E, body({{1, 2}, {1, 2}, {0, 2}, {1460U << 2U | 3U, 4}})))),
        "A: Jahr|Wert\u00B9\n2: 2023|14.6\n");
}

TEST(Xls, SortsCellsAndTakesTheLaterOfTwo)
{
    const auto number = [](std::uint64_t row, std::uint64_t column, std::uint64_t value) {
        return record(0x027E, body({{row, 2}, {column, 2}, {0, 2}, {value << 2U | 2U, 4}}));
    };
    EXPECT_EQ(text(workbook("", number(1, 1, 4) + number(1, 0, 1) + number(0, 0, 9) +
                                    number(1, 0, 3) + number(0, 1, 8))),
              "A: #1|#2\n1: 9|8\n2: 3|4\n");
}

TEST(Xls, SaysWhyItIsNotRead)
{
    EXPECT_THAT(text(workbook(record(0x002F, body({{1, 2}})), "")), HasSubstr("verschlüsselt"));
    EXPECT_THAT(text(test::container_of("nothing")), HasSubstr("älter als Excel 5"));
    EXPECT_THAT(text(std::string{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"}), HasSubstr("abgeschnitten"));
    const auto whole = own_workbook();
    EXPECT_THAT(text(whole.substr(0, 2'000)), HasSubstr("abgeschnitten"));
}

} // namespace
} // namespace tuermer
