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

} // namespace
} // namespace tuermer
