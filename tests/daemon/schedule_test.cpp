// SPDX-License-Identifier: EUPL-1.2
#include "daemon/schedule.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

using namespace std::chrono_literals;

const Instant now = *parse_instant("2025-10-17T09:55:00Z");

TEST(NextPoll, KeepsTheUsualIntervalAndSpreadsItOverATenth)
{
    EXPECT_EQ(next_poll(now, Pace{12h, {}}, 0, 0s, 0), now + 12h);
    EXPECT_EQ(next_poll(now, Pace{10h, {}}, 0, 0s, 0.5), now + 10h + 30min);
}

TEST(NextPoll, WaitsLongerAfterEachFailureButNeverLongerThanUsual)
{
    EXPECT_EQ(next_poll(now, Pace{12h, {}}, 1, 0s, 0), now + 1min);
    EXPECT_EQ(next_poll(now, Pace{12h, {}}, 2, 0s, 0), now + 2min);
    EXPECT_EQ(next_poll(now, Pace{12h, {}}, 5, 0s, 0), now + 16min);
    EXPECT_EQ(next_poll(now, Pace{12h, {}}, 1'000'000, 0s, 0), now + 12h);
    EXPECT_EQ(next_poll(now, Pace{30s, {}}, 1, 0s, 0), now + 30s);
}

TEST(NextPoll, DoesAsTheServerAsked)
{
    EXPECT_EQ(next_poll(now, Pace{12h, {}}, 3, 90s, 0), now + 90s);
}

TEST(NextPoll, IsThereOnTheDayAReleaseIsDue)
{
    EXPECT_EQ(next_poll(now, Pace{7 * 24h, now + 5h}, 0, 0s, 0), now + 5h);
    EXPECT_EQ(next_poll(now, Pace{30min, now + 5h}, 0, 0s, 0), now + 30min);
    EXPECT_EQ(next_poll(now, Pace{7 * 24h, now + 5h}, 0, 48h, 0), now + 48h); // as asked
}

TEST(NextDelivery, TriesForFiveDaysAndThenGivesUp)
{
    EXPECT_EQ(next_delivery(now, now, 1, 0), now + 1min);
    EXPECT_EQ(next_delivery(now, now, 3, 0), now + 30min);
    EXPECT_EQ(next_delivery(now, now, 40, 0), now + 6h);
    EXPECT_EQ(next_delivery(now + 5 * 24h, now, 40, 0), std::nullopt);
}

TEST(NewestDigest, IsOfTheMonthsFirstWorkingDayAtEightWhereTheOfficeIs)
{
    const auto newest = [](const char* on, std::string_view land = "NI",
                           const char* zone = "Europe/Berlin") {
        return to_string(newest_digest(*parse_instant(on), zone, land));
    };
    EXPECT_EQ(newest("2025-10-17T09:55:00Z"), "2025-10-01T06:00:00Z") << "summer time";
    EXPECT_EQ(newest("2025-12-01T06:59:59Z"), "2025-11-03T07:00:00Z") << "a minute too early";
    EXPECT_EQ(newest("2025-12-01T07:00:00Z"), "2025-12-01T07:00:00Z");
    EXPECT_EQ(newest("2024-11-02T12:00:00Z"), "2024-11-01T07:00:00Z");
    EXPECT_EQ(newest("2024-11-02T12:00:00Z", "BY"), "2024-10-01T06:00:00Z") << "Allerheiligen";
    EXPECT_EQ(newest("2026-01-01T23:30:00Z"), "2025-12-01T07:00:00Z") << "New Year";
    EXPECT_EQ(newest("2025-12-31T23:30:00Z", "NI", "Pacific/Auckland"), "2025-11-30T19:00:00Z");
}

} // namespace
} // namespace tuermer
