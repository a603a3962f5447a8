// SPDX-License-Identifier: EUPL-1.2
// The kind "genesis": credentials, jobs that survive a restart, parts, and what says that data
// changed.
#include "connectors/sources/genesis/answers.hpp"
#include "connectors/sources/genesis/genesis.hpp"
#include "connectors/sources/genesis/memory.hpp"
#include "connectors/sources/genesis/query.hpp"
#include "tests/connectors/sources/service_case.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using namespace test;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Genesis : public ServiceCase {
protected:
    void open_table(const char* name) { open("genesis", genesis_source(url("genesis/"), name)); }
    void open_with(const char* name, const char* key, Node setting)
    {
        open("genesis", with(genesis_source(url("genesis/"), name), key, std::move(setting)));
    }
};

TEST_F(Genesis, AsksTheCatalogueFirstAndThenForNothingMore)
{
    open_table("12345-0001");
    ASSERT_TRUE(fetch());
    EXPECT_THAT(requests(),
                ElementsAre("POST /genesis/catalogue/cubes", "POST /genesis/data/tablefile"));
    ASSERT_TRUE(fetch_on());
    EXPECT_THAT(requests(), ElementsAre("POST /genesis/catalogue/cubes"));
}

TEST_F(Genesis, TakesTheListOfChangesWhereThereAreNoCubes)
{
    open_table("54321-0001");
    ASSERT_TRUE(fetch());
    ASSERT_TRUE(fetch_on());
    EXPECT_THAT(requests(),
                ElementsAre("POST /genesis/catalogue/cubes", "POST /genesis/catalogue/modifieddata",
                            "POST /genesis/data/tablefile", "POST /genesis/catalogue/cubes",
                            "POST /genesis/catalogue/modifieddata"));
    mode("revised");
    EXPECT_EQ(figures(fetch_on()), revised_figures);
}

TEST_F(Genesis, LooksForItselfAfterAMonthWhateverTheCatalogueSays)
{
    open_table("12345-0001");
    ASSERT_TRUE(fetch());
    service_time += std::chrono::days{30};
    EXPECT_EQ(figures(fetch_on()), good_figures);
}

TEST_F(Genesis, BeginsAnewWhenSomethingElseIsAskedFor)
{
    open_table("12345-0001");
    ASSERT_TRUE(fetch());
    open_with("12345-0001", "first_year", value(2024));
    EXPECT_THAT(figures(fetch_on()),
                ElementsAre("leavers area=03101 2024 8", "leavers area=03153 2024 13"));
}

TEST_F(Genesis, AsksAsTheServiceWantsToBeAsked)
{
    auto source = with(genesis_source(url("genesis/")), "regions", list({"03101", "03153"}));
    source = with(source, "region_variable", value("KREISE"));
    source = with(source, "classifying", table({{"GES", list({"GESM", "GESW"})}}));
    open("genesis", with(source, "quality", Node{{}, true}));
    ASSERT_TRUE(fetch());
    const auto body = log().at(1).body;
    EXPECT_THAT(body, HasSubstr("name=12345-0001&area=all&"));
    EXPECT_THAT(body, HasSubstr("&regionalvariable=KREISE&regionalkey=03101%2C03153&"));
    EXPECT_THAT(body, HasSubstr("&classifyingvariable1=GES&classifyingkey1=GESM%2CGESW&"));
    EXPECT_THAT(body, HasSubstr("&format=ffcsv&quality=on&job=false&language=de"));
    EXPECT_THAT(body, Not(HasSubstr("geheim")));
}

TEST_F(Genesis, TokenStandsInPlaceOfTheUser)
{
    auto source = genesis_source(url("genesis/"));
    for (const auto* key : {"user", "password_file"}) std::get<Table>(source.value).erase(key);
    source = with(source, "service", value("destatis"));
    open("genesis", with(source, "token_file", value("ein-token")));
    EXPECT_EQ(figures(fetch()), good_figures);
}

TEST_F(Genesis, WrongPasswordIsForAPersonAndIsNotRepeated)
{
    open("genesis", with(genesis_source(url("genesis/")), "password_file", value("streng-geheim")));
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    EXPECT_THAT(describe(fetched.error(), Language::de), HasSubstr("Anmeldung"));
    EXPECT_THAT(describe(fetched.error(), Language::de), Not(HasSubstr("streng-geheim")));
}

