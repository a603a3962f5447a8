// SPDX-License-Identifier: EUPL-1.2
// An inbox as offices use it: files come, change, are half written, have the same name again.
#include "connectors/sources/table/files.hpp"
#include "tests/connectors/sources/source_case.hpp"
#include "tests/folder.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/stat.h>

namespace tuermer {
namespace {

namespace fs = std::filesystem;
using test::test_now;
using ::testing::ElementsAre;

class Inbox : public ::testing::Test {
protected:
    void put(const std::string& name, const std::string& bytes,
             std::chrono::seconds age = std::chrono::hours{1})
    {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream{folder_ / name, std::ios::binary} << bytes;
        set_age(name, age);
    }

    void set_age(const std::string& name, std::chrono::seconds age)
    {
        const auto changed = (test_now() - age).time_since_epoch().count();
        const timespec both[2] = {{changed, 0}, {changed, 0}};
        ASSERT_EQ(::utimensat(AT_FDCWD, (folder_ / name).c_str(), both, 0), 0);
    }

    table::FileRequest request(const std::string& pattern) const
    {
        return {folder_.path(), pattern, false, 1'000'000, test_now()};
    }

    std::vector<std::string> fetch(const table::FileRequest& request)
    {
        const auto fetched = table::fetch_files(request, table::remembered(bookmark_));
        if (!fetched) return {"error: " + fetched.error().what.de};
        bookmark_ = fetched->bookmark.text;
        next_try_ = fetched->next_try;
        std::vector<std::string> names;
        for (const auto& document : fetched->documents)
            names.push_back(fs::path{document.name}.filename().string() + "=" +
                            all_bytes(*document.bytes).value());
        return names;
    }
    std::vector<std::string> fetch(const std::string& pattern) { return fetch(request(pattern)); }

