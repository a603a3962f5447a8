// SPDX-License-Identifier: EUPL-1.2
// Who is told what about one release: grouping by recipient, ranking, nothing twice.
#pragma once

#include "rules/alerts/event.hpp"

#include <map>
#include <vector>

namespace tuermer {

// One notice per recipient who has something to be told, events ranked by severity, then by how far
// the measured figure lies beyond its limit. `rules` by id. Recipients below `at_least`, or of
// other areas, are left out; `rule_changed` goes to the owner only; reach other than notify goes to
// nobody.
std::vector<Notice> plan(const std::vector<Event>& events,
                         const std::map<std::string, const Rule*, std::less<>>& rules,
                         const std::vector<Recipient>& recipients);

} // namespace tuermer