TEST_F(Genesis, TableThatIsNotThereIsForAPerson)
{
    open_table("12345-0404");
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    EXPECT_THAT(fetched.error().where, HasSubstr("12345-0404"));
}

TEST_F(Genesis, LargeTableIsAJobThatSurvivesARestartAndIsTidiedUp)
{
    open_table("12345-9898");
    const auto ordered = fetch();
    ASSERT_TRUE(ordered) << ordered.error().what.de;
    EXPECT_TRUE(ordered->documents.empty());
    EXPECT_EQ(ordered->next_try, seconds{30});
    EXPECT_THAT(bookmark_.text, Not(HasSubstr("geheim")));
    log();

    open_table("12345-9898"); // the process is another one; only the bookmark is left
    service_time += std::chrono::minutes{4};
    const auto waiting = fetch_on();
    ASSERT_TRUE(waiting);
    EXPECT_EQ(waiting->next_try, seconds{60}) << "the longer it takes, the seldomer one asks";
    ASSERT_TRUE(fetch_on());
    const auto result = fetch_on();
    EXPECT_EQ(figures(result), good_figures);
    EXPECT_THAT(requests(),
                ElementsAre("POST /genesis/catalogue/results", "POST /genesis/catalogue/results",
                            "POST /genesis/catalogue/results", "POST /genesis/data/resultfile"));

    ASSERT_TRUE(fetch_on()); // only when the figures are in the store
    EXPECT_THAT(requests(), ElementsAre("POST /genesis/profile/removeResult"));
    ASSERT_TRUE(fetch_on());
    EXPECT_THAT(requests(), ElementsAre("POST /genesis/catalogue/cubes")) << "and all is quiet";
}

TEST_F(Genesis, JobThatIsNotFinishedIsToldAfterADayAndOrderedAnewAfterTwo)
{
    open_table("12345-9898");
    ASSERT_TRUE(fetch());
    const auto ordered = bookmark_;
    service_time += std::chrono::hours{25};
    const auto late = fetch(ordered);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().remedy, Remedy::retry);
    EXPECT_THAT(late.error().what.de, HasSubstr("12345-9898_175879554"));
    service_time += std::chrono::hours{24};
    ASSERT_TRUE(fetch(ordered));
    EXPECT_FALSE(genesis::remembered(bookmark_.text).job);
}

TEST_F(Genesis, LargeTableComesInPartsAndIsOneDocument)
{
    auto source = with(genesis_source(url("genesis/"), "12345-9898"), "too_big", value("parts"));
    source = with(with(source, "first_year", value(2021)), "regions", list({"03101", "03153"}));
    open("genesis", source);
    const auto fetched = fetch();
    EXPECT_EQ(figures(fetched), good_figures);
    ASSERT_EQ(fetched->documents.size(), 1U);
    for (const auto& asked : log()) EXPECT_THAT(asked.body, Not(HasSubstr("job=true")));
}

TEST_F(Genesis, WhatIsTooBigAndCannotBeDividedIsForAPerson)
{
    open_with("12345-9898", "too_big", value("parts"));
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    EXPECT_THAT(fetched.error().what.de, HasSubstr("zu groß"));
}

TEST_F(Genesis, RecordedAnswersArriveAsTheyAre)
{
    const auto folder = shared_fixtures();
    if (folder.empty() || std::getenv("TUERMER_SHARED") == nullptr)
        GTEST_SKIP() << "skipped: no shared data";
    int tables = 0;
    for (const auto* office : {"destatis", "regio", "zensus"})
        for (const auto& entry : std::filesystem::directory_iterator(folder / "genesis" / office)) {
            const auto name = fmt::format("{}/{}", office, entry.path().filename().string());
            const bool table = name.ends_with(".zip");
            const bool headed = std::filesystem::exists(entry.path().string() + ".http.json");
            if (!headed || name.find("__") == std::string::npos) continue;
            open_table(name.c_str());
            const auto fetched = fetch();
            ASSERT_EQ(fetched.has_value(), table) << name;
            if (!table) continue; // tables that are not there, descriptions of tables
            ASSERT_EQ(fetched->documents.size(), 1U) << name;
            EXPECT_EQ(all_bytes(*fetched->documents[0].bytes), testing::content(entry.path()))
                << name;
            EXPECT_EQ(fetched->documents[0].media_type, "application/zip") << name;
            ++tables;
        }
    EXPECT_GE(tables, 15);
}

