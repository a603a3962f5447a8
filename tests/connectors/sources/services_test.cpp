// SPDX-License-Identifier: EUPL-1.2
// Addresses as people copy them, and the source that is meant: as manuals of
// the services show them, or the line of a browser.
#include "connectors/sources/suggest/services.hpp"
#include "connectors/sources/suggest/suggest.hpp"
#include "tests/connectors/sources/service_case.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using namespace test;

std::string lines_for(std::string_view url)
{
    const auto service = service_of(url);
    return service ? to_toml(*service) : "";
}

TEST(AddressOfAService, OfEurostatIsADatasetWithFilters)
{
    EXPECT_EQ(lines_for("https://ec.europa.eu/eurostat/api/dissemination/statistics/1.0/data/"
                        "demo_r_pjangrp3?format=JSON&lang=de&geo=DE916&geo=DE911&sex=T"
                        "&sinceTimePeriod=2015"),
              "kind = \"eurostat\"\n"
              "dataset = \"demo_r_pjangrp3\"\n"
              "language = \"DE\"\n"
              "since = \"2015\"\n"
              "filters = { geo = [\"DE916\", \"DE911\"], sex = \"T\" }\n");
}

TEST(AddressOfAService, OfSdmxIsAFlowWithAKey)
{
    EXPECT_EQ(lines_for("https://data-api.ecb.europa.eu/service/data/EXR/M.USD.EUR.SP00.A"
                        "?startPeriod=2015&detail=dataonly"),
              "kind = \"sdmx\"\n"
              "url = \"https://data-api.ecb.europa.eu/service/\"\n"
              "flow = \"EXR\"\n"
              "key = \"M.USD.EUR.SP00.A\"\n"
              "first_period = \"2015\"\n"
              "parameters = { detail = \"dataonly\" }\n");
    EXPECT_EQ(lines_for("https://sdmx.example.org/rest/v2/data/dataflow/AMT/FLOW/+/*?c[GEO]=03,04"),
              "kind = \"sdmx\"\n"
              "url = \"https://sdmx.example.org/rest/v2/\"\n"
              "version = \"3.0\"\n"
              "flow = \"AMT,FLOW\"\n"
              "filters = { GEO = [\"03\", \"04\"] }\n");
}

TEST(AddressOfAService, OfPxWebIsATableWhetherOfTheInterfaceOrOfAPage)
{
    const auto* const first = "kind = \"pxweb\"\n"
                              "api = \"v1\"\n"
                              "url = \"https://statistik.example/api/v1/de/\"\n"
                              "table = \"DB/Bildung/Schule/px-x-15.px\"\n";
    EXPECT_EQ(lines_for("https://statistik.example/api/v1/de/DB/Bildung/Schule/px-x-15.px"), first);
    EXPECT_EQ(lines_for("https://statistik.example/pxweb/de/DB/DB__Bildung__Schule/px-x-15.px/"
                        "table/tableViewLayout1/"),
              first);
    EXPECT_EQ(lines_for("https://statistik.example/api/v2/tables/TAB638/data?lang=de"),
              "kind = \"pxweb\"\n"
              "api = \"v2\"\n"
              "url = \"https://statistik.example/api/v2/\"\n"
              "table = \"TAB638\"\n"
              "language = \"de\"\n");
}

TEST(AddressOfAService, OfAPortalIsADatasetOrOneOfItsResources)
{
    const auto* const dataset = "kind = \"ckan\"\n"
                                "portal = \"https://daten.example\"\n"
                                "dataset = \"haushalte\"\n";
    EXPECT_EQ(lines_for("https://daten.example/dataset/haushalte"), dataset);
    EXPECT_EQ(lines_for("https://daten.example/de/dataset/haushalte"), dataset);
    EXPECT_EQ(lines_for("https://daten.example/api/3/action/package_show?id=haushalte"), dataset);
    EXPECT_EQ(lines_for("https://daten.example/dataset/haushalte/resource/4c0d/download/x.csv"),
              std::string{dataset} + "resource = \"4c0d\"\n");
}

