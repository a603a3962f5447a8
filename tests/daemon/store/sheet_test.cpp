// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <optional>
#include <rapidcheck/gtest.h>
#include <vector>

namespace tuermer::stored {
namespace {

std::string written(const std::vector<SheetCell>& cells)
{
    std::string sheet;
    for (const auto& cell : cells) append(sheet, cell);
    finish(sheet);
    return sheet;
}

std::optional<std::vector<SheetCell>> read(const std::string& sheet)
{
    std::vector<SheetCell> cells;
    SheetReader reader(sheet);
    for (SheetCell cell; reader.next(cell);) cells.push_back(cell);
    return reader.whole() ? std::optional(cells) : std::nullopt;
}

bool same(const SheetCell& a, const SheetCell& b)
{
    return a.series == b.series && a.cell == b.cell &&
           std::signbit(a.cell.value) == std::signbit(b.cell.value);
}

TEST(Sheet, IsWrittenSoThatAPersonCanReadIt)
{
    EXPECT_EQ(
        written({{17, {48, Missing::none}},
                 {18, {0, Missing::withheld}},
                 {19, {52.5, Mark(Missing::none, Status::provisional)}},
                 {20, {0, Mark(Missing::unreliable, Status::estimated)}}}),
        R"({"17":48,"18":"withheld","19":[52.5,"provisional"],"20":["unreliable","estimated"]})");
    EXPECT_EQ(written({}), "{}");
}

RC_GTEST_PROP(Sheet, IsReadBackToTheLastBit, ())
{
    std::vector<SheetCell> cells(*rc::gen::inRange<std::size_t>(0, 30));
    for (auto& [series, cell] : cells) {
        series = *rc::gen::positive<std::int64_t>();
        cell.mark = Mark(static_cast<Missing>(*rc::gen::inRange(0, 7)),
                         static_cast<Status>(*rc::gen::inRange(0, 6)));
        cell.value = cell.has_value()
                         ? *rc::gen::oneOf(rc::gen::arbitrary<double>(),
                                           rc::gen::element(-0.0, 5e-324, 1.7e308, 0.1))
                         : 0;
    }
    const auto back = read(written(cells));
    RC_ASSERT(back.has_value());
    RC_ASSERT(std::ranges::equal(*back, cells, same));
}

TEST(Sheet, IsNotWholeWhenAnythingElseStandsInIt)
{
    ASSERT_TRUE(read(R"({"1":2,"3":[4,"estimated"]})"));
    for (const auto* text : {"",
                             "{",
                             "}",
                             "{}x",
                             R"({"1":2)",
                             R"({"1":2,})",
                             R"({,"1":2})",
                             R"({"1":2"3":4})",
                             R"({"1":2 ,"3":4})",
                             R"({"x":2})",
                             R"({1:2})",
                             R"({"1":})",
                             R"({"1":true})",
                             R"({"1":"none "})",
                             R"({"1":"lost"})",
                             R"({"1":[2]})",
                             R"({"1":[2,"guessed"]})",
                             R"({"1":[2,"estimated"})",
                             R"({"1":inf})",
                             R"({"1":nan})",
                             R"({"1":1e999})"})
        EXPECT_FALSE(read(text)) << text;
}

TEST(Sheet, IsWholeAtNoPlaceWhereItCouldBeCutOff)
{
    const auto sheet = written({{17, {48, Missing::none}}, {18, {0, Missing::withheld}}});
    for (std::size_t length = 0; length < sheet.size(); ++length)
        EXPECT_FALSE(read(sheet.substr(0, length))) << length;
}

} // namespace
} // namespace tuermer::stored
