// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/plan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

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

bool is_high_enough(const Event& event, Severity at_least)
{
    if (event.transition == Transition::rule_changed) return true;
    auto severity = event.severity;
    // What has eased was one higher at least: whoever was told then hears of it.
    if (event.transition == Transition::eased && severity != Severity::urgent)
        severity = static_cast<Severity>(static_cast<unsigned>(severity) + 1);
    return severity >= at_least;
}

bool looks_after(const Recipient& recipient, const Event& event)
{
    const auto published = std::chrono::floor<std::chrono::days>(event.vintage.known_since);
    return recipient.areas.empty() ||
           std::ranges::any_of(recipient.areas, [&](const AreaSelector& selector) {
               return selects(selector, event.area, published);
           });
}

bool concerns(const Event& event, const Rule& rule, const Recipient& recipient)
{
    return event.reach == Reach::notify && is_addressed(rule, event.transition, recipient.id) &&
           is_high_enough(event, recipient.at_least) && looks_after(recipient, event);
}

} // namespace

std::vector<Notice> plan(const std::vector<Event>& events,
                         const std::map<std::string, const Rule*, std::less<>>& rules,
                         const std::vector<Recipient>& recipients)
{
    std::vector<Notice> notices;
    for (const auto& recipient : recipients) {
        Notice notice{recipient.id, {}, {}, {}};
        std::set<std::string_view> told;
        for (const auto& event : events) {
            const auto rule = rules.find(event.rule);
            if (rule != rules.end() && concerns(event, *rule->second, recipient) &&
                told.insert(event.id).second)
                notice.events.push_back(event);
        }
        if (notice.events.empty()) continue;
        std::ranges::sort(notice.events, more_important);
        notice.source = notice.events.front().source;
        notice.vintage = notice.events.front().vintage;
        notices.push_back(std::move(notice));
    }
    return notices;
}

} // namespace tuermer
