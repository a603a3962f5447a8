// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/sheet.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <optional>
#include <rapidcheck/gtest.h>
#include <vector>

namespace tuermer::stored {
namespace {

enum class Form { sparse, dense };

std::string written(Form form, const std::vector<SheetCell>& cells)
{
    return form == Form::dense ? dense_sheet(cells) : sparse_sheet(cells);
}

std::optional<std::vector<SheetCell>> read(const std::string& sheet,
                                           std::optional<std::int64_t> first = {})
{
    std::vector<SheetCell> cells;
    SheetReader reader(sheet, first);
    for (SheetCell cell; reader.next(cell);) cells.push_back(cell);
    return reader.whole() ? std::optional(cells) : std::nullopt;
}

// As the bulk path reads: runs of plain figures, and single cells between them.
std::optional<std::vector<SheetCell>> read_in_runs(const std::string& sheet, std::int64_t first)
{
    std::vector<SheetCell> cells;
    SheetReader reader(sheet, first);
    std::array<double, 7> figures{};
    for (SheetCell cell;;) {
        const auto place = reader.place();
        const auto count = reader.plain_figures(figures);
        for (std::size_t i = 0; i < count; ++i)
            cells.push_back({place + static_cast<std::int64_t>(i), {figures[i], Missing::none}});
        if (count > 0) continue;
        if (!reader.next(cell)) break;
        cells.push_back(cell);
    }
    return reader.whole() ? std::optional(cells) : std::nullopt;
}

bool same(const SheetCell& a, const SheetCell& b)
{
    return a.series == b.series && a.cell == b.cell &&
           std::signbit(a.cell.value) == std::signbit(b.cell.value);
}

const std::vector<SheetCell> some{{17, {48, Missing::none}},
                                  {18, {0, Missing::withheld}},
                                  {19, {52.5, Mark(Missing::none, Status::provisional)}},
                                  {21, {0, Mark(Missing::unreliable, Status::estimated)}}};

TEST(Sheet, IsWrittenSoThatAPersonCanReadIt)
{
    EXPECT_EQ(
        sparse_sheet(some),
        R"({"17":48,"18":"withheld","19":[52.5,"provisional"],"21":["unreliable","estimated"]})");
    EXPECT_EQ(dense_sheet(some),
              R"([48,"withheld",[52.5,"provisional"],null,["unreliable","estimated"]])");
    EXPECT_EQ(sparse_sheet({}), "{}");
    EXPECT_EQ(dense_sheet({}), "[]");
}

TEST(Sheet, IsDenseWhenMostOfWhatLiesBetweenIsTold)
{
    EXPECT_TRUE(is_dense(some));
    EXPECT_TRUE(is_dense(std::vector<SheetCell>{{400'000, {}}}));
    EXPECT_FALSE(is_dense(std::vector<SheetCell>{{1, {}}, {6, {}}}));
    EXPECT_FALSE(is_dense({}));
}

TEST(Sheet, WritesFiguresAsAPersonWould)
{
    for (const auto& [value, text] :
         std::vector<std::pair<double, std::string>>{{0, "[0]"},
                                                     {-0.5, "[-0.5]"},
                                                     {100'000, "[100000]"},
                                                     {12'345.678, "[12345.678]"},
                                                     {0.01, "[0.01]"},
                                                     {1.0 / 3, "[0.3333333333333333]"}})
        EXPECT_EQ(dense_sheet(std::vector<SheetCell>{{0, {value, Missing::none}}}), text);
}

double any_value()
{
    const auto decimal = rc::gen::map(rc::gen::arbitrary<std::int32_t>(),
                                      [](std::int32_t number) { return number / 1000.0; });
    return *rc::gen::oneOf(rc::gen::arbitrary<double>(), decimal,
                           rc::gen::element(-0.0, 0.0, 5e-324, 1.7e308, 0.1, 1e15,
                                            9007199254740993.0, 999999999999999.0, -1e15 + 0.125,
                                            1e22, 123456789012.345));
}

RC_GTEST_PROP(Sheet, IsReadBackToTheLastBit, ())
{
    std::vector<SheetCell> cells(*rc::gen::inRange<std::size_t>(1, 30));
    std::int64_t series = *rc::gen::inRange(0, 1'000'000);
    for (auto& [number, cell] : cells) {
        number = series += *rc::gen::inRange(1, 4);
        cell.mark = *rc::gen::weightedElement<Mark>(
            {{5, Mark(Missing::none)},
             {1, Mark(Missing::withheld)},
             {1, Mark(static_cast<Missing>(*rc::gen::inRange(0, 7)),
                      static_cast<Status>(*rc::gen::inRange(0, 6)))}});
        cell.value = cell.has_value() ? any_value() : 0;
    }
    const auto first = cells.front().series;
    const auto sparse = read(sparse_sheet(cells)), dense = read(dense_sheet(cells), first),
               in_runs = read_in_runs(dense_sheet(cells), first);
    RC_ASSERT(sparse && dense && in_runs);
    RC_ASSERT(std::ranges::equal(*sparse, cells, same));
    RC_ASSERT(std::ranges::equal(*dense, cells, same));
    RC_ASSERT(std::ranges::equal(*in_runs, cells, same));
}

TEST(Sheet, ReadsFiguresOfEveryLengthExactly)
{
    std::string sheet;
    std::vector<double> expected;
    for (int digits = 1; digits <= 12; ++digits)
        for (int decimals = 0; decimals <= 12; ++decimals) {
            auto text = std::string("987654321098").substr(0, static_cast<std::size_t>(digits));
            if (decimals > 0)
                text += "." +
                        std::string("012345678905").substr(static_cast<std::size_t>(12 - decimals));
            expected.push_back(std::stod(text));
            sheet += (sheet.empty() ? "[" : ",") + text;
        }
    sheet += "]";
    const auto one_by_one = read(sheet, 0), in_runs = read_in_runs(sheet, 0);
    ASSERT_TRUE(one_by_one && in_runs);
    for (const auto& cells : {*one_by_one, *in_runs}) {
        ASSERT_EQ(cells.size(), expected.size());
        for (std::size_t i = 0; i < cells.size(); ++i) EXPECT_EQ(cells[i].cell.value, expected[i]);
    }
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

TEST(Sheet, OfTheDenseFormIsNotWholeEither)
{
    ASSERT_TRUE(read(R"([1,null,[4,"estimated"]])", 0));
    for (const auto* text :
         {"", "[", "]", "[]x", "[1,]", "[,1]", "[1 ,2]", "[true]", "[null]", "[1,null]",
          R"(["lost"])", "[[1]]", "[-]", "[1.2.3]", "[1e]", "[1e999]", "[--1]", "{}", "[1}"}) {
        EXPECT_FALSE(read(text, 0)) << text;
        EXPECT_FALSE(read_in_runs(text, 0)) << text;
    }
}

TEST(Sheet, IsWholeAtNoPlaceWhereItCouldBeCutOff)
{
    for (const auto form : {Form::sparse, Form::dense}) {
        const auto sheet = written(form, some);
        const auto first = form == Form::dense ? std::optional<std::int64_t>(17) : std::nullopt;
        for (std::size_t length = 0; length < sheet.size(); ++length) {
            EXPECT_FALSE(read(sheet.substr(0, length), first)) << length;
            if (form == Form::dense) {
                EXPECT_FALSE(read_in_runs(sheet.substr(0, length), 17)) << length;
            }
        }
    }
}

} // namespace
} // namespace tuermer::stored
