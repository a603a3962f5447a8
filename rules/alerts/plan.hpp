// SPDX-License-Identifier: EUPL-1.2
// Who is told what about one release: grouping by recipient, ranking, budgets, nothing twice.
#pragma once

#include "rules/alerts/told.hpp"

#include <map>
#include <vector>

namespace tuermer {

using RulesById = std::map<std::string, const Rule*, std::less<>>;

struct Planned {
    std::vector<Notice> notices;
    std::vector<OverBudget> over_budget;
};

// One notice per recipient who has something to be told, events ranked by severity, then by how far
// the measured figure lies beyond its limit. What begins goes to those the rule names, unless it is
// below their `at_least` or of other areas; what ends, eases or is withdrawn goes to those who
// heard of it; `rule_changed` goes to the owner only; reach other than notify goes to nobody. Where
// a budget is spent, only what is urgent, escalated or withdrawn is told; the rest is answered as
// over budget, and named in the recipient's next message, whatever that is about.
Planned plan(const std::vector<Event>& events, const RulesById& rules,
             const std::vector<Recipient>& recipients, const Remembered& told, Instant now);

// Of each recipient for whom something has been over budget since before `due`, the newest of the
// days for digests: all of it, ranked. A digest counts against no budget; an empty one there is
// none.
std::vector<Notice> plan_digests(const std::vector<Recipient>& recipients, const Remembered& told,
                                 Instant due, Instant now);

} // namespace tuermer
