// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/plan.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <tuple>
#include <unordered_set>

namespace tuermer {

namespace {

// How far the first test's figure lies beyond its limit, in limits.
double excess(const Event& event)
{
    if (event.evidence.assessments.empty()) return 0;
    const auto& test = event.evidence.assessments.front();
    if (!test.measured || !test.limit) return 0;
    const double beyond = test.upward ? *test.measured - *test.limit : *test.limit - *test.measured;
    return beyond / std::max(std::abs(*test.limit), std::numeric_limits<double>::min());
}

bool more_important(const Event& a, const Event& b)
{
    if (a.severity != b.severity) return a.severity > b.severity;
    const double excess_a = excess(a), excess_b = excess(b);
    if (excess_a != excess_b) return excess_a > excess_b;
    return std::tie(a.area, a.rule, a.key, a.period, a.id) <
           std::tie(b.area, b.rule, b.key, b.period, b.id);
}

bool is_addressed(const Rule& rule, Transition transition, const std::string& recipient)
{
    if (transition == Transition::rule_changed) return rule.owner == recipient;
    return std::ranges::find(rule.notify, recipient) != rule.notify.end();
}

bool selects_one_of(const Recipient& recipient, const Event& event, Date published)
{
    const auto selected = [&](std::string_view area) {
        return std::ranges::any_of(recipient.areas, [&](const AreaSelector& selector) {
            return selects(selector, area, published);
        });
    };
    return event.common_shock ? std::ranges::any_of(event.common_shock->areas, selected)
                              : selected(event.area);
}

bool looks_after(const Recipient& recipient, const Event& event)
{
    const auto published = std::chrono::floor<std::chrono::days>(event.vintage.known_since);
    return recipient.areas.empty() || selects_one_of(recipient, event, published);
}

// Says something only to those who know the beginning.
bool is_follow_up(Transition transition)
{
    return transition == Transition::resolved || transition == Transition::eased ||
           transition == Transition::withdrawn;
}

bool has_heard(const Event& event, const std::string& recipient, const Remembered& told)
{
    const Remembered::OfRecipient known(event.episode, recipient);
    return told.heard.contains(known) ||
           (event.transition == Transition::withdrawn && told.heard_in_common.contains(known));
}

bool concerns(const Event& event, const Rule& rule, const Recipient& recipient,
              const Remembered& told)
{
    if (event.reach != Reach::notify) return false;
    if (is_follow_up(event.transition)) return has_heard(event, recipient.id, told);
    const bool high_enough =
        event.transition == Transition::rule_changed || event.severity >= recipient.at_least;
    return is_addressed(rule, event.transition, recipient.id) && high_enough &&
           looks_after(recipient, event) &&
           !(event.common_shock && has_heard(event, recipient.id, told));
}

// What this recipient has to be told, most important first.
std::vector<Event> events_for(const Recipient& recipient, const std::vector<Event>& events,
                              const RulesById& rules, const Remembered& told)
{
    std::vector<const Event*> own;
    std::unordered_set<std::string_view> seen;
    for (const auto& event : events) {
        const auto rule = rules.find(event.rule);
        if (rule != rules.end() && concerns(event, *rule->second, recipient, told) &&
            seen.insert(event.id).second)
            own.push_back(&event);
    }
    std::ranges::sort(own, [](const Event* a, const Event* b) { return more_important(*a, *b); });
    std::vector<Event> sorted;
    sorted.reserve(own.size());
    for (const auto* event : own) sorted.push_back(*event);
    return sorted;
}

bool is_spent(const Recipient& recipient, const Remembered& told, Instant now)
{
    return recipient.budget && recipient.role != Role::it &&
           messages_spent(told, recipient.id, *recipient.budget, now) >= recipient.budget->messages;
}

bool cannot_wait(const Event& event)
{
    return event.severity == Severity::urgent || is_free_of_charge(event);
}

Notice notice_of(const Recipient& recipient, std::vector<Event> events, std::vector<Event> waited)
{
    Notice notice;
    notice.recipient = recipient.id;
    notice.source = events.front().source;
    notice.vintage = events.front().vintage;
    notice.counts = !std::ranges::all_of(events, is_free_of_charge);
    notice.events = std::move(events);
    notice.waited = std::move(waited);
    std::ranges::sort(notice.waited, more_important);
    return notice;
}

} // namespace

Planned plan(const std::vector<Event>& events, const RulesById& rules,
             const std::vector<Recipient>& recipients, const Remembered& told, Instant now)
{
    Planned planned;
    for (const auto& recipient : recipients) {
        auto own = events_for(recipient, events, rules, told);
        if (own.empty()) continue;
        std::vector<Event> over;
        if (is_spent(recipient, told, now)) {
            std::ranges::copy_if(own, std::back_inserter(over), std::not_fn(cannot_wait));
            std::erase_if(own, std::not_fn(cannot_wait));
        }
        if (!over.empty()) planned.over_budget.push_back({recipient.id, over.front().source, over});
        if (own.empty()) continue;
        if (const auto before = told.waiting.find(recipient.id); before != told.waiting.end())
            for (const auto& waits : before->second) over.push_back(waits.event);
        planned.notices.push_back(notice_of(recipient, std::move(own), std::move(over)));
    }
    return planned;
}

std::vector<Notice> plan_digests(const std::vector<Recipient>& recipients, const Remembered& told,
                                 Instant due, Instant now)
{
    std::vector<Notice> digests;
    for (const auto& recipient : recipients) {
        const auto waiting = told.waiting.find(recipient.id);
        if (waiting == told.waiting.end() ||
            std::ranges::none_of(waiting->second,
                                 [&](const auto& waits) { return waits.since < due; }))
            continue;
        Notice digest;
        digest.recipient = recipient.id;
        digest.vintage = {now, now, {}, {}};
        for (const auto& waits : waiting->second) digest.events.push_back(waits.event);
        std::ranges::sort(digest.events, more_important);
        digest.counts = false;
        digest.digest = true;
        digests.push_back(std::move(digest));
    }
    return digests;
}

} // namespace tuermer
