// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/told.hpp"

#include <algorithm>

namespace tuermer {

namespace {

void note_heard(Remembered& told, const Event& event, const std::string& recipient)
{
    told.heard.emplace(event.episode, recipient);
    if (!event.common_shock) return;
    for (const auto& episode : event.common_shock->episodes)
        told.heard_in_common.emplace(episode, recipient);
}

} // namespace

Date budget_start(Budget::Per per, Instant now)
{
    using namespace std::chrono;
    const year_month_day today(floor<days>(now));
    auto first = static_cast<unsigned>(today.month());
    constexpr unsigned months_of_quarter = 3;
    if (per == Budget::Per::quarter) first -= (first - 1) % months_of_quarter;
    if (per == Budget::Per::year) first = 1;
    return sys_days(today.year() / month(first) / 1);
}

int messages_spent(const Remembered& told, std::string_view recipient, const Budget& budget,
                   Instant now)
{
    const auto sent = told.counted.find(recipient);
    if (sent == told.counted.end()) return 0;
    const Instant start = budget_start(budget.per, now);
    return static_cast<int>(
        std::ranges::count_if(sent->second, [&](Instant when) { return when >= start; }));
}

bool is_free_of_charge(const Event& event)
{
    return event.transition == Transition::escalated || event.transition == Transition::withdrawn;
}

void forget_withdrawn(Remembered& told, const std::vector<Event>& events)
{
    std::set<std::string_view> withdrawn;
    for (const auto& event : events)
        if (event.transition == Transition::withdrawn) withdrawn.insert(event.episode);
    if (withdrawn.empty()) return;
    for (auto& [recipient, waiting] : told.waiting)
        std::erase_if(waiting, [&](const Remembered::Waiting& waits) {
            return withdrawn.contains(waits.event.episode);
        });
    std::erase_if(told.waiting, [](const auto& entry) { return entry.second.empty(); });
}

void note_told(Remembered& told, const Notice& notice, Instant now)
{
    if (notice.counts) told.counted[notice.recipient].push_back(now);
    for (const auto* events : {&notice.events, &notice.waited})
        for (const auto& event : *events) note_heard(told, event, notice.recipient);
    told.waiting.erase(notice.recipient);
}

} // namespace tuermer
