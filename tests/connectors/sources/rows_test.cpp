// SPDX-License-Identifier: EUPL-1.2
// Records page by page from a real server on loopback: all of them, or none.
#include "connectors/sources/rows/paging.hpp"
#include "tests/connectors/sources/kind_case.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

namespace tuermer {
namespace {

class RowsKind : public ::testing::Test {
protected:
    std::unique_ptr<Connector> source(const std::string& page, const std::string& keys,
                                      const std::string& columns = test::plain_columns)
    {
        SourceServices services;
        services.transfer = &loop_.transfer;
        const auto url = fmt::format("url = \"http://127.0.0.1:{}{}\"\n", server_.port, page);
        return test::connector_of("rows", url + keys + "\n" + columns, services);
    }

    // How many figures come, or the error.
    std::string lived(Connector& connector, Bookmark bookmark = {})
    {
        auto fetched = loop_.wait(connector.fetch(std::move(bookmark)));
        if (!fetched) return fetched.error().what.de;
        bookmark_ = fetched->bookmark;
        if (fetched->documents.empty()) return "nothing new";
        const auto understood = connector.understand(fetched->documents.front());
        if (!understood) return understood.error().what.de;
        return fmt::format("{}", understood->cells_read);
    }

    testing::Server server_{"../sources/portal_server.py", {}};
    testing::Loop loop_;
    Bookmark bookmark_;
};

TEST_F(RowsKind, GathersAllPagesOfOpendatasoft)
{
    const auto all = source("/ods/records", "service = \"opendatasoft\"\npaging = { offset = "
                                            "\"offset\", limit = \"limit\", size = 10 }");
    EXPECT_EQ(lived(*all), "25");
    EXPECT_EQ(lived(*all, bookmark_), "nothing new");
    EXPECT_EQ(lived(*source("/ods/records", "service = \"opendatasoft\"")), "25");
}

TEST_F(RowsKind, GathersAllPagesOfSocrataInAnOrder)
{
    const auto keys = "service = \"socrata\"\npaging = { offset = \"$offset\", size = 5 }";
    EXPECT_EQ(lived(*source("/socrata.json", keys)), "25");
}

TEST_F(RowsKind, GathersAllPagesOfArcgis)
{
    const std::string columns = R"(
period     = { column = "attributes.jahr" }
dimensions = { area = { column = "attributes.ags" } }
measures   = { wert = { column = "attributes.wert", unit = "cases" } }
)";
    EXPECT_EQ(
        lived(*source("/arcgis/query?where=1%3D1&outFields=*", "service = \"arcgis\"", columns)),
        "25");
}

TEST_F(RowsKind, FollowsTheLinksOfOgcApis)
{
    const std::string columns = R"(
period     = { column = "properties.jahr" }
dimensions = { area = { column = "properties.ags" } }
measures   = { wert = { column = "properties.wert", unit = "cases" } }
)";
    EXPECT_EQ(lived(*source("/ogc/items", "service = \"ogc\"", columns)), "25");
    EXPECT_NE(lived(*source("/elsewhere/items", "service = \"ogc\"", columns))
                  .find("auf einem anderen Server liegen (http://localhost:1)"),
              std::string::npos);
}

TEST_F(RowsKind, PostsAQueryAndReadsJsonWithinJson)
{
    const std::string columns = R"(
period     = { column = "Zeit" }
dimensions = { area = { column = "Schlüssel" } }
measures   = { wert = { column = "Wert", unit = "cases" } }
)";
    EXPECT_EQ(lived(*source("/inkar", "body = '{\"zeit\": [\"2000\"]}'", columns)), "10");
}

TEST_F(RowsKind, RefusesWhatIsNotWhole)
{
    EXPECT_NE(lived(*source("/ods/cut", "service = \"opendatasoft\""))
                  .find("nennt 40 Datensätze, gab aber nur 25"),
              std::string::npos);
    EXPECT_NE(lived(*source("/ods/many", "service = \"opendatasoft\""))
                  .find("hat 12000 Datensätze und gibt auf diesem Weg höchstens 10000 heraus"),
              std::string::npos);
    EXPECT_NE(lived(*source("/stuck.json", "paging = { offset = \"from\", size = 10 }"))
                  .find("immer dieselbe Seite"),
              std::string::npos);
}

TEST_F(RowsKind, TellsErrorsWithStatus200FromData)
{
    EXPECT_NE(lived(*source("/error/query", "service = \"arcgis\"")).find("Token Required"),
              std::string::npos);
    EXPECT_NE(lived(*source("/nowhere", "")).find("HTTP 404"), std::string::npos);
}

TEST(RowsSettings, AreCheckedBeforeAnythingIsAsked)
{
    EXPECT_EQ(test::said_of("rows", "url = \"ftp://x\"\n" + test::plain_columns).front(),
              "'url' beginnt mit https:// oder http://");
    EXPECT_NE(test::said_of("rows", "url = \"https://x\"\npaging = { limit = \"n\" }\n" +
                                        test::plain_columns)
                  .front()
                  .find("'paging' braucht 'offset' oder 'page'"),
              std::string::npos);
}

TEST(RowsPaging, LeavesParametersAloneThatTheAddressSays)
{
    rows_source::Paging paging;
    paging.page = "seite";
    paging.limit = "anzahl";
    paging.size = 50;
    EXPECT_EQ(rows_source::page_address("https://x/y", paging, 100),
              "https://x/y?anzahl=50&seite=3");
    EXPECT_EQ(rows_source::page_address("https://x/y?anzahl=20", paging, 0),
              "https://x/y?anzahl=20&seite=1");
}

} // namespace
} // namespace tuermer
