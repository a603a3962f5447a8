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

TEST(Panel, HasRoomForPeriodsToComeAndStillHoldsOnlyItsOwn)
{
    auto panel = leavers();
    const auto row = panel.row({"03153", "foreign"});
    for (int year = 2000; year < 2100; ++year)
        panel.put(row, Period::year(year), {year + 0.5, Missing::none});
    EXPECT_EQ(panel.columns(), 100U);
    EXPECT_EQ(panel.values(row).size(), 100U);
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
        const auto period = Period::year(2000 + year % 40);
        panel.put(row, period, {static_cast<double>(value), Missing::none});
        naive[{row, period}] = value;
    }
    for (const auto& [place, value] : naive)
        RC_ASSERT(panel.at(place.first, place.second) == (Cell{value, Missing::none}));
    std::size_t held = 0;
    for (std::uint32_t row = 0; row < panel.rows(); ++row)
        for (const auto mark : panel.marks(row))
            held += Mark::from_byte(mark).has_value() ? 1U : 0U;
    RC_ASSERT(held == naive.size());
}

} // namespace
} // namespace tuermer
