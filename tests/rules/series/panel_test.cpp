// SPDX-License-Identifier: EUPL-1.2
#include "rules/series/panel.hpp"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace tuermer {
namespace {

Panel leavers()
{
    return {"leavers", Unit{{{"persons", 1}}, 1}, Frequency::year, {"area", "nationality"}};
}

TEST(Panel, HoldsWhatWasPutAndNothingElse)
{
    auto panel = leavers();
    const auto row = panel.row({"03153", "foreign"});
    EXPECT_TRUE(panel.put(row, Period::year(2024), {124, Missing::none}));
    EXPECT_FALSE(panel.put(row, Period::year(2024), {124, Missing::none}));
    EXPECT_EQ(panel.at(row, Period::year(2024)), (Cell{124, Missing::none}));
    EXPECT_EQ(panel.at(row, Period::year(2023)).mark.missing(), Missing::not_yet);
    EXPECT_EQ(panel.at(row, Period::month(2024, 1)).mark.missing(), Missing::not_yet);
}

TEST(Panel, GrowsToBothSidesWithoutLosingACell)
{
    auto panel = leavers();
    const auto first = panel.row({"03153", "foreign"});
    panel.put(first, Period::year(2020), {1, Missing::none});
    panel.put(first, Period::year(2005), {2, Missing::none});
    const auto second = panel.row({"03", "foreign"});
    panel.put(second, Period::year(2030), {3, Missing::none});
    EXPECT_EQ(panel.at(first, Period::year(2020)).value, 1);
    EXPECT_EQ(panel.at(first, Period::year(2005)).value, 2);
    EXPECT_EQ(panel.at(second, Period::year(2030)).value, 3);
    EXPECT_EQ(panel.at(second, Period::year(2020)).mark.missing(), Missing::not_yet);
    EXPECT_EQ(panel.columns(), 26U);
}

TEST(Panel, GrowsRowByRowAndPeriodByPeriodOverTheEdgesOfItsMemory)
{
    auto panel = leavers();
    const auto figure = [](int year, std::uint32_t row) { return year * 1000.0 + row; };
    for (int step = 0; step < 70; ++step) {
        const auto newest = panel.row({std::to_string(step), "foreign"});
        for (const int year : {2000 + step, 1999 - step})
            for (std::uint32_t row = 0; row <= newest; ++row)
                panel.put(row, Period::year(year), {figure(year, row), Missing::none});
    }
    EXPECT_EQ(panel.columns(), 140U);
    for (std::uint32_t row = 0; row < panel.rows(); ++row)
        for (int year = 1930; year < 2070; ++year) {
            const auto known =
                row <= static_cast<std::uint32_t>(year < 2000 ? 1999 - year : year - 2000);
            ASSERT_EQ(panel.at(row, Period::year(year)),
                      known ? (Cell{figure(year, row), Missing::none}) : Cell{});
        }
}

TEST(Panel, HoldsOnlyThePeriodsItWasGivenThoughItHasRoomForMore)
{
    auto panel = leavers();
    const auto row = panel.row({"03153", "foreign"});
    for (int year = 2000; year < 2100; ++year)
        panel.put(row, Period::year(year), {year + 0.5, Missing::none});
    EXPECT_EQ(panel.columns(), 100U);
    EXPECT_EQ(panel.last(), Period::year(2099));
    EXPECT_EQ(panel.at(row, Period::year(2100)), Cell{});
    for (int year = 2000; year < 2100; ++year)
        EXPECT_EQ(panel.at(row, Period::year(year)).value, year + 0.5);
}

TEST(Panel, AMissingCellHasNoValue)
{
    auto panel = leavers();
    const auto row = panel.row({"03153", "foreign"});
    panel.put(row, Period::year(2024), {7, Missing::withheld});
    EXPECT_EQ(panel.at(row, Period::year(2024)).value, 0);
    EXPECT_FALSE(panel.put(row, Period::year(2024), {9, Missing::withheld}));
}

RC_GTEST_PROP(Panel, AgreesWithAMap, (const std::vector<std::tuple<unsigned, int, int>>& puts))
{
    auto panel = leavers();
    std::map<std::pair<std::uint32_t, Period>, double> naive;
    for (const auto& [area, year, value] : puts) {
        const auto row = panel.row({std::to_string(area % 7), "foreign"});
        const auto period = Period::year(2000 + year % 100);
        panel.put(row, period, {static_cast<double>(value), Missing::none});
        naive[{row, period}] = value;
    }
    for (const auto& [place, value] : naive)
        RC_ASSERT(panel.at(place.first, place.second) == (Cell{value, Missing::none}));
    std::size_t held = 0;
    for (std::uint32_t row = 0; row < panel.rows(); ++row)
        for (int column = 0; column < static_cast<int>(panel.columns()); ++column)
            held += panel.at(row, panel.first() + column).has_value() ? 1U : 0U;
    RC_ASSERT(held == naive.size());
}

// A panel of so many rows in which every third cell is known.
Panel with_gaps(std::uint32_t rows, Period first, std::uint32_t periods)
{
    auto panel = leavers();
    for (std::uint32_t row = 0; row < rows; ++row) {
        panel.row({std::to_string(row), "foreign"});
        for (std::uint32_t i = row % 3; i < periods; i += 3)
            panel.put(row, first + static_cast<int>(i), {row + i / 1000.0, Missing::none});
    }
    return panel;
}

// Sheets begin anywhere in the panel's own octets and strips, and end anywhere.
RC_GTEST_PROP(Panel, ReadsManyCellsAsItReadsEach, ())
{
    const auto rows = *rc::gen::inRange<std::uint32_t>(1, 40);
    const auto first = Period::year(*rc::gen::inRange(1990, 2010));
    const auto panel = with_gaps(rows, first, *rc::gen::inRange<std::uint32_t>(0, 90));
    auto wanted =
        *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0, rows));
    if (rows >= 16 && *rc::gen::arbitrary<bool>()) wanted = {8, 9, 10, 11, 12, 13, 14, 15};
    const Columns columns{first.index() + *rc::gen::inRange(-20, 70),
                          *rc::gen::inRange<std::uint32_t>(0, 90)};
    const auto cells = wanted.size() * columns.count;
    std::vector<double> values(cells, -1);
    std::vector<std::uint8_t> marks(cells, 0xFF);
    if (!panel.read(wanted, columns, values.data(), marks.data()))
        marks.assign(cells, Mark(Missing::none).byte());
    for (std::size_t i = 0; i < cells; ++i) {
        const Period period(Frequency::year, columns.first + static_cast<int>(i / wanted.size()));
        const auto cell = panel.at(wanted[i % wanted.size()], period);
        RC_ASSERT(values[i] == cell.value);
        RC_ASSERT(marks[i] == cell.mark.byte());
    }
}

