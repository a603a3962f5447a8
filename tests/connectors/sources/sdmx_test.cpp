// SPDX-License-Identifier: EUPL-1.2
// The kind "sdmx": addresses and media types of both versions, and promises.
#include "connectors/sources/sdmx/answers.hpp"
#include "connectors/sources/sdmx/query.hpp"
#include "tests/connectors/sources/service_case.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SdmxService : public ServiceCase {};

TEST_F(SdmxService, IsAskedConditionally)
{
    open("sdmx", sdmx_source(url("sdmx/")));
    ASSERT_TRUE(fetch());
    const auto second = fetch_on();
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->documents.empty());
    EXPECT_THAT(requests(),
                ElementsAre("GET /sdmx/data/AMT,FLOW,1.0/all", "GET /sdmx/data/AMT,FLOW,1.0/all"));
}

TEST_F(SdmxService, LargeAnswerIsCollectedWhereItWasPromised)
{
    const auto source = sdmx_source(url("sdmx/"), "AMT,PROMISED,1.0");
    open("sdmx", source);
    const auto promised = fetch();
    ASSERT_TRUE(promised) << promised.error().what.de;
    EXPECT_TRUE(promised->documents.empty());
    EXPECT_GT(promised->next_try.count(), 0);
    open("sdmx", source);
    const auto early = fetch_on(); // not written yet
    ASSERT_TRUE(early) << early.error().what.de;
    EXPECT_GT(early->next_try.count(), 0);
    EXPECT_EQ(figures(fetch_on()), good_figures);
    EXPECT_THAT(requests(), ElementsAre("GET /sdmx/data/AMT,PROMISED,1.0/all", "GET /sdmx/file/a1",
                                        "GET /sdmx/file/a1"));
}

TEST_F(SdmxService, PromiseOfAnotherHostIsForAPersonToDecide)
{
    open("sdmx", sdmx_source(url("sdmx/"), "AMT,ELSEWHERE,1.0"));
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    EXPECT_THAT(fetched.error().what.de, HasSubstr("anderswo.example"));
}

sdmx::Query query(const char* flow)
{
    sdmx::Query query;
    query.base = "https://amt.example/rest/";
    EXPECT_TRUE(sdmx::read_flow(flow, query));
    query.first_period = "2015";
    query.last_period = "2024-12";
    return query;
}

TEST(SdmxQuery, OfVersion21)
{
    auto asked = query("ECB,EXR,1.0");
    asked.key = "M.USD+GBP.EUR.SP00.A";
    asked.parameters = {{"format", {"SDMX-CSV"}}};
    EXPECT_EQ(sdmx::data_address(asked),
              "https://amt.example/rest/data/ECB,EXR,1.0/M.USD+GBP.EUR.SP00.A?format=SDMX-CSV"
              "&startPeriod=2015&endPeriod=2024-12");
    EXPECT_EQ(sdmx::accept_header(asked),
              "Accept: application/vnd.sdmx.data+csv;version=1.0.0, */*;q=0.1");
    EXPECT_EQ(sdmx::data_address(query("EXR")),
              "https://amt.example/rest/data/EXR/all?startPeriod=2015&endPeriod=2024-12");
}

TEST(SdmxQuery, OfVersion30)
{
    auto asked = query("ECB,EXR");
    asked.version = sdmx::Version::v3_0;
    asked.filters = {{"CURRENCY", {"USD", "GBP"}}};
    asked.form = sdmx::Form::xml;
    EXPECT_EQ(sdmx::data_address(asked),
              "https://amt.example/rest/data/dataflow/ECB/EXR/%2B/*?c%5BCURRENCY%5D=USD,GBP"
              "&c%5BTIME_PERIOD%5D=ge:2015%2Ble:2024-12");
    EXPECT_EQ(sdmx::accept_header(asked),
              "Accept: application/vnd.sdmx.data+xml;version=3.0.0, */*;q=0.1");
}

TEST(SdmxSettings, AreCheckedWithASentenceEach)
{
    const auto source = sdmx_source("https://amt.example/rest/");
    EXPECT_THAT(mistakes_of("sdmx", source), IsEmpty());
    EXPECT_THAT(mistakes_of("sdmx", with(source, "flow", value("A,,1"))),
                ElementsAre(HasSubstr("\"ECB,EXR,1.0\"")));
    EXPECT_THAT(
        mistakes_of("sdmx", with(with(source, "version", value("3.0")), "flow", value("EXR"))),
        ElementsAre(HasSubstr("Herausgeber")));
    EXPECT_THAT(mistakes_of("sdmx", with(source, "filters", table({{"GEO", value("DE")}}))),
                ElementsAre(HasSubstr("SDMX 3.0")));
    EXPECT_THAT(mistakes_of("sdmx", with(source, "url", value("https://amt.example/rest?a=1"))),
                ElementsAre(HasSubstr("ohne Abfrage")));
}

TEST(SdmxPromise, OfTheRealServiceIsUnderstood)
{
    const auto folder = shared_fixtures();
    if (folder.empty()) GTEST_SKIP() << "skipped: no shared data";
    const auto promised =
        sdmx::promised_address(testing::content(folder / "sdmx/ESTAT__footer.xml"));
    ASSERT_TRUE(promised);
    EXPECT_TRUE(promised->ends_with("/file/wHsvjs7hQCy7Dqf4")) << *promised;
    EXPECT_FALSE(
        sdmx::promised_address(testing::content(folder / "sdmx/ESTAT__NAMA_10_GDP-ss.xml")));
}

} // namespace
} // namespace tuermer
