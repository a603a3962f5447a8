// SPDX-License-Identifier: EUPL-1.2
// The core's main path: a release comes in; changed cells, alerts, events and notices come out.
// Running, backtesting, testing and previewing are this one function over other values.
#pragma once

#include "rules/alerts/event.hpp"
#include "rules/alerts/watch.hpp"
#include "rules/indicators/graph.hpp"

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
};

// Everything one release brought about: written in one transaction.
struct Outcome {
    std::string source;
    Vintage vintage;
    std::vector<ChangedCell> cells;
    std::vector<Alert> alerts; // those that differ from before
    std::vector<Event> events;
    std::vector<Notice> notices;
};

// Absorbs, updates, judges, advances, passes the gates and plans. On an error nothing has changed.
Result<Outcome> consider(Knowledge& knowledge, const Release& release, Instant now);

// Judges rules whose text changed since their alerts were recorded (a reload): `rule_changed` to
// the owner; nothing to the others.
Outcome reconsider_rules(Knowledge& knowledge, Instant now);

} // namespace tuermer
