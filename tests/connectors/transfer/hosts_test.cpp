// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/hosts.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Hosts::Time morning{hours{1'000}};

Hosts with(Manners usual)
{
    Hosts hosts;
    hosts.keep({usual, {{"klein.example", {milliseconds{60'000}, 1}}}});
    return hosts;
}

HttpResponse busy(std::optional<seconds> wish)
{
    HttpResponse answer;
    answer.status = 429;
    answer.retry_after = wish;
    return answer;
}

TEST(Hosts, IsLeftAloneBetweenRequests)
{
    auto hosts = with({milliseconds{1'500}, 0});
    EXPECT_LE(hosts.ready("amt.example", {}), morning);
    hosts.answered("amt.example", morning, {});
    EXPECT_EQ(hosts.ready("amt.example", {}), morning + milliseconds{1'500});
    EXPECT_EQ(hosts.ready("amt.example", seconds{4}), morning + seconds{4});
    EXPECT_LE(hosts.ready("anderes.example", {}), morning);
}

TEST(Hosts, HasADailyBudgetThatIsFreeAgainAfterADay)
{
    auto hosts = with({{}, 2});
    hosts.asked("amt.example", morning);
    EXPECT_FALSE(hosts.closed_for("amt.example", morning));
    hosts.asked("amt.example", morning + hours{3});
    EXPECT_EQ(hosts.closed_for("amt.example", morning + hours{4}), seconds{hours{20}});
    EXPECT_FALSE(hosts.closed_for("anderes.example", morning + hours{4}));
    EXPECT_FALSE(hosts.closed_for("amt.example", morning + hours{24}));
    hosts.asked("amt.example", morning + hours{24});
    EXPECT_EQ(hosts.closed_for("amt.example", morning + hours{25}), seconds{hours{2}});
}

TEST(Hosts, IsCountedOnWhereAProcessBeforeLeftOff)
{
    auto hosts = with({{}, 2});
    std::vector<std::string> told;
    hosts.asked("amt.example", morning - hours{20});
    hosts.tell([&](const std::string& host) { told.push_back(host); });
    hosts.asked("amt.example", morning);
    EXPECT_EQ(hosts.closed_for("amt.example", morning), seconds{hours{4}});
    EXPECT_EQ(told, std::vector<std::string>{"amt.example"});
}

TEST(Hosts, WithoutABudgetIsNotCounted)
{
    auto hosts = with({{}, 0});
    bool told = false;
    hosts.tell([&](const std::string&) { told = true; });
    hosts.asked("amt.example", morning);
    EXPECT_FALSE(told);
}

TEST(Hosts, OfItsOwnMannersKeepsThem)
{
    auto hosts = with({{}, 0});
    hosts.asked("klein.example", morning);
    hosts.answered("klein.example", morning, {});
    EXPECT_EQ(hosts.ready("klein.example", {}), morning + seconds{60});
    EXPECT_TRUE(hosts.closed_for("klein.example", morning + hours{1}));
}

TEST(Hosts, WishOfAHostHoldsForAllItsRequests)
{
    auto hosts = with({});
    hosts.answered("amt.example", morning, busy(seconds{90}));
    EXPECT_EQ(hosts.closed_for("amt.example", morning), seconds{90});
    EXPECT_FALSE(hosts.closed_for("amt.example", morning + seconds{90}));
    hosts.answered("amt.example", morning, busy(hours{1'000}));
    EXPECT_EQ(hosts.closed_for("amt.example", morning), seconds{hours{24}});
}

TEST(Hosts, ThatComplainsWithoutAWishIsLeftAloneLongerAndLonger)
{
    auto hosts = with({});
    auto now = morning;
    std::vector<std::int64_t> waits;
    for (int i = 0; i < 9; ++i) {
        hosts.answered("amt.example", now, busy({}));
        waits.push_back(hosts.closed_for("amt.example", now).value_or(seconds{0}).count());
        now += seconds{waits.back()};
    }
    EXPECT_EQ(waits, (std::vector<std::int64_t>{30, 60, 120, 240, 480, 960, 1'920, 3'600, 3'600}));
    hosts.answered("amt.example", now, {});
    hosts.answered("amt.example", now, busy({}));
    EXPECT_EQ(hosts.closed_for("amt.example", now), seconds{30});
}

} // namespace
} // namespace tuermer
