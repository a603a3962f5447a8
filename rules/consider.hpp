// SPDX-License-Identifier: EUPL-1.2
// The core's main path: a release comes in; changed cells, alerts, events and notices come out.
// Running, backtesting, testing and previewing are this one function over other values.
#pragma once

#include "rules/alerts/told.hpp"
#include "rules/alerts/watch.hpp"
#include "rules/indicators/graph.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tuermer {

// All that Türmer knows at one moment: the configuration, the figures, the alerts.
struct Knowledge {
    Installation installation;
    std::vector<Rule> rules;
    std::vector<Recipient> recipients;
    std::vector<Break> breaks;
    Graph graph;
    Alerts alerts;
    std::vector<Watch> watches; // made from all the above when first needed
    Remembered told = {};
    bool tells_history = true; // whether releases that were old when they came in are told
    // Up to which day reforms of areas have reached a rule's open episodes, by rule.
    std::map<std::string, Date> reforms_seen = {};
    // The newest moment not after `now` at which digests are due; none: there are no digests.
    std::function<Instant(Instant now)> newest_digest = {};
    // Nobody will read why: events come without sentences, trees and texts of rules, and no alerts
    // are listed to be stored. What happens and who is told of it is the same.
    bool rehearsal = false;
    // Who else judges, of many areas at once; nothing that is said depends on it.
    ShareOut share_out = {};
};

// Everything one release brought about: written in one transaction.
struct Outcome {
    std::string source;
    Vintage vintage;
    std::vector<ChangedCell> cells;
    std::vector<Alert> alerts; // those that differ from before
    std::vector<Event> events;
    std::vector<Notice> notices;
    std::vector<OverBudget> over_budget = {};
};

// A release that was this old when it came in is history: recorded, and told only where the
// operator wants the past told (the demo does).
constexpr auto history_after = std::chrono::days(31);

// Absorbs, updates, judges, advances, passes the gates and plans; `told` knows of the notices then.
// On an error nothing has changed.
Result<Outcome> consider(Knowledge& knowledge, const Release& release, Instant now);

// Judges rules whose text changed since their alerts were recorded (a reload): `rule_changed` to
// the owner; nothing to the others.
Outcome reconsider_rules(Knowledge& knowledge, Instant now);

// What was over somebody's budget and has waited past a day of digests; nothing where nobody waits.
// Called before every release, and by the clock in between.
Outcome tell_waiting(Knowledge& knowledge, Instant now);

} // namespace tuermer
