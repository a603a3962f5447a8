// SPDX-License-Identifier: EUPL-1.2
// The calendar of a publisher at a real web server on loopback, and what stays when it is gone.
#include "daemon/release_feed.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <fstream>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

Instant now = *parse_instant("2026-11-22T08:00:00Z");

class ReleaseFeedTest : public ::testing::Test {
protected:
    ReleaseFeed feed()
    {
        SourceServices services;
        services.transfer = &loop_.transfer;
        services.base = folder_.path();
        services.now = [] { return now; };
        return {services, folder_.path() / "feeds"};
    }

    bool refresh(ReleaseFeed& feed, ReleaseCalendar& calendar)
    {
        return loop_.wait(feed.refresh(calendar));
    }

    static bool has_day(const ReleaseCalendar& calendar, const char* day)
    {
        return std::ranges::find(calendar.dates, *parse_date(day)) != calendar.dates.end();
    }

    void write(const std::string& bytes)
    {
        std::ofstream(folder_.path() / "feed.ics", std::ios::binary) << bytes;
    }

    testing::Folder folder_;
    testing::Loop loop_;
};

TEST_F(ReleaseFeedTest, IsAskedOnceADayAndKnownAfterTheServerIsGone)
{
    ReleaseCalendar calendar;
    {
        const testing::Server server("../sources/server.py", {});
        calendar.feed = fmt::format("http://127.0.0.1:{}/calendar.ics", server.port);
        auto asking = feed();
        EXPECT_TRUE(refresh(asking, calendar));
        EXPECT_TRUE(has_day(calendar, "2026-10-15"));
        EXPECT_TRUE(has_day(calendar, "2027-10-15"));
        EXPECT_FALSE(refresh(asking, calendar)); // not again today
    }
    calendar.dates.clear();
    auto restarted = feed();
    EXPECT_FALSE(refresh(restarted, calendar));
    EXPECT_TRUE(has_day(calendar, "2027-10-15"));
}

TEST_F(ReleaseFeedTest, ChoosesEntriesByTheirTitle)
{
    ReleaseCalendar calendar;
    calendar.feed = "feed.ics";
    calendar.title = "*Schul*";
    const auto item = [](const char* title, const char* day) {
        return fmt::format("<item><title>{}</title><pubDate>{} 2026 08:00:00 GMT</pubDate></item>",
                           title, day);
    };
    write("<rss><channel>" + item("Schulabgänge", "15 Oct") + item("Mieten", "16 Oct") +
          "</channel></rss>");
    auto asking = feed();
    EXPECT_TRUE(refresh(asking, calendar));
    EXPECT_EQ(calendar.dates, std::vector{*parse_date("2026-10-15")});
}

TEST_F(ReleaseFeedTest, KeepsTheKnownDaysWhenAPageComesInstead)
{
    ReleaseCalendar calendar;
    calendar.feed = "feed.ics";
    calendar.dates = {*parse_date("2026-10-15")};
    write("<html><body>Wartung</body></html>");
    auto asking = feed();
    EXPECT_FALSE(refresh(asking, calendar));
    EXPECT_EQ(calendar.dates.size(), 1U);
}

} // namespace
} // namespace tuermer
