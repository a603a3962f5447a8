// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/graph.hpp"
#include "tests/rules/indicators/figures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using namespace testing_figures;
using testing::ElementsAre;

const auto leavers = measure("leavers", "persons", {"area", "nationality"}, Frequency::year);
const auto without =
    measure("leavers_without", "persons", {"area", "nationality"}, Frequency::year);
Period y(int number)
{
    return Period::year(number);
}

// One line per part, indented by depth.
void write(const Trace& trace, const std::string& indent, std::vector<std::string>& lines)
{
    lines.push_back(indent + trace.text + (trace.key.empty() ? "" : " [" + trace.key + "]") +
                    (trace.period ? " " + to_string(*trace.period) : "") + " = " +
                    (trace.cell.has_value() ? plain(trace.cell.value)
                                            : std::string(code_of(trace.cell.mark.missing()))) +
                    " " + to_string(trace.unit) + (trace.is_input ? " *" : ""));
    for (const auto& part : trace.parts) write(part, indent + "  ", lines);
}
std::vector<std::string> lines(const Trace& trace)
{
    std::vector<std::string> result;
    write(trace, "", result);
    return result;
}

TEST(Trace, GoesDownToTheRawCells)
{
    auto graph =
        built({leavers, without},
              {rate("share", "leavers_without{nationality='f'}", "leavers{nationality='f'}", 100),
               value("rise", "share - lag(mean(share, 2 y), 1 y)")});
    std::vector<Figure> above, below;
    for (int year = 2021; year <= 2024; ++year) {
        above.push_back({{"1", "f"}, y(year), known(year - 2016)});
        below.push_back({{"1", "f"}, y(year), known(20)});
    }
    take(graph, release({block(without, above), block(leavers, below)}));
    EXPECT_THAT(
        lines(graph.trace(0, 0, y(2024))),
        ElementsAre("100 * leavers_without{nationality='f'} / leavers{nationality='f'} 2024 = 40 "
                    "percent",
                    "  leavers_without [area=1 nationality=f] 2024 = 8 persons *",
                    "  leavers [area=1 nationality=f] 2024 = 20 persons *"));
    const auto rise = lines(graph.trace(1, 0, y(2024)));
    EXPECT_EQ(rise[0], "share - lag(mean(share, 2 y), 1 y) 2024 = 7.5 percent");
    EXPECT_EQ(rise[1], "  share [area=1] 2024 = 40 percent");
    EXPECT_EQ(rise[5], "  lag(mean(share, 2 y), 1 y) 2024 = 32.5 percent");
    EXPECT_EQ(rise[6], "    mean(share, 2 y) 2023 = 32.5 percent");
    EXPECT_EQ(rise[7], "      share [area=1] 2022 = 30 percent");
    EXPECT_EQ(rise[11], "      share [area=1] 2023 = 35 percent");
    EXPECT_EQ(rise.size(), 15U);
}

TEST(Trace, NamesThePartsOfAnAggregateAndTheComparisonArea)
{
    auto graph = built({leavers}, {value("gap", "sum(leavers over nationality) - 2 * "
                                                "at(sum(leavers over nationality), area='03')")});
    take(graph, release({block(leavers, {{{"1", "g"}, y(2024), known(4)},
                                         {{"1", "f"}, y(2024), known(3)},
                                         {{"03", "g"}, y(2024), known(9)},
                                         {{"03", "f"}, y(2024), missing(Missing::withheld)}})}));
    EXPECT_THAT(
        lines(graph.trace(0, 0, y(2024))),
        ElementsAre("sum(leavers over nationality) - 2 * at(sum(leavers over nationality), "
                    "area='03') 2024 = withheld persons",
                    "  sum(leavers over nationality) 2024 = 7 persons",
                    "    leavers [area=1 nationality=f] 2024 = 3 persons *",
                    "    leavers [area=1 nationality=g] 2024 = 4 persons *",
                    "  2 * at(sum(leavers over nationality), area='03') 2024 = withheld persons",
                    "    2 = 2 ratio",
                    "    at(sum(leavers over nationality), area='03') 2024 = withheld persons",
                    "      sum(leavers over nationality) 2024 = withheld persons",
                    "        leavers [area=03 nationality=f] 2024 = withheld persons *",
                    "        leavers [area=03 nationality=g] 2024 = 9 persons *"));
}

TEST(Trace, EndsAtItsLimit)
{
    auto graph =
        built({leavers}, {value("all", "sum(sum(sum(leavers over area), 100 y), 100 y) + 0")});
    take(graph, release({block(leavers, {{{"1", "g"}, y(2024), known(4)}})}));
    EXPECT_LT(lines(graph.trace(0, 0, y(2024))).size(), Graph::max_trace_parts + 200);
}

} // namespace
} // namespace tuermer
