// SPDX-License-Identifier: EUPL-1.2
// The kind "eurostat": the cheap poll by the catalogue, answers that come later, keys and states.
#include "connectors/sources/eurostat/answers.hpp"
#include "connectors/sources/eurostat/poll.hpp"
#include "tests/connectors/sources/service_case.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using namespace test;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string key = "0f164c29-0e96-4757-9b81-e9fcff8b9899";

class EurostatService : public ServiceCase {
protected:
    void open_dataset(const char* name)
    {
        open("eurostat", eurostat_source(url("eurostat"), name));
    }
    std::vector<std::string> pages()
    {
        std::vector<std::string> all;
        for (const auto& asked : log())
            all.push_back(asked.path.substr(10, asked.path.find('?') - 10));
        return all;
    }
};

TEST_F(EurostatService, IsAskedForTheFeedAndThenForNothingMore)
{
    open_dataset("demo_test");
    ASSERT_TRUE(fetch());
    EXPECT_THAT(pages(), ElementsAre("catalogue/rss/en/statistics-update.rss",
                                     "statistics/1.0/data/demo_test"));
    ASSERT_TRUE(fetch_on());
    EXPECT_THAT(pages(), ElementsAre("catalogue/rss/en/statistics-update.rss"));
    mode("revised");
    EXPECT_EQ(figures(fetch_on()), revised_figures);
    ASSERT_TRUE(fetch_on());
    EXPECT_THAT(pages(), ElementsAre("catalogue/rss/en/statistics-update.rss",
                                     "statistics/1.0/data/demo_test",
                                     "catalogue/rss/en/statistics-update.rss"))
        << "the same news is downloaded once";
}

TEST_F(EurostatService, IsAskedForItsContentsWhenTheFeedReachesNotBackFarEnough)
{
    open_dataset("demo_test");
    ASSERT_TRUE(fetch());
    log();
    service_time += std::chrono::days{8};
    ASSERT_TRUE(fetch_on()); // nothing to compare with yet
    EXPECT_THAT(pages(), ElementsAre("catalogue/rss/en/statistics-update.rss", "catalogue/toc/txt",
                                     "statistics/1.0/data/demo_test"));
    service_time += std::chrono::days{8};
    ASSERT_TRUE(fetch_on());
    EXPECT_THAT(pages(),
                ElementsAre("catalogue/rss/en/statistics-update.rss", "catalogue/toc/txt"));
}

TEST_F(EurostatService, CanBeAskedForTheDataAlone)
{
    open("eurostat", with(eurostat_source(url("eurostat")), "poll", value("data")));
    ASSERT_TRUE(fetch());
    EXPECT_THAT(pages(), ElementsAre("statistics/1.0/data/demo_test"));
}

TEST_F(EurostatService, AnswerThatIsPutOffIsAskedForAgain)
{
    open_dataset("demo_later");
    const auto later = fetch();
    ASSERT_TRUE(later) << later.error().what.de;
    EXPECT_TRUE(later->documents.empty());
    EXPECT_EQ(later->next_try, seconds{60});
    EXPECT_EQ(figures(fetch_on()), good_figures);
}

TEST_F(EurostatService, AsynchronousQueryIsCollectedUnderItsKey)
{
    auto source = mapped("TIME_PERIOD", "GEO", "value",
                         table({{"url", value(url("eurostat"))},
                                {"dataset", value("demo_test")},
                                {"via", value("sdmx")},
                                {"filters", table({{"geo", list({"DE", "DEA"})}})},
                                {"since", value("2015")}}));
    open("eurostat", source);
    const auto submitted = fetch();
    ASSERT_TRUE(submitted) << submitted.error().what.de;
    EXPECT_THAT(bookmark_.text, HasSubstr(key));
    EXPECT_THAT(log().back().path, HasSubstr("&c%5Bgeo%5D=DE,DEA&c%5BTIME_PERIOD%5D=ge:2015"));
    open("eurostat", source); // the process is another one
    ASSERT_TRUE(fetch_on());
    ASSERT_TRUE(fetch_on());
    EXPECT_EQ(figures(fetch_on()), good_figures);
    EXPECT_THAT(pages(), ElementsAre("1.0/async/status/" + key, "1.0/async/status/" + key,
                                     "1.0/async/status/" + key, "1.0/async/data/" + key));
}

TEST_F(EurostatService, QueryThatTakesADayIsTold)
{
    open_dataset("demo_later");
    ASSERT_TRUE(fetch());
    const auto waiting = bookmark_;
    ASSERT_TRUE(fetch(waiting)); // it is there at every second request
    service_time += std::chrono::hours{25};
    const auto late = fetch(waiting);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().remedy, Remedy::retry);
}

TEST_F(EurostatService, DatasetThatIsNotThereIsForAPerson)
{
    open_dataset("demo_nowhere");
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
}

