// SPDX-License-Identifier: EUPL-1.2
// Cubes through a mapping: codes, labels, figures with a column of statuses beside them.
#include "tests/connectors/sources/source_case.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;

Node cube_source(const char* format, const char* area, const char* period, Node measure)
{
    return table({{"path", value("*")},
                  {"format", table({{"kind", value(format)}})},
                  {"period", table({{"column", value(period)}})},
                  {"dimensions", table({{"area", table({{"column", value(area)}})}})},
                  {"measures", table({{"m", std::move(measure)}})}});
}

Node figure(const char* status)
{
    return table(
        {{"column", value("value")}, {"status", value(status)}, {"unit", value("persons")}});
}

constexpr const char* json_stat = R"({"class":"dataset","id":["geo","time"],"size":[2,3],
    "dimension":{"geo":{"category":{"index":["DE","AT"]}},
                 "time":{"category":{"index":["2022","2023","2024"]}}},
    "value":{"0":203.726,"1":5,"3":7,"4":8},"status":{"1":"p","2":"c","4":"bu","5":":"}})";

TEST(Cube, OfJsonStatSaysWhyAFigureIsMissingAndWhatItIsWorth)
{
    EXPECT_THAT(read(cube_source("json-stat", "geo", "time", figure("status")), json_stat),
                ElementsAre("m area=DE 2022 203.726", "m area=DE 2023 5 provisional",
                            "m area=DE 2024 withheld", "m area=AT 2022 7",
                            "m area=AT 2023 8 limited", "m area=AT 2024 not_yet"));
}

TEST(Cube, OfGenesisTakesTheSignInPlaceOfTheZeroThatStandsThere)
{
    auto source = cube_source("genesis", "KREISE", "JAHR", figure("value_q"));
    EXPECT_THAT(read(source, "* x\nK;DQA;NAME\nD;KREISE\nK;DQZ;NAME\nD;JAHR\nK;DQI;NAME;ME-NAME\n"
                             "D;X;Anzahl\nK;QEI;FACH-SCHL;ZI-WERT;WERT;QUALITAET;GESPERRT;W\n"
                             "D;01001;2021;5;e;;0.0\nD;01001;2022;0;.;;0.0\nD;01001;2023;0;-;;0.0\n"
                             "D;01001;2024;7.5;p;;0.0\n"),
                ElementsAre("m area=01001 2021 5", "m area=01001 2022 withheld",
                            "m area=01001 2023 0", "m area=01001 2024 7.5 provisional"));
}

TEST(Cube, OfSdmxKnowsTheCodeListOfStatuses)
{
    EXPECT_THAT(
        read(cube_source("sdmx", "GEO", "TIME_PERIOD", figure("status")),
             "DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nX,DE,2022,1,A\nX,DE,2023,NaN,Q\n"
             "X,DE,2024,2,E\n"),
        ElementsAre("m area=DE 2022 1", "m area=DE 2023 withheld", "m area=DE 2024 2 estimated"));
}

TEST(Cube, OfPxReadsTheSignsOfItsFormat)
{
    auto measure = table({{"column", value("value")}, {"unit", value("persons")}});
    EXPECT_THAT(read(cube_source("px", "region", "period", std::move(measure)),
                     "STUB=\"region\";HEADING=\"period\";VALUES(\"region\")=\"01\";\n"
                     "VALUES(\"period\")=\"2022\",\"2023\",\"2024\";DATA=\n1.5 \"..\" \"-\";\n"),
                ElementsAre("m area=01 2022 1.5", "m area=01 2023 withheld", "m area=01 2024 0"));
}

TEST(Cube, AreasAreBroughtToTheMunicipalKey)
{
    auto source = cube_source("sdmx", "GEO", "TIME_PERIOD",
                              table({{"column", value("value")}, {"unit", value("persons")}}));
    const auto with_notation = [&](const char* notation) {
        return with(
            source, "dimensions",
            table({{"area", table({{"column", value("GEO")}, {"notation", value(notation)}})}}));
    };
    const std::string csv =
        "DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE\nX,092760130130,2022,1\nX,3153,2022,2\n"
        "X,DG,2022,3\n";
    EXPECT_THAT(read(with_notation("ars"), csv),
                ElementsAre("m area=09276130 2022 1", "m area=3153 2022 2", "m area=DG 2022 3"));
    EXPECT_THAT(
        read(with_notation("ags"), csv),
        ElementsAre("m area=092760130130 2022 1", "m area=03153 2022 2", "m area=DG 2022 3"));
}

TEST(Cube, WithAnUnknownStatusIsRefusedUntilItIsExplained)
{
    const std::string csv = "DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nX,DE,2022,1,9\n";
    auto source = cube_source("sdmx", "GEO", "TIME_PERIOD", figure("status"));
    EXPECT_THAT(connector(source)->understand(document(csv)).error().what.de,
                HasSubstr("Dieser Status ist unbekannt"));
    source = with(source, "signs", table({{"9", value("estimated")}}));
    EXPECT_THAT(read(source, csv), ElementsAre("m area=DE 2022 1 estimated"));
}

} // namespace
} // namespace tuermer
