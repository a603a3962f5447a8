// SPDX-License-Identifier: EUPL-1.2
// The kind "pxweb": queries within the service's limits, and values by code, label, pattern, age.
#include "connectors/sources/pxweb/query.hpp"
#include "tests/connectors/sources/service_case.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PxwebService : public ServiceCase {};

TEST_F(PxwebService, FallsIntoAsManyQueriesAsItsLimitOnCellsAsksFor)
{
    open("pxweb", pxweb_source(url("pxweb1/"), "v1", "db/folder/tab.px"));
    EXPECT_EQ(figures(fetch()), good_figures);
    EXPECT_THAT(requests(),
                ElementsAre("GET /pxweb1/?config", "GET /pxweb1/db/folder",
                            "GET /pxweb1/db/folder/tab.px", "POST /pxweb1/db/folder/tab.px",
                            "POST /pxweb1/db/folder/tab.px"));
    ASSERT_TRUE(fetch_on());
    EXPECT_THAT(requests(), ElementsAre("GET /pxweb1/?config", "GET /pxweb1/db/folder"))
        << "the list says when the table was updated";
}

TEST_F(PxwebService, ThatRefusesWhatItsLimitAllowsGetsSmallerQueries)
{
    // It says three cells and takes two: the halves have two, and then one.
    auto source = with(pxweb_source(url("pxweb2/"), "v2", "TAB1"), "language", value("de"));
    open("pxweb", with(source, "select", table({{"geo", value("*")}})));
    EXPECT_EQ(figures(fetch()), good_figures);
    const auto asked = log();
    EXPECT_EQ(asked.back().path, "/pxweb2/tables/TAB1/data?outputFormat=json-stat2&lang=de");
    EXPECT_THAT(asked.back().body, HasSubstr(R"({"variableCode":"geo","valueCodes":["03153"]})"));
}

TEST_F(PxwebService, SelectionThatTheTableDoesNotHaveIsForAPerson)
{
    const auto source = pxweb_source(url("pxweb1/"), "v1", "db/folder/tab.px");
    open("pxweb", with(source, "select", table({{"geo", value("Gosslar")}})));
    auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    EXPECT_THAT(fetched.error().what.de, HasSubstr("meinten Sie 'Goslar'"));
    open("pxweb", with(source, "select", table({{"kreis", value("*")}})));
    fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_THAT(fetched.error().what.de, HasSubstr("sie hat: geo, time"));
}

const std::vector<pxweb::Variable> variables = {
    {"geo", {"1", "2", "3"}, {"Braunschweig", "Goslar", "Göttingen"}, false},
    {"time", {"0", "1", "2", "3"}, {"2021", "2022", "2023", "2024"}, true}};

std::vector<std::string> chosen(const Selection& wanted, std::size_t variable)
{
    const auto cut = pxweb::chosen_of(variables, wanted);
    if (!cut) return {cut.error().what.de};
    return cut->variables[variable].values;
}

TEST(PxwebQuery, ChoosesByCodeLabelPatternAndAge)
{
    EXPECT_THAT(chosen({}, 0), ElementsAre("1", "2", "3"));
    EXPECT_THAT(chosen({{"geo", {"3", "Braunschweig"}}}, 0), ElementsAre("1", "3"));
    EXPECT_THAT(chosen({{"geo", {"G*"}}}, 0), ElementsAre("2", "3"));
    EXPECT_THAT(chosen({{"time", {"top 2"}}}, 1), ElementsAre("2", "3"));
    auto falling = variables;
    std::ranges::reverse(falling[1].texts);
    EXPECT_THAT(pxweb::chosen_of(falling, {{"time", {"top 1"}}})->variables[1].values,
                ElementsAre("0"));
}

TEST(PxwebQuery, PiecesHaveEachCellOnceAndNeverTooMany)
{
    const auto whole = pxweb::chosen_of(variables, {}).value();
    EXPECT_EQ(whole.cells(), 12U);
    for (std::uint64_t most = 1; most <= 12; ++most) {
        std::uint64_t cells = 0;
        for (const auto& piece : pxweb::pieces(whole, most)) {
            EXPECT_LE(piece.cells(), most);
            cells += piece.cells();
        }
        EXPECT_EQ(cells, 12U) << most;
    }
    EXPECT_THAT(pxweb::pieces(whole, 0), IsEmpty());
}

TEST(PxwebQuery, IsWrittenForEitherVersion)
{
    const pxweb::Cut cut{{{"Année", {"1"}}}};
    EXPECT_EQ(pxweb::body_of(cut, pxweb::Version::v1, "json-stat2"),
              R"({"query":[{"code":"Année","selection":{"filter":"item","values":["1"]}}],)"
              R"("response":{"format":"json-stat2"}})");
    EXPECT_EQ(pxweb::body_of(cut, pxweb::Version::v2, "json-stat2"),
              R"({"selection":[{"variableCode":"Année","valueCodes":["1"]}]})");
}

TEST(PxwebAnswers, LimitsMakeAPause)
{
    const auto limits = pxweb::limits_of(R"({"maxCells":120012,"maxCalls":30,"timeWindow":10})");
    EXPECT_EQ(limits.cells, 120'012U);
    EXPECT_EQ(limits.pause, std::chrono::milliseconds{334});
    EXPECT_EQ(pxweb::limits_of("<html>").cells, pxweb::Limits{}.cells);
}

TEST(PxwebAnswers, OfTheRealServicesAreUnderstood)
{
    const auto folder = shared_fixtures();
    if (folder.empty()) GTEST_SKIP() << "skipped: no shared data";
    const auto file = [&](const char* name) { return testing::content(folder / "pxweb" / name); };
    const auto v1 =
        pxweb::variables_of(file("v1/grande-region-a301-table-meta.json"), pxweb::Version::v1);
    ASSERT_TRUE(v1);
    EXPECT_EQ(v1->at(0).code, "Année");
    EXPECT_EQ(v1->at(0).codes.at(1), "1");
    EXPECT_EQ(v1->at(0).texts.at(1), "1971");
    const auto v2 = pxweb::variables_of(file("v2/scb_TAB6471_metadata.json"), pxweb::Version::v2);
    ASSERT_TRUE(v2);
    EXPECT_EQ(std::ranges::count(*v2, true, &pxweb::Variable::is_time), 1);
    EXPECT_EQ(pxweb::updated_of(file("v2/TableById_tab004.json"), "TAB004", pxweb::Version::v2),
              "2023-05-25T13:42:00Z");
    EXPECT_EQ(pxweb::limits_of(file("v2/GetApiConfiguration.json")).cells, 10'000U);
    EXPECT_EQ(pxweb::limits_of(file("v1/statfin-config.json")).cells, 120'012U);
}

} // namespace
} // namespace tuermer