TEST(AddressOfAService, OfRecordsNamesWhoGivesThem)
{
    EXPECT_EQ(lines_for("https://daten.example/api/explore/v2.1/catalog/datasets/einwohner/records"
                        "?where=jahr%3E2010"),
              "kind = \"rows\"\n"
              "url = \"https://daten.example/api/explore/v2.1/catalog/datasets/einwohner/records"
              "?where=jahr%3E2010\"\n"
              "service = \"opendatasoft\"\n");
    EXPECT_THAT(lines_for("https://data.example/resource/ab12-cd34.json"),
                ::testing::EndsWith("service = \"socrata\"\n"));
    EXPECT_EQ(lines_for("https://gis.example/arcgis/rest/services/Einwohner/FeatureServer/0"),
              "kind = \"rows\"\n"
              "url = \"https://gis.example/arcgis/rest/services/Einwohner/FeatureServer/0/query"
              "?where=1%3D1&outFields=*\"\n"
              "service = \"arcgis\"\n");
    EXPECT_THAT(lines_for("https://geo.example/api/collections/kreise/items?limit=10"),
                ::testing::EndsWith("service = \"ogc\"\n"));
}

TEST(AddressOfAService, OfGenesisNeedsALogin)
{
    for (const auto* url :
         {"https://www.regionalstatistik.de/genesis//online?operation=table&code=12411-01-01-4",
          "https://www.regionalstatistik.de/genesis/online/table/12411-01-01-4#astructure"}) {
        const auto service = service_of(url);
        ASSERT_TRUE(service) << url;
        EXPECT_TRUE(service->needs_login);
        EXPECT_EQ(to_toml(*service), "kind = \"genesis\"\n"
                                     "service = \"regionaldatenbank\"\n"
                                     "table = \"12411-01-01-4\"\n"
                                     "user = \"BENUTZER\"\n"
                                     "password_file = \"regionaldatenbank-password\"\n");
    }
    EXPECT_THAT(lines_for("https://www-genesis.destatis.de/datenbank/online/statistic/12411/table/"
                          "12411-0015"),
                ::testing::HasSubstr("service = \"destatis\"\ntable = \"12411-0015\"\n"));
}

TEST(AddressOfAService, IsNoneForAFileOnAnyServer)
{
    for (const auto* url :
         {"https://example.org/schulabgaenge.csv", "https://example.org/data/zahlen.csv",
          "https://data.example/resource/ab12-cd34.csv", "https://example.org", "https://", "",
          "ftp://example.org/dataset/x", "https://amt.example/online?code=12411-01-01-4",
          "https://example.org/a%zz/%4/?x=%", "/dataset/x"})
        EXPECT_FALSE(service_of(url)) << url;
}

// What is written is good enough to ask the service.
class SuggestedService : public ServiceCase,
                         public ::testing::WithParamInterface<std::pair<const char*, const char*>> {
};

TEST_P(SuggestedService, IsAskedAsItsSourceWouldBe)
{
    const auto service = service_of(url(GetParam().second));
    ASSERT_TRUE(service);
    open(service->kind.c_str(), Node{{}, settings_for_fetching(*service)});
    const auto fetched = fetch();
    ASSERT_TRUE(fetched) << fetched.error().what.de;
    ASSERT_EQ(fetched->documents.size(), 1U);
    EXPECT_GT(fetched->documents.front().bytes->size(), 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Services, SuggestedService,
    ::testing::Values(std::pair{"eurostat", "eurostat/statistics/1.0/data/demo_test"},
                      std::pair{"sdmx", "sdmx/data/AMT,FLOW,1.0/all"},
                      std::pair{"pxweb_v1", "pxweb1/api/v1/de/db/folder/tab.px"},
                      std::pair{"pxweb_v2", "pxweb2/api/v2/tables/TAB1"},
                      std::pair{"ckan", "ckan/dataset/zahlen"},
                      std::pair{"rows", "rows/api/explore/v2.1/catalog/datasets/zahlen/records"}),
    [](const auto& each) { return std::string{each.param.first}; });

} // namespace
} // namespace tuermer
