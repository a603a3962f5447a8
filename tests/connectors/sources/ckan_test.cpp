// SPDX-License-Identifier: EUPL-1.2
// A portal's dataset at a real server on loopback: the resource that is meant, and nothing twice.
#include "connectors/sources/ckan/package.hpp"
#include "tests/connectors/sources/kind_case.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace tuermer {
namespace {

const std::string columns = R"(
period     = { column = "Jahr" }
dimensions = { area = { column = "AGS" } }
measures   = { wert = { column = "Wert", unit = "cases" } }
)";

class CkanKind : public ::testing::Test {
protected:
    std::unique_ptr<Connector> source(const std::string& keys)
    {
        SourceServices services;
        services.transfer = &loop_.transfer;
        const auto portal = fmt::format("portal = \"http://127.0.0.1:{}/\"\n", server_.port);
        return test::connector_of("ckan", portal + keys + "\n" + columns, services);
    }

    std::vector<std::string> lived(Connector& connector, Bookmark bookmark = {})
    {
        auto fetched = loop_.wait(connector.fetch(std::move(bookmark)));
        if (!fetched) return {fetched.error().what.de};
        bookmark_ = fetched->bookmark;
        return test::observations(connector, fetched);
    }

    testing::Server server_{"../sources/portal_server.py", {}};
    testing::Loop loop_;
    Bookmark bookmark_;
};

using Seen = std::vector<std::string>;

TEST_F(CkanKind, TakesTheNewestResourceOfATitlePattern)
{
    const auto newest = source("dataset = \"haushalte\"\nresource = \"Haushalte 20*\"");
    EXPECT_EQ(lived(*newest), (Seen{"wert area=03153 2024 12"}));
    EXPECT_EQ(lived(*newest, bookmark_), Seen{});
}

TEST_F(CkanKind, JoinsTheFilesOfSingleYears)
{
    const auto all = source("dataset = \"haushalte\"\nresource_format = \"CSV\"\npick = \"all\"");
    EXPECT_EQ(lived(*all), (Seen{"wert area=03153 2022 10", "wert area=03153 2023 11",
                                 "wert area=03153 2024 12"}));
    EXPECT_EQ(lived(*all, bookmark_), Seen{});
}

TEST_F(CkanKind, SaysWhichResourcesThereAre)
{
    EXPECT_NE(lived(*source("dataset = \"haushalte\"\nresource = \"Wohnungen*\""))
                  .front()
                  .find("keine Ressource „Wohnungen*“. Vorhanden sind: „Haushalte 2024“ (CSV)"),
              std::string::npos);
}

TEST_F(CkanKind, KnowsAMissingDatasetByThePortalsWords)
{
    EXPECT_NE(lived(*source("dataset = \"nirgends\"")).front().find("Nicht gefunden"),
              std::string::npos);
    EXPECT_EQ(lived(*source("dataset = \"einzeln\"")), (Seen{"wert area=03153 2022 10"}));
}

TEST(CkanResources, AreOrderedByTheDatesOfTheirTitles)
{
    const std::vector<ckan::PortalResource> resources = {
        {"a", "Stand 30.06.2024", "https://x/a.csv", "CSV", ""},
        {"b", "Stand 31.12.2023", "https://x/b.csv", "CSV", ""},
        {"c", "Stand 31.03.2024", "https://x/c.csv", "CSV", ""}};
    const auto chosen = ckan::choose(resources, {"Stand*", "", true}, "");
    ASSERT_TRUE(chosen);
    EXPECT_EQ(chosen->front().id, "b");
    EXPECT_EQ(chosen->back().id, "a");
    const auto by_file = ckan::choose(resources, {"c.csv", "", false}, "");
    ASSERT_TRUE(by_file);
    EXPECT_EQ(by_file->front().id, "c");
}

TEST(CkanResources, AreReadFromARecordedPortal)
{
    const char* shared = std::getenv("TUERMER_SHARED");
    const std::filesystem::path root = shared != nullptr ? shared : TUERMER_ROOT "/../shared";
    const auto path = root / "data" / "fixtures" / "ckan" / "package_search_rows2.json";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no shared data";
    std::ifstream file{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    const auto found = nlohmann::json::parse(bytes); // a search lists packages as package_show does
    const nlohmann::json answer{{"success", true}, {"result", found["result"]["results"][0]}};
    const auto resources = ckan::read_package(answer.dump(), "");
    ASSERT_TRUE(resources) << resources.error().what.de;
    EXPECT_FALSE(resources->empty());
    EXPECT_TRUE(resources->front().url.starts_with("http"));
}

} // namespace
} // namespace tuermer
