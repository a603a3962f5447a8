// SPDX-License-Identifier: EUPL-1.2
#include "daemon/schedule.hpp"

#include "daemon/present/figures.hpp"
#include "rules/base/working_days.hpp"

#include <algorithm>
#include <array>

namespace tuermer {

namespace {

using std::chrono::seconds;

constexpr auto first_retry = std::chrono::minutes(1);
constexpr int most_doublings = 16; // beyond, every interval is longer than any source's
constexpr auto give_up_after = std::chrono::days(5);
constexpr std::array<seconds, 5> delivery_waits{std::chrono::minutes(1), std::chrono::minutes(5),
                                                std::chrono::minutes(30), std::chrono::hours(2),
                                                std::chrono::hours(6)};

seconds spread(seconds wait, double chance)
{
    return wait +
           seconds(static_cast<std::int64_t>(static_cast<double>(wait.count()) * 0.1 * chance));
}

} // namespace

Instant next_poll(Instant now, const Pace& pace, int failures, seconds asked, double chance)
{
    if (asked > seconds(0)) return now + spread(asked, chance);
    seconds wait = pace.every;
    if (pace.next_due && *pace.next_due > now) wait = std::min(wait, *pace.next_due - now);
    if (failures > 0)
        wait = std::min<seconds>(wait, first_retry * (1 << std::min(failures - 1, most_doublings)));
    return now + spread(wait, chance);
}

std::optional<Instant> next_delivery(Instant now, Instant created, int attempts, double chance)
{
    if (now - created >= give_up_after) return std::nullopt;
    const auto step = static_cast<std::size_t>(std::max(0, attempts - 1));
    return now + spread(delivery_waits[std::min(step, delivery_waits.size() - 1)], chance);
}

Instant newest_digest(Instant now, const std::string& time_zone, std::string_view land)
{
    constexpr auto hour = std::chrono::hours(8);
    const std::chrono::year_month_day today(present::local_date(now, time_zone));
    const auto of = [&](std::chrono::year_month month) {
        const Instant as_utc = first_working_day(month, land) + hour;
        return as_utc - seconds(present::offset_seconds(as_utc, time_zone));
    };
    const auto month = today.year() / today.month();
    const auto this_month = of(month);
    return this_month <= now ? this_month : of(month - std::chrono::months(1));
}

} // namespace tuermer