TEST(EurostatQuery, IsWrittenForEitherService)
{
    eurostat::Query query{"https://amt.example/",
                          "demo_pjan",
                          {{"geo", {"DE", "DE9"}}, {"sex", {"T"}}},
                          "2015",
                          "2020",
                          "DE",
                          false,
                          true};
    EXPECT_EQ(eurostat::data_address(query),
              "https://amt.example/statistics/1.0/data/demo_pjan?format=JSON&lang=DE&geo=DE&geo=DE9"
              "&sex=T&sinceTimePeriod=2015&untilTimePeriod=2020");
    query.by_sdmx = true;
    EXPECT_EQ(eurostat::data_address(query),
              "https://amt.example/sdmx/3.0/data/dataflow/ESTAT/demo_pjan/1.0?compress=false"
              "&format=csvdata&formatVersion=2.0&c%5Bgeo%5D=DE,DE9&c%5Bsex%5D=T"
              "&c%5BTIME_PERIOD%5D=ge:2015%2Ble:2020");
}

TEST(EurostatFeed, NamesADatasetByAWholeWord)
{
    const auto said = [](const std::string& title, const std::string& date) {
        return eurostat::feed_signal("<rss><channel><item><title>" + title + "</title><pubDate>" +
                                         date + "</pubDate></item></channel></rss>",
                                     "demo_r_birth")
            .value_or("no feed");
    };
    const auto first = said("DEMO_R_BIRTH - Live births", "Thu, 15 Jan 2026 11:00:00 +0100");
    EXPECT_FALSE(first.empty());
    EXPECT_NE(said("DEMO_R_BIRTH - Live births", "Fri, 16 Jan 2026 11:00:00 +0100"), first)
        << "another update";
    EXPECT_EQ(said("DEMO_R_BIRTHS - Live births", "Thu, 15 Jan 2026 11:00:00 +0100"), "");
    EXPECT_EQ(said("X_DEMO_R_BIRTH", "Thu, 15 Jan 2026 11:00:00 +0100"), "");
    EXPECT_FALSE(eurostat::feed_signal("<html><body>Wartung</body></html>", "demo_r_birth"));
    EXPECT_FALSE(eurostat::feed_signal("<rss><item>", "demo_r_birth"));
}

TEST(EurostatContents, SayWhenADatasetWasUpdated)
{
    const std::string head = "\"title\"\t\"code\"\t\"type\"\t\"last update of data\"\n";
    const auto said = [&](const std::string& day) {
        return eurostat::contents_signal(
            head + "\"    Population\"\t\"demo_pjan\"\t\"dataset\"\t\"" + day + "\"\t\"\"\t\n",
            "DEMO_PJAN");
    };
    ASSERT_TRUE(said("12.03.2026"));
    EXPECT_EQ(said("12.03.2026"), said("12.03.2026"));
    EXPECT_NE(said("12.03.2026"), said("13.03.2026"));
    EXPECT_FALSE(eurostat::contents_signal(head, "demo_pjan"));
}

std::string soap(const std::string& inner)
{
    return "<?xml version=\"1.0\"?><S:Envelope xmlns:S=\"s\"><S:Body>" + inner +
           "</S:Body></S:Envelope>";
}

TEST(EurostatAnswers, KeyIsAUuidInWhicheverElement)
{
    EXPECT_EQ(eurostat::query_key(soap("<n:key xmlns:n='n'>" + key + "</n:key>")), key);
    EXPECT_EQ(eurostat::query_key(soap("<queued><id>" + key + "</id></queued>")), key);
    EXPECT_FALSE(eurostat::query_key(soap("<key>../../etc/passwd</key>")));
    EXPECT_FALSE(eurostat::query_key("{\"key\":1}"));
}

TEST(EurostatAnswers, OfTheRealServiceAreUnderstood)
{
    const auto folder = shared_fixtures();
    if (folder.empty()) GTEST_SKIP() << "skipped: no shared data";
    const auto file = [&](const char* name) {
        return testing::content(folder / "eurostat" / name);
    };
    EXPECT_EQ(eurostat::query_key(file("doc_async_status_SUBMITTED.xml")), key);
    EXPECT_EQ(eurostat::query_state(file("doc_async_status_SUBMITTED.xml")),
              eurostat::QueryState::working);
    EXPECT_EQ(eurostat::query_state(file("doc_fault_UNKNOWN_REQUEST.xml")),
              eurostat::QueryState::lost);
    EXPECT_FALSE(eurostat::query_state(file("doc_fault_EXTRACTION_TOO_BIG.xml")));
    EXPECT_TRUE(eurostat::is_put_off(file("transcribed_async_warning_200.json")));
}

} // namespace
} // namespace tuermer
