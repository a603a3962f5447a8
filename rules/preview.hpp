// SPDX-License-Identifier: EUPL-1.2
// What another configuration would change: both are lived through the same publications, and what
// differs is told. Nothing is written.
#pragma once

#include "rules/consider.hpp"

#include <span>
#include <string>
#include <vector>

namespace tuermer {

// An event with what became of it.
struct SeenEvent {
    std::string rule, key, area;
    Transition transition = Transition::fired;
    Period start, period; // of the episode, judged
    Instant known_since;
    Severity severity = Severity::signal;
    Reach reach = Reach::notify;
    std::vector<std::string> told;   // recipients
    std::vector<std::string> hidden; // those among them who see no figures
    bool operator==(const SeenEvent&) const = default;
};

// How two configurations' definitions differ, by id.
struct Differences {
    std::vector<std::string> added, removed, changed;
    bool none() const { return added.empty() && removed.empty() && changed.empty(); }
};

struct Preview {
    Differences indicators; // changed: the definition hash
    Differences rules;      // changed: what decides verdicts
    Differences recipients; // changed: anything
    std::size_t events_before = 0, events_after = 0;
    std::vector<SeenEvent> vanished, appeared; // the same event with other severity, reach or
                                               // recipients is in both
    // The `fired` events of what holds today under one of them only.
    std::vector<SeenEvent> ended, begun;
};

struct SeenHistory {
    std::vector<SeenEvent> events;   // in their order
    std::vector<SeenEvent> in_force; // those that began what is firing at the end
};
// `knowledge`: a configuration without figures, afterwards with all of them.
Result<SeenHistory> see_history(Knowledge& knowledge, std::span<const Release> releases);

// Both after their histories.
Preview preview(const Knowledge& before, const SeenHistory& seen_before, const Knowledge& after,
                const SeenHistory& seen_after);

} // namespace tuermer
