// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/feed/feed.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

Date day(const char* iso)
{
    return *parse_date(iso);
}

const FeedSpan span{day("2025-01-01"), day("2027-12-31")};

std::string calendar(const std::string& events)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Amt//Kalender//DE\r\n" + events +
           "END:VCALENDAR\r\n";
}

std::string event(const std::string& lines)
{
    return "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Ausländerstatistik\r\n" + lines + "END:VEVENT\r\n";
}

std::string listed(const std::string& bytes)
{
    const auto entries = read_feed(bytes, span);
    if (!entries) return "refused: " + entries.error().what.en;
    std::string text;
    for (const auto& entry : *entries)
        text += fmt::format("{} {}\n", to_string(entry.day), entry.title);
    return text;
}

TEST(Feed, ReadsTheDaysOfAReleaseCalendarInTheirOrder)
{
    const auto bytes = calendar(event("DTSTART;VALUE=DATE:20261015\r\n") +
                                event("DTSTART;TZID=Europe/Berlin:20260401T080000\r\n") +
                                event("DTSTART:20260630T220000Z\r\n")); // midnight in Germany
    EXPECT_EQ(listed(bytes), "2026-04-01 Ausländerstatistik\n2026-07-01 Ausländerstatistik\n"
                             "2026-10-15 Ausländerstatistik\n");
    EXPECT_EQ(listed("\xEF\xBB\xBF" + bytes), listed(bytes));
}

TEST(Feed, UnfoldsWhatComesRoundAndLeavesOutWhatIsCancelled)
{
    EXPECT_EQ(listed(calendar(event("DTSTART;VALUE=DATE:20240301\r\nRRULE:FREQ=YEARLY\r\n"
                                    "EXDATE;VALUE=DATE:20260301\r\n"
                                    "RDATE;VALUE=DATE:20260305\r\n"))),
              "2025-03-01 Ausländerstatistik\n2026-03-05 Ausländerstatistik\n"
              "2027-03-01 Ausländerstatistik\n");
    EXPECT_EQ(listed(calendar(event("DTSTART;VALUE=DATE:20261015\r\nSTATUS:CANCELLED\r\n"))), "");
    EXPECT_EQ(listed(calendar(event("DTSTART:20261015T000000Z\r\nRRULE:FREQ=SECONDLY\r\n"))),
              "2026-10-15 Ausländerstatistik\n");
}

TEST(Feed, ReadsWhatOfficesAnnounce)
{
    EXPECT_EQ(listed(R"(<?xml version="1.0"?><rss version="2.0"><channel><title>Amt</title>
<pubDate>Fri, 16 Oct 2026 11:00:00 +0200</pubDate>
<item><title>Schulen &amp; Abschl&#252;sse</title><pubDate>Thu, 15 Oct 2026 11:00:00 +0200</pubDate></item>
<item><title>ohne Tag</title></item>
<item><title>alt</title><pubDate>15 Oct 2019 11:00:00 GMT</pubDate></item></channel></rss>)"),
              "2026-10-15 Schulen & Abschlüsse\n");
    EXPECT_EQ(
        listed(R"(<feed xmlns="http://www.w3.org/2005/Atom"><updated>2026-01-01T00:00:00Z</updated>
<entry><title>migr_asyappctzm</title><updated>2026-02-02T23:00:00+01:00</updated>
<published>2026-02-01T23:00:00+01:00</published></entry></feed>)"),
        "2026-02-01 migr_asyappctzm\n");
}

TEST(Feed, RefusesWhatIsNoFeed)
{
    EXPECT_EQ(listed("<html><body><p>Wartung</p></body></html>"),
              "refused: This is no news feed (RSS, Atom) but another page.");
    EXPECT_TRUE(listed("404 page not found").starts_with("refused: This is neither"));
    EXPECT_TRUE(listed("").starts_with("refused: This is neither"));
    EXPECT_TRUE(listed("<rss><channel><item><title>a").starts_with("refused: "));
    EXPECT_TRUE(listed("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMA").starts_with("refused: "));
}

TEST(Feed, RefusesMoreEntriesThanAnyoneReads)
{
    std::string events;
    for (std::size_t i = 0; i <= most_feed_entries; ++i)
        events += event("DTSTART;VALUE=DATE:20261015\r\n");
    EXPECT_TRUE(listed(calendar(events)).starts_with("refused: This calendar has more than"));
}

} // namespace
} // namespace tuermer
