// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/hosts.hpp"

#include <algorithm>
#include <utility>

namespace tuermer {
namespace {

constexpr std::chrono::hours day{24};
constexpr std::chrono::seconds first_complaint{30};
constexpr std::chrono::seconds longest_silence{std::chrono::hours{1}};
constexpr std::chrono::seconds longest_wish{day}; // a server may ask for no more
constexpr int most_doublings = 7;

} // namespace

const Manners& Hosts::manners_of(const std::string& host) const
{
    const auto own = etiquette_.hosts.find(host);
    return own == etiquette_.hosts.end() ? etiquette_.usual : own->second;
}

std::optional<std::chrono::seconds> Hosts::closed_for(const std::string& host, Time now) const
{
    const auto found = hosts_.find(host);
    if (found == hosts_.end()) return std::nullopt;
    const auto& [asked, answered, closed_until, complaints] = found->second;
    auto open = closed_until.value_or(now);
    const auto budget = manners_of(host).requests_per_day;
    if (budget > 0 && asked.size() >= budget)
        open = std::max(open, asked[asked.size() - budget] + day);
    if (open <= now) return std::nullopt;
    return std::chrono::ceil<std::chrono::seconds>(open - now);
}

Hosts::Time Hosts::ready(const std::string& host, std::chrono::milliseconds at_least) const
{
    const auto found = hosts_.find(host);
    if (found == hosts_.end()) return {};
    return found->second.answered + std::max(at_least, manners_of(host).pause);
}

void Hosts::asked(const std::string& host, Time now)
{
    auto& times = hosts_[host].asked;
    while (!times.empty() && times.front() + day <= now) times.pop_front();
    if (manners_of(host).requests_per_day == 0) return;
    times.push_back(now);
    if (told_) told_(host);
}

void Hosts::answered(const std::string& host, Time now, const HttpResponse& answer)
{
    auto& seen = hosts_[host];
    seen.answered = now;
    if (answer.status != 429) {
        seen.complaints = 0;
        return;
    }
    const auto silence = first_complaint * (1 << std::min(seen.complaints, most_doublings));
    if (!answer.retry_after) ++seen.complaints;
    seen.closed_until =
        now + (answer.retry_after ? std::min(*answer.retry_after, longest_wish)
                                  : std::min<std::chrono::seconds>(silence, longest_silence));
}

HttpResponse held_back(std::chrono::seconds wait, std::string url)
{
    HttpResponse answer;
    answer.status = 429;
    answer.retry_after = wait;
    answer.final_url = std::move(url);
    answer.held_back = true;
    return answer;
}

} // namespace tuermer