RC_GTEST_PROP(Panel, WritesManyCellsAndTellsWhichWereOthers, ())
{
    const auto first = Period::year(*rc::gen::inRange(1990, 2010));
    auto panel = with_gaps(40, first, 70);
    const auto begin = *rc::gen::inRange<std::uint32_t>(0, 40);
    RowRange rows{begin, *rc::gen::inRange<std::uint32_t>(begin, 41)};
    if (*rc::gen::arbitrary<bool>()) rows = {begin / 8 * 8, begin / 8 * 8 + 8};
    const auto from = *rc::gen::inRange(0, 68);
    const Columns columns =
        panel.held({first.index() + from, *rc::gen::inRange<std::uint32_t>(0, 70)});
    const auto before = panel;
    const auto height = rows.end - rows.first;
    std::vector<double> values(std::size_t{height} * columns.count);
    std::vector<std::uint8_t> marks(values.size()), changed(values.size());
    if (!panel.read(rows, columns, values.data(), marks.data()))
        marks.assign(marks.size(), Mark(Missing::none).byte());
    std::vector<bool> altered(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        if ((altered[i] = *rc::gen::arbitrary<bool>())) values[i] += 1, marks[i] = 0;
    panel.write(rows, columns, values.data(), marks.data(), changed.data());
    for (std::uint32_t row = 0; row < 40; ++row)
        for (auto p = panel.first(); p <= panel.last(); p = p + 1) {
            const auto column = p.index() - columns.first;
            const bool inside =
                rows.first <= row && row < rows.end && column >= 0 && p.index() < columns.end();
            const auto at = static_cast<std::size_t>(column) * height + (row - rows.first);
            if (inside) RC_ASSERT(altered[at] == (changed[at] == 1));
            const bool other = inside && altered[at];
            RC_ASSERT((panel.at(row, p) == before.at(row, p)) == !other);
            if (other) RC_ASSERT(panel.at(row, p) == (Cell{values[at], Missing::none}));
        }
}

TEST(Panel, KnowsTheFirstAndTheLastPeriodOfARowOfWhichAnythingIsSaid)
{
    auto panel = leavers();
    const auto row = panel.row({"03153", "foreign"}), other = panel.row({"03", "foreign"});
    EXPECT_FALSE(panel.known(row));
    panel.put(other, Period::year(2000), {1, Missing::none});
    panel.put(other, Period::year(2020), {1, Missing::none});
    EXPECT_FALSE(panel.known(row));
    panel.put(row, Period::year(2007), {0, Missing::withheld});
    panel.put(row, Period::year(2016), {2, Missing::none});
    EXPECT_EQ(panel.known(row), (PeriodRange{Period::year(2007), Period::year(2016)}));
}

} // namespace
} // namespace tuermer
