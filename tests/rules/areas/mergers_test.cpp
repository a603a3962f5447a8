// SPDX-License-Identifier: EUPL-1.2
// Real case: recipients of minimum social security in Göttingen and Osterode am Harz, which became
// one district on 1 November 2016 (Landesamt für Statistik Niedersachsen, indicator 6-2-1).
#include "rules/areas/mergers.hpp"

#include "tests/rules/areas/germany.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Panel empty_panel()
{
    return {"recipients", Unit{{{"persons", 1}}, 1}, Frequency::year, {"area", "nationality"}};
}

void put(Panel& panel, std::string_view area, int year, double value,
         std::string_view nationality = "total", Mark mark = Mark(Missing::none))
{
    const auto row = panel.row({area, nationality});
    panel.put(row, Period::year(year), {mark.has_value() ? value : 0, mark});
}

// As published in 2021: the years before the merger under the old districts.
Panel recipients()
{
    auto panel = empty_panel();
    put(panel, "03152", 2012, 22886);
    put(panel, "03152", 2014, 22271);
    put(panel, "03156", 2012, 7782);
    put(panel, "03156", 2014, 7385);
    put(panel, "03159", 2018, 27198);
    return panel;
}

std::vector<std::uint32_t> asked(Panel& panel, std::string_view area, int year,
                                 std::string_view nationality = "total")
{
    static const auto areas = test::some_hierarchy();
    return rows_before_merger(panel, areas, panel.row({area, nationality}), Period::year(year));
}

TEST(MergedArea, WasTheSumOfItsPredecessors)
{
    auto panel = recipients();
    const auto rows = asked(panel, "03159", 2014);
    ASSERT_THAT(rows, ElementsAre(panel.row({"03152", "total"}), panel.row({"03156", "total"})));
    double sum = 0;
    for (const auto row : rows) sum += panel.at(row, Period::year(2014)).value;
    EXPECT_EQ(sum, 29656);
}

TEST(MergedArea, IsNoSumWhereAPredecessorIsMissing)
{
    auto panel = recipients();
    EXPECT_THAT(asked(panel, "03159", 2013), IsEmpty());
    put(panel, "03152", 2013, 22500);
    EXPECT_THAT(asked(panel, "03159", 2013), IsEmpty());
    put(panel, "03156", 2013, 0, "total", Mark(Missing::withheld));
    EXPECT_THAT(asked(panel, "03159", 2013), IsEmpty());
    put(panel, "03156", 2013, 7500);
    EXPECT_THAT(asked(panel, "03159", 2013), testing::SizeIs(2));
}

TEST(MergedArea, IsNoSumWhereThePublisherHasSpoken)
{
    auto panel = recipients();
    // LSN 2022 carries Göttingen's old figure under the new code: nothing is added to it.
    put(panel, "03159", 2014, 22271);
    EXPECT_THAT(asked(panel, "03159", 2014), IsEmpty());
    put(panel, "03159", 2012, 0, "total", Mark(Missing::withheld));
    EXPECT_THAT(asked(panel, "03159", 2012), IsEmpty());
}

TEST(MergedArea, IsNoSumInAPeriodThatReachesIntoTheNewOrder)
{
    auto panel = recipients();
    put(panel, "03152", 2016, 24000);
    put(panel, "03156", 2016, 8000);
    EXPECT_THAT(asked(panel, "03159", 2016), IsEmpty());
}

TEST(MergedArea, IsASumWithinEachGroup)
{
    auto panel = recipients();
    put(panel, "03159", 2018, 8234, "foreign");
    put(panel, "03152", 2014, 4237, "foreign");
    EXPECT_THAT(asked(panel, "03159", 2014, "foreign"), IsEmpty());
    put(panel, "03156", 2014, 1060, "foreign");
    EXPECT_THAT(asked(panel, "03159", 2014, "foreign"),
                ElementsAre(panel.row({"03152", "foreign"}), panel.row({"03156", "foreign"})));
}

