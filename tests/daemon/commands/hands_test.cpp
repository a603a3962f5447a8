// SPDX-License-Identifier: EUPL-1.2
// Other hands: each part is done once, whoever does it and however late they come.
#include "daemon/commands/hands.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace {

using namespace tuermer;
using ::testing::Each;

void work(std::chrono::microseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
    }
}

std::vector<int> times_done(const ShareOut& share_out, std::size_t parts,
                            std::chrono::microseconds each)
{
    std::vector<std::atomic<int>> done(parts);
    share_out(parts, [&](std::size_t part) {
        work(each);
        ++done[part];
    });
    return {done.begin(), done.end()};
}

TEST(Hands, DoEachPartOnce)
{
    const auto share_out = with_help(3);
    EXPECT_EQ(share_out.at_once(), 4U);
    for (const std::size_t parts : {0U, 1U, 2U, 3U, 100U})
        for (const auto each : {std::chrono::microseconds(0), std::chrono::microseconds(300)})
            EXPECT_THAT(times_done(share_out, parts, each), Each(1)) << parts;
}

TEST(Hands, AreLentToSeveralCallersAtOnce)
{
    const auto share_out = with_help(2);
    std::vector<std::vector<int>> of_callers(3);
    std::vector<std::thread> callers;
    for (auto& done : of_callers)
        callers.emplace_back(
            [&] { done = times_done(share_out, 50, std::chrono::microseconds(200)); });
    for (auto& caller : callers) caller.join();
    for (const auto& done : of_callers) EXPECT_THAT(done, Each(1));
}

TEST(Hands, HelpWhereWorkIsLong)
{
    std::mutex lock;
    std::set<std::thread::id> seen;
    with_help(1)(64, [&](std::size_t) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        const std::scoped_lock held(lock);
        seen.insert(std::this_thread::get_id());
    });
    EXPECT_EQ(seen.size(), 2U);
}

TEST(Hands, AreOwnWhereNoCoreIsLeft)
{
    EXPECT_EQ(with_help(0).at_once(), 1U);
    EXPECT_EQ(across_cores(std::thread::hardware_concurrency()).at_once(), 1U);
}

} // namespace
