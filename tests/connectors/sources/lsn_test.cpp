// SPDX-License-Identifier: EUPL-1.2
// Lower Saxony's integration monitoring (LSN) as it was really published, read through a mapping.
// The expected figures were looked up in the files by hand.
#include "tests/connectors/sources/source_case.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <iterator>

namespace tuermer {
namespace {

using namespace test;
using ::testing::Contains;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

fs::path lsn()
{
    const char* const told = std::getenv("TUERMER_SHARED");
    return (told != nullptr ? fs::path{told} : fs::path{TUERMER_ROOT} / "../shared") / "data/lsn";
}

std::string bytes_of(const fs::path& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

Node area()
{
    return table({{"column", value("GeoCode")}, {"strip", list({"K", "RH", "MZ"})}});
}

Node measure(const char* unit)
{
    return table({{"column", value("Value")}, {"unit", value(unit)}});
}

Node leavers_source()
{
    const auto nationality =
        table({{"column", value("Nationalität")},
               {"codes", table({{"Deutsche", value("german")},
                                {"Ausländerinnen und Ausländer", value("foreign")},
                                {"Insgesamt", value("total")}})}});
    return table({{"path", value("*.csv")},
                  {"period", table({{"column", value("Year")}})},
                  {"dimensions", table({{"area", area()}, {"nationality", nationality}})},
                  {"measures", table({{"without", with(measure("persons"), "where",
                                                       table({{"Units", value("Anzahl")}}))},
                                      {"share", with(measure("percent"), "where",
                                                     table({{"Units", value("Prozent")}}))}})}});
}

Node by_area(const char* unit)
{
    return table({{"path", value("*.csv")},
                  {"period", table({{"column", value("Year")}})},
                  {"dimensions", table({{"area", area()}})},
                  {"measures", table({{"figure", measure(unit)}})}});
}

Understood understood(const Node& source, const fs::path& path)
{
    const auto result = connector(source)->understand(document(bytes_of(path), path.string()));
    if (!result) ADD_FAILURE() << path << ": " << describe(result.error(), Language::de);
    return result ? *result : Understood{};
}

TEST(Lsn, SchoolLeaversOfGoslarAreAsPublished)
{
    if (!fs::exists(lsn())) GTEST_SKIP() << "skipped: no shared data";
    const auto last = observations(understood(leavers_source(), lsn() / "4-1-4/2025-10-17.csv"));
    EXPECT_THAT(last, Contains("without area=03153 nationality=foreign 2024 48"));
    EXPECT_THAT(last, Contains("without area=03153 nationality=german 2005 158"));
    EXPECT_THAT(last, Contains("share area=03153 nationality=foreign 2005 34.7368421052632"));
    const auto first = observations(understood(leavers_source(), lsn() / "4-1-4/2021-11-29.csv"));
    EXPECT_THAT(
        first,
        Contains("without area=03153 nationality=german 2011 40")); // corrected to 99 in 2021-12-20
    const auto second = observations(understood(leavers_source(), lsn() / "4-1-4/2021-12-20.csv"));
    EXPECT_THAT(second, Contains("without area=03153 nationality=german 2011 99"));
}

TEST(Lsn, FilesOfAnotherLayoutAreRefusedAndNothingIsLost)
{
    if (!fs::exists(lsn())) GTEST_SKIP() << "skipped: no shared data";
    const auto path = lsn() / "4-1-4/2021-09-30.csv"; // before there were districts in it
    const auto result = connector(leavers_source())->understand(document(bytes_of(path)));
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().what.de, HasSubstr("Die Spalte „GeoCode“ gibt es nicht"));
}

TEST(Lsn, PrefixesOfAreaCodesAreTakenOff)
{
    if (!fs::exists(lsn())) GTEST_SKIP() << "skipped: no shared data";
    const auto population =
        observations(understood(by_area("persons"), lsn() / "1-1-1/2025-07-28.csv"));
    EXPECT_THAT(population, Contains("figure area=03101 2005 245273"));
    const auto share =
        connector(by_area("percent"))->inspect(document(bytes_of(lsn() / "2-3-3/2025-08-12.csv")));
    ASSERT_TRUE(share);
    EXPECT_THAT(observations(*share), Contains("figure area=03101 2005 2.1750924784217"));
}

// K03241999 stands for the city of Hannover in one line, for its surroundings in the next.
TEST(Lsn, CodesThatThePublisherUsesForTwoAreasAreFound)
{
    if (!fs::exists(lsn())) GTEST_SKIP() << "skipped: no shared data";
    const auto path = lsn() / "2-3-3/2025-08-12.csv";
    const auto result = connector(by_area("percent"))->understand(document(bytes_of(path)));
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().what.de,
                HasSubstr("Zu figure stehen in den Zeilen 14 und 15 verschiedene Zahlen"));
    const auto skip =
        table({{"Gebietseinheit", list({"dav. Hannover, Umland", "dav. Hannover, Lhst."})}});
    EXPECT_EQ(observations(understood(with(by_area("percent"), "skip", skip), path)).size(), 1000U);
}

TEST(Lsn, RatesOfJuneAreYearlyFiguresAndGapsHaveASign)
{
    if (!fs::exists(lsn())) GTEST_SKIP() << "skipped: no shared data";
    auto source = by_area("percent");
    source = with(source, "dimensions",
                  table({{"area", table({{"value", value("03")}})},
                         {"kind", table({{"column", value("Kategorie")}})},
                         {"sex", table({{"column", value("Geschlecht")}})}}));
    const auto rates =
        connector(source)->inspect(document(bytes_of(lsn() / "5-3-2/2025-10-27.csv")));
    ASSERT_TRUE(rates);
    EXPECT_THAT(observations(*rates), Contains(HasSubstr("sex=Insgesamt 2007 8.5")));
}

// The same shape in small, so that this file says something everywhere.
TEST(Lsn, ShapeIsReadFromASmallCase)
{
    const std::string file =
        "\xEF\xBB\xBFYear,Gebietseinheit,Nationalität,Units,GeoCode,Value\n"
        "2024,\"Goslar\",Ausländerinnen und Ausländer,Anzahl,RH03153,48\n"
        "2024,\"Braunschweig, Stadt\",Deutsche,Prozent,MZ03101,2.1750924784217\n";
    const auto result = connector(leavers_source())->understand(document(file));
    ASSERT_TRUE(result) << result.error().what.de;
    EXPECT_THAT(observations(*result),
                ::testing::ElementsAre("share area=03101 nationality=german 2024 2.1750924784217",
                                       "without area=03153 nationality=foreign 2024 48"));
}

} // namespace
} // namespace tuermer