TEST(MergedArea, NeverSharesOutWhatWasSplit)
{
    auto panel = empty_panel();
    for (const auto* old : {"15151", "15154", "15159", "15363"}) put(panel, old, 2005, 100);
    put(panel, "15082", 2010, 300);
    put(panel, "15090", 2010, 100);
    EXPECT_THAT(asked(panel, "15082", 2005), IsEmpty());
    EXPECT_THAT(asked(panel, "15090", 2005), ElementsAre(panel.row({"15363", "total"})));
}

TEST(MergedArea, ThatGrewUnderItsOwnCodeIsNotExtended)
{
    auto panel = empty_panel();
    put(panel, "16056", 2019, 42);
    put(panel, "16063", 2022, 160);
    EXPECT_THAT(asked(panel, "16063", 2019), IsEmpty());
}

TEST(MergedArea, IsASumThroughTwoReforms)
{
    Mistakes mistakes;
    const auto quarter = [](std::string code) { return test::area(code, code, "quartier"); };
    const Areas areas({quarter("a"), quarter("b"), quarter("c"), quarter("ab"), quarter("abc")},
                      {{"first", test::day("2010-01-01"), {}, {{"a", "ab"}, {"b", "ab"}}},
                       {"second", test::day("2015-01-01"), {}, {{"ab", "abc"}, {"c", "abc"}}}},
                      mistakes);
    ASSERT_FALSE(mistakes.any_error());
    auto panel = empty_panel();
    for (const auto* code : {"a", "b", "c"}) put(panel, code, 2008, 1);
    put(panel, "ab", 2012, 2);
    put(panel, "c", 2012, 1);
    const auto row = panel.row({"abc", "total"});
    EXPECT_THAT(rows_before_merger(panel, areas, row, Period::year(2008)),
                ElementsAre(panel.row({"a", "total"}), panel.row({"b", "total"}),
                            panel.row({"c", "total"})));
    EXPECT_THAT(rows_before_merger(panel, areas, row, Period::year(2012)),
                ElementsAre(panel.row({"ab", "total"}), panel.row({"c", "total"})));
}

std::filesystem::path shared_figures()
{
    const auto* folder = std::getenv("TUERMER_SHARED");
    const auto shared = folder != nullptr ? std::filesystem::path(folder)
                                          : std::filesystem::path(TUERMER_ROOT) / "../shared";
    return shared / "data/lsn/6-2-1/2021-11-01.csv";
}

// "2014,Osterode,Insgesamt,Empfängerinnen und Empfänger,,7385": old districts have no code there.
void put_published(Panel& panel, const std::string& line)
{
    const auto is = [&](const std::string& words) {
        return line.find(words + ",Insgesamt,Empfängerinnen und Empfänger,") != std::string::npos;
    };
    const int year = std::atoi(line.substr(0, 4).c_str());
    const double value = std::atof(line.substr(line.rfind(',') + 1).c_str());
    if (is("Osterode")) put(panel, "03156", year, value);
    if (is("Göttingen")) put(panel, year < 2016 ? "03152" : "03159", year, value);
}

TEST(MergedArea, IsTheSumInLowerSaxonysOwnPublication)
{
    std::ifstream file(shared_figures());
    if (!file) GTEST_SKIP() << "skipped: no shared data";
    auto panel = empty_panel();
    for (std::string line; std::getline(file, line);) put_published(panel, line);
    for (const auto& [year, expected] :
         {std::pair(2010, 33434.0), {2012, 30668.0}, {2014, 29656.0}}) {
        double sum = 0;
        for (const auto row : asked(panel, "03159", year))
            sum += panel.at(row, Period::year(year)).value;
        EXPECT_EQ(sum, expected) << year;
    }
    EXPECT_THAT(asked(panel, "03159", 2018), IsEmpty());
}

} // namespace
} // namespace tuermer
