// SPDX-License-Identifier: EUPL-1.2
// SDMX messages in all notations: the same observations come out of each.
#include "connectors/formats/sdmx/sdmx.hpp"
#include "tests/connectors/formats/shown.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

Result<ReadTable> read(std::string_view text, const SdmxSettings& settings = {})
{
    return read_sdmx(text, "antwort", settings);
}
std::string table(std::string_view text, const SdmxSettings& settings = {})
{
    return shown(read(text, settings));
}
bool says(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

TEST(SdmxCsv, OneHasItsColumnsNamedByComponents)
{
    EXPECT_EQ(table("DATAFLOW,FREQ,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nX:Y(1.0),M,1999-01,1.50,p\n"),
              "DATAFLOW|FREQ|TIME_PERIOD|value|status\nX:Y(1.0)|M|1999-01|1.50|p");
}

TEST(SdmxCsv, PartsCodesAndLabels)
{
    EXPECT_EQ(table("DATAFLOW,GEO: Area,OBS_VALUE: Observation\nX:Y(1.0): T,DE: Land: Bund,1\n"
                    "X:Y(1.0): T,AT,2\n"),
              "DATAFLOW|GEO|GEO label|value|value label\nX:Y(1.0): T|DE|Land: Bund|1|\n"
              "X:Y(1.0): T|AT||2|");
    EXPECT_EQ(table("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,GEO,Area,OBS_VALUE,Observation\n"
                    "dataflow,X:Y(1.0),T,I,DE,Land,1,\n"),
              "STRUCTURE|STRUCTURE_ID|STRUCTURE_NAME|ACTION|GEO|GEO label|value|value label\n"
              "dataflow|X:Y(1.0)|T|I|DE|Land|1|");
}

TEST(SdmxCsv, FollowsTheSeparatorOfTheHeaderAndItsDecimalComma)
{
    const auto result =
        read("STRUCTURE[,];STRUCTURE_ID;ACTION;GEO;OBS_VALUE\ndataflow;X;I;DE;12,4\n");
    ASSERT_TRUE(result);
    EXPECT_EQ(result->tables.front().cell(0, 4), "12,4");
    EXPECT_TRUE(result->dialect.decimal_told);
    EXPECT_EQ(result->dialect.decimal, ',');
}

TEST(SdmxCsv, LeavesDeletionsOutAndSaysSo)
{
    const auto result = read("STRUCTURE,STRUCTURE_ID,ACTION,GEO,OBS_VALUE\n"
                             "dataflow,X,D,DE,\ndataflow,X,R,AT,6\n");
    EXPECT_EQ(shown(result), "STRUCTURE|STRUCTURE_ID|ACTION|GEO|value\ndataflow|X|R|AT|6");
    ASSERT_TRUE(result);
    EXPECT_TRUE(says(result->remarks.back().de, "ACTION D"));
}

TEST(SdmxCsv, WithoutItsFirstColumnIsRefused)
{
    EXPECT_TRUE(says(table("FREQ,TIME_PERIOD,OBS_VALUE\nA,2002,1\n"), "DATAFLOW oder STRUCTURE"));
}

constexpr std::string_view expected = "FREQ|CURRENCY|TIME_PERIOD|value|status\nM|USD|2010-08|1.50|"
                                      "A\nM|USD|2010-09||\nM|CHF|2010-08|3|";

TEST(SdmxMl, StructureSpecificHasComponentsAsAttributes)
{
    EXPECT_EQ(table(R"(<?xml version="1.0"?><mes:StructureSpecificData xmlns:mes="m" xmlns:ss="s"
      xmlns:xsi="x"><mes:Header><mes:ID>1</mes:ID></mes:Header>
      <mes:DataSet ss:action="Replace" ss:structureRef="R" xsi:type="ns1:DataSetType">
      <Group CURRENCY="USD" TITLE="x"/>
      <Series FREQ="M" CURRENCY="USD"><Obs TIME_PERIOD="2010-08" OBS_VALUE="1.50" OBS_STATUS="A"/>
      <Obs TIME_PERIOD="2010-09"/></Series>
      <Series FREQ="M" CURRENCY="CHF"><Obs TIME_PERIOD="2010-08" OBS_VALUE="3"/></Series>
      </mes:DataSet></mes:StructureSpecificData>)"),
              expected);
}

TEST(SdmxMl, GenericSpellsComponentsOut)
{
    EXPECT_EQ(table(R"(<m:GenericTimeSeriesData xmlns:m="m" xmlns:g="g"><m:DataSet structureRef="R"
      action="Replace"><g:Series><g:SeriesKey><g:Value id="FREQ" value="M"/>
      <g:Value id="CURRENCY" value="USD"/></g:SeriesKey><g:Obs><g:ObsDimension value="2010-08"/>
      <g:ObsValue value="1.50"/><g:Attributes><g:Value id="OBS_STATUS" value="A"/></g:Attributes>
      </g:Obs><g:Obs><g:ObsDimension value="2010-09"/></g:Obs></g:Series>
      <g:Series><g:SeriesKey><g:Value id="FREQ" value="M"/><g:Value id="CURRENCY" value="CHF"/>
      </g:SeriesKey><g:Obs><g:ObsDimension value="2010-08"/><g:ObsValue value="3"/></g:Obs>
      </g:Series></m:DataSet></m:GenericTimeSeriesData>)"),
              expected);
}

TEST(SdmxMl, MayBeFlatOrACrossSectionOrVersionTwo)
{
    EXPECT_EQ(table(R"(<m:GenericData xmlns:m="m"><m:DataSet><Obs><ObsKey><Value id="FREQ"
      value="M"/><Value id="TIME_PERIOD" value="2010"/></ObsKey><ObsValue value="1"/></Obs>
      </m:DataSet></m:GenericData>)"),
              "FREQ|TIME_PERIOD|value\nM|2010|1");
    EXPECT_EQ(table(R"(<m:GenericData xmlns:m="m"><m:Header><m:Structure
      dimensionAtObservation="CURRENCY"/></m:Header><m:DataSet><Series><SeriesKey>
      <Value id="TIME_PERIOD" value="2010"/></SeriesKey><Obs><ObsDimension value="USD"/>
      <ObsValue value="1"/></Obs></Series></m:DataSet></m:GenericData>)"),
              "TIME_PERIOD|CURRENCY|value\n2010|USD|1");
    EXPECT_EQ(table(R"(<GenericData><DataSet><Series><SeriesKey><Value concept="FREQ" value="A"/>
      </SeriesKey><Obs><Time>2009</Time><ObsValue value="2"/></Obs></Series></DataSet>
      </GenericData>)"),
              "FREQ|TIME_PERIOD|value\nA|2009|2");
    EXPECT_EQ(table(R"(<m:StructureSpecificData xmlns:m="m" xmlns:ss="s"><m:DataSet
      ss:action="Replace"><Obs FREQ="M" TIME_PERIOD="2010" OBS_VALUE="1"/></m:DataSet>
      </m:StructureSpecificData>)"),
              "FREQ|TIME_PERIOD|value\nM|2010|1");
}

TEST(SdmxMl, FooterAndErrorsAreToldInTheServicesWords)
{
    EXPECT_TRUE(says(table(R"(<m:GenericData xmlns:m="m" xmlns:f="f" xmlns:c="c"><m:DataSet/>
      <f:Footer><f:Message code="413" severity="Infomation"><c:Text>Due to the large query the
      response is written to a file.</c:Text></f:Message></f:Footer></m:GenericData>)"),
                     "Due to the large query the response is written to a file. (413)"));
    EXPECT_TRUE(says(table(R"(<mes:Error xmlns:mes="m"><mes:ErrorMessage code="100">
      <com:Text xmlns:com="c">No results</com:Text></mes:ErrorMessage></mes:Error>)"),
                     "No results (100)"));
    EXPECT_TRUE(says(table(R"(<m:GenericData xmlns:m="m"><m:DataSet><Obs><ObsValue value="1"/></Obs>
      </m:DataSet><Footer><Message code="510" severity="Error"><Text>cut</Text></Message></Footer>
      </m:GenericData>)"),
                     "cut (510)"));
}

TEST(SdmxMl, WithoutDataSaysWhatItIs)
{
    EXPECT_TRUE(says(table("<mes:Structure xmlns:mes='m'><a/></mes:Structure>"), "„Structure“"));
    EXPECT_TRUE(says(table("<m:GenericData xmlns:m='m'><m:DataSet/></m:GenericData>"),
                     "keine Beobachtung"));
}

TEST(SdmxMl, DeletionsAreNoObservations)
{
    const auto result = read(R"(<m:GenericData xmlns:m="m"><m:DataSet action="Delete"><Obs>
      <ObsValue value="1"/></Obs></m:DataSet></m:GenericData>)");
    ASSERT_TRUE(result);
    EXPECT_EQ(result->tables.front().rows(), 0U);
    EXPECT_TRUE(says(result->remarks.back().de, "gelöscht"));
}

TEST(SdmxMl, BombsAndBrokenXmlAreRefused)
{
    EXPECT_FALSE(read(R"(<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>
      <GenericData><DataSet><Obs><ObsValue value="&c;"/></Obs></DataSet></GenericData>)"));
    EXPECT_FALSE(read("<GenericData><DataSet><Obs>"));
    EXPECT_FALSE(read("<GenericData><DataSet></Obs></DataSet></GenericData>"));
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    EXPECT_FALSE(read(deep));
}

constexpr std::string_view json_structure =
    R"("structure":{"dimensions":{"dataSet":[{"id":"FREQ","values":[{"id":"M","name":"Monthly"}]}],
      "series":[{"id":"CURRENCY","values":[{"id":"USD","name":"US"},{"id":"CHF","name":"Franken"}]}],
      "observation":[{"id":"TIME_PERIOD","values":[{"id":"2010-08","name":"2010-08"},
        {"id":"2010-09","name":"2010-09"}]}]},
      "attributes":{"dataSet":[],"series":[{"id":"TITLE","values":[{"name":"Dollar"}]}],
      "observation":[{"id":"OBS_STATUS","values":[{"id":"A","name":"Normal"}]}]}})";