TEST(GenesisSettings, AreCheckedWithASentenceEach)
{
    auto source = genesis_source("https://amt.example/rest/2020");
    EXPECT_THAT(mistakes_of("genesis", source), IsEmpty());
    EXPECT_THAT(mistakes_of("genesis", with(source, "service", value("destats"))),
                ElementsAre(HasSubstr("destatis")));
    EXPECT_THAT(mistakes_of("genesis", with(source, "url", value("ftp://amt.example"))),
                ElementsAre(HasSubstr("https://")));
    EXPECT_THAT(mistakes_of("genesis", with(with(source, "first_year", value(2020)), "last_year",
                                            value(2019))),
                ElementsAre(HasSubstr("vor 'first_year'")));
    auto open_to_all = source;
    for (const auto* key : {"user", "password_file"}) std::get<Table>(open_to_all.value).erase(key);
    EXPECT_THAT(mistakes_of("genesis", open_to_all), ElementsAre(HasSubstr("Anmeldung")));
    EXPECT_THAT(mistakes_of("genesis", with(open_to_all, "token_file", value("t"))),
                ElementsAre(HasSubstr("nicht bekannt")));
    const auto census = with(with(source, "service", value("zensus2022")), "too_big", value("job"));
    EXPECT_THAT(mistakes_of("genesis", census), ElementsAre(HasSubstr("Aufträge")));
}

TEST(GenesisQuery, FallsIntoHalvesOfYearsThenRegionsThenContents)
{
    genesis::Query query;
    query.table = "1";
    query.first_year = 2019;
    query.regions = {"03101", "03102", "03153"};
    const auto by_years = genesis::halves(query, 2024).value();
    EXPECT_EQ(genesis::name_of(by_years.first), "2019-2021 03101..03153");
    EXPECT_EQ(genesis::name_of(by_years.second), "2022-2024 03101..03153");
    query.last_year = 2019;
    const auto by_regions = genesis::halves(query, 2024).value();
    EXPECT_EQ(genesis::name_of(by_regions.first), "2019-2019 03101");
    EXPECT_EQ(genesis::name_of(by_regions.second), "2019-2019 03102..03153");
    query.regions.clear();
    EXPECT_FALSE(genesis::halves(query, 2024));
    query.contents = {"A", "B"};
    EXPECT_EQ(genesis::halves(query, 2024)->second.contents, (std::vector<std::string>{"B"}));
}

TEST(GenesisAnswers, NameOfAJobIsTheLastWordAndNothingElse)
{
    const auto said = [](const std::string& content) {
        return genesis::created_job(R"({"Status":{"Code":99,"Content":")" + content + "\"}}");
    };
    EXPECT_EQ(said("… mit folgendem Namen abgerufen werden: 12531-0043_175879554"),
              "12531-0043_175879554");
    EXPECT_FALSE(said("Der Auftrag wurde erstellt."));
    EXPECT_FALSE(said("Name: a_b&name=c"));
    EXPECT_FALSE(genesis::created_job(R"({"Status":{"Code":98,"Content":"x: 1_2"}})"));
    EXPECT_FALSE(genesis::created_job("<html>"));
}

TEST(GenesisAnswers, StatisticIsTheBeginningOfATablesCode)
{
    EXPECT_EQ(genesis::statistic_of("12411-01-01-4"), "12411");
    EXPECT_FALSE(genesis::statistic_of("AI-N-01-2-5"));
    EXPECT_FALSE(genesis::statistic_of("1000A-2022"));
    EXPECT_FALSE(genesis::statistic_of("12411"));
}

TEST(GenesisAnswers, OfTheRealServiceAreUnderstood)
{
    const auto folder = shared_fixtures();
    if (folder.empty()) GTEST_SKIP() << "skipped: no shared data";
    const auto file = [&](const char* name) {
        return testing::content(folder / "genesis/restatis" / name);
    };
    EXPECT_TRUE(genesis::cubes_signal(file("catalogue4_cubes-86e7c4-b16da7-POST.json")));
    const auto changed =
        genesis::changes_signal(file("modified1_modifieddata-86e7c4-70191d-POST.json"));
    ASSERT_TRUE(changed);
    EXPECT_TRUE(changed->starts_with("changes 20260217 ")) << *changed;
    const auto nothing = file("modified4_modifieddata-86e7c4-b43eca-POST.json");
    EXPECT_FALSE(genesis::changes_signal(nothing));
    EXPECT_EQ(genesis::result_is_listed(nothing, "12531-0043_175879554"), false);
}

} // namespace
} // namespace tuermer