    test::Folder folder_;
    std::string bookmark_;
    std::chrono::seconds next_try_{0};
};

TEST_F(Inbox, BringsEachFileOnceInTheOrderOfNames)
{
    put("b.csv", "2");
    put("a.csv", "1");
    put("c.txt", "3");
    EXPECT_THAT(fetch("*.csv"), ElementsAre("a.csv=1", "b.csv=2"));
    EXPECT_THAT(fetch("*.csv"), ElementsAre());
    put("c.csv", "3");
    EXPECT_THAT(fetch("*.csv"), ElementsAre("c.csv=3"));
}

TEST_F(Inbox, MayBeAFolderOrAFileOrAPatternOfFolders)
{
    put("2024/x.csv", "1");
    put("2025/x.csv", "2");
    put("2025/y.csv", "3");
    EXPECT_THAT(fetch("20*/x.csv"), ElementsAre("x.csv=1", "x.csv=2"));
    bookmark_ = "";
    EXPECT_THAT(fetch("2025"), ElementsAre("x.csv=2", "y.csv=3"));
    bookmark_ = "";
    EXPECT_THAT(fetch("2025/y.csv"), ElementsAre("y.csv=3"));
    bookmark_ = "";
    EXPECT_THAT(fetch((folder_ / "2024/*").string()), ElementsAre("x.csv=1"));
}

TEST_F(Inbox, BringsAFileAgainWhenItsBytesChanged)
{
    put("a.csv", "1");
    EXPECT_THAT(fetch("*"), ElementsAre("a.csv=1"));
    set_age("a.csv", std::chrono::minutes{5}); // touched, not changed
    EXPECT_THAT(fetch("*"), ElementsAre());
    put("a.csv", "2", std::chrono::minutes{4});
    EXPECT_THAT(fetch("*"), ElementsAre("a.csv=2"));
}

TEST_F(Inbox, WaitsForFilesThatAreStillWritten)
{
    put("now.csv", "1", std::chrono::seconds{1});
    put("empty.csv", "");
    put("old.csv", "2");
    EXPECT_THAT(fetch("*"), ElementsAre("old.csv=2"));
    EXPECT_GT(next_try_.count(), 0);
    set_age("now.csv", std::chrono::seconds{3});
    EXPECT_THAT(fetch("*"), ElementsAre("now.csv=1"));
}

TEST_F(Inbox, PassesOverWhatProgramsLeaveBesideAFile)
{
    for (const auto* name : {".a.csv", "~$a.csv", "a.csv.part", "a.csv~", "a.tmp", "a.csv"})
        put(name, "1");
    EXPECT_THAT(fetch("*"), ElementsAre("a.csv=1"));
}

TEST_F(Inbox, SortsByTheDateInTheName)
{
    put("b_2021-05-17.csv", "1");
    put("a_2024-07-16.csv", "3");
    put("c_2022-06-22_korrigiert.csv", "2");
    put("z_undatiert.csv", "0");
    auto dated = request("*.csv");
    dated.vintage_in_name = true;
    EXPECT_THAT(fetch(dated), ElementsAre("z_undatiert.csv=0", "b_2021-05-17.csv=1",
                                          "c_2022-06-22_korrigiert.csv=2", "a_2024-07-16.csv=3"));
}

TEST_F(Inbox, SaysWhenThereIsNoSuchFile)
{
    EXPECT_THAT(fetch("fehlt.csv"),
                ElementsAre(::testing::HasSubstr("Diese Datei oder diesen Ordner gibt es nicht")));
    EXPECT_THAT(fetch("*.csv"), ElementsAre()); // an inbox may be empty
}

TEST_F(Inbox, RefusesFilesThatAreTooLargeButBringsTheOthers)
{
    put("gross.csv", std::string(50, 'x'));
    put("klein.csv", "1");
    auto small = request("*");
    small.max_bytes = 10;
    EXPECT_THAT(fetch(small), ElementsAre("klein.csv=1"));
    EXPECT_THAT(fetch(small),
                ElementsAre(::testing::HasSubstr("error: Die Datei hat 50 Byte; erlaubt sind 10")));
}

TEST_F(Inbox, BringsNoMoreAtOnceThanFits)
{
    put("a.csv", "12345678");
    put("b.csv", "12345678!");
    auto small = request("*");
    small.max_bytes = 10;
    EXPECT_THAT(fetch(small), ElementsAre("a.csv=12345678"));
    EXPECT_GT(next_try_.count(), 0);
    EXPECT_THAT(fetch(small), ElementsAre("b.csv=12345678!"));
}

TEST_F(Inbox, WithASpoiltBookmarkStartsAnew)
{
    put("a.csv", "1");
    for (const auto* text : {"{", "[]", "{\"files\": 7}",
                             "{\"files\": [7, {\"name\": 3, \"size\": \"x\"}]}", "\xFF"}) {
        bookmark_ = text;
        EXPECT_THAT(fetch("*"), ElementsAre("a.csv=1"));
    }
}

TEST_F(Inbox, IsReadThroughTheConnector)
{
    put("zahlen_2025-10-17.csv", "Jahr;AGS;Wert\n2024;03153;48\n");
    put("zahlen.csv", "Jahr;AGS;Wert\n2024;03153;48\n");
    SourceServices services;
    services.base = folder_.path();
    services.now = test_now;
    const auto source = test::connector(
        test::with(test::simple_source(), "vintage", test::value("file name")), services);
    boost::asio::io_context context;
    Result<Fetched> fetched;
    boost::asio::co_spawn(context, source->fetch({}), [&](std::exception_ptr, Result<Fetched> got) {
        fetched = std::move(got);
    });
    context.run();
    ASSERT_TRUE(fetched);
    ASSERT_EQ(fetched->documents.size(), 2U);
    const auto undated = source->understand(fetched->documents[0]);
    ASSERT_FALSE(undated);
    EXPECT_THAT(undated.error().what.de, ::testing::HasSubstr("Der Dateiname enthält kein Datum"));
    const auto dated = source->understand(fetched->documents[1]);
    ASSERT_TRUE(dated);
    EXPECT_EQ(dated->release.vintage.known_since, parse_instant("2025-10-17"));
}

TEST(DateInName, IsTheFirstThatIsADay)
{
    EXPECT_EQ(table::date_in_name("/x/2020-01-01/zahlen_2025-10-17.csv"), parse_date("2025-10-17"));
    EXPECT_EQ(table::date_in_name("a_2025-13-17_2024-02-29"), parse_date("2024-02-29"));
    EXPECT_EQ(table::date_in_name("a_12025-10-17"), std::nullopt);
    EXPECT_EQ(table::date_in_name("05515000_zahlen.csv"), std::nullopt);
}

} // namespace
} // namespace tuermer