std::string json_message(std::string_view data_sets)
{
    return "{\"header\":{}," + std::string{json_structure} +
           ",\"dataSets\":" + std::string{data_sets} + "}";
}

TEST(SdmxJson, OneMayBeSeries)
{
    EXPECT_EQ(table(json_message(R"([{"action":"Information","series":{"0":{"attributes":[0],
        "observations":{"0":[1.50,0],"1":[null]}},"1":{"observations":{"0":[3]}}}}])")),
              "FREQ|FREQ label|CURRENCY|CURRENCY label|TIME_PERIOD|value|TITLE|status\n"
              "M|Monthly|USD|US|2010-08|1.50|Dollar|A\n"
              "M|Monthly|USD|US|2010-09||Dollar|\nM|Monthly|CHF|Franken|2010-08|3||");
}

TEST(SdmxJson, OneMayBeFlat)
{
    EXPECT_EQ(table(R"({"structure":{"dimensions":{"observation":[
        {"id":"GEO","values":[{"id":"DE"},{"id":"AT"}]},{"id":"TIME_PERIOD","values":[{"id":"2024"}]}]}},
        "dataSets":[{"observations":{"0:0":[1.0],"1:0":[2]}}]})"),
              "GEO|TIME_PERIOD|value\nDE|2024|1.0\nAT|2024|2");
}

TEST(SdmxJson, TwoHasStructuresMeasuresAndUncodedAttributes)
{
    EXPECT_EQ(table(R"({"meta":{},"data":{"structures":[{"dimensions":{"observation":[
        {"id":"TIME_PERIOD","values":[{"value":"2023"},{"value":"2024"}]}]},
        "measures":{"observation":[{"id":"OBS_VALUE"},{"id":"SECOND"}]},
        "attributes":{"observation":[{"id":"UPDATED"}]}}],
        "dataSets":[{"structure":0,"observations":{"0":[1,2.0,"2024-01-01"]}},
                    {"structure":0,"action":"Delete","observations":{"0":[null]}},
                    {"structure":0,"observations":{"1":[3,null,null]}}]}})"),
              "TIME_PERIOD|value|SECOND|UPDATED\n2023|1|2.0|2024-01-01\n2024|3||");
}

TEST(SdmxJson, IsRefusedWhereAKeyNamesNoPlace)
{
    for (const auto* const key : {"2", "-1", "", "0:0", "x"})
        EXPECT_FALSE(read(json_message(R"([{"series":{")" + std::string{key} +
                                       R"(":{"observations":{"0":[1]}}}}])")))
            << key;
    EXPECT_TRUE(says(table(R"({"errors":[{"code":404,"message":"No data"}]})"), "No data"));
    EXPECT_TRUE(says(table(R"({"a":1})"), "keine SDMX-Datennachricht"));
}

} // namespace
} // namespace tuermer
