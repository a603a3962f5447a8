// SPDX-License-Identifier: EUPL-1.2
// What people have been told so far: the memory that follow-ups, budgets and later confirmations
// need. A value made from the events and the outbox; nothing in it is known nowhere else.
#pragma once

#include "rules/alerts/event.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tuermer {

struct Remembered {
    using OfRecipient = std::pair<std::string, std::string>; // (episode, recipient)

    // When each recipient was sent messages that count against a budget.
    std::map<std::string, std::vector<Instant>, std::less<>> counted;
    // Who heard of an episode by itself, and who as one of many in a common shock.
    std::set<OfRecipient> heard, heard_in_common;
    // Over budget, by recipient: not told yet, to be named in the next message, or in the digest
    // that is due after it began to wait.
    struct Waiting {
        Event event;
        Instant since;
    };
    std::map<std::string, std::vector<Waiting>, std::less<>> waiting;
    // Open episodes that chance among many judgements may explain: told if the next period says the
    // same. By episode.
    struct Unconfirmed {
        std::string rule, alert;
        Period last; // that said so
    };
    std::map<std::string, Unconfirmed> unconfirmed;
    // Episodes that go on under another area since a reform, and under which name they began.
    std::map<std::string, std::string> moved;

    const std::string& thread_of(const std::string& episode) const
    {
        const auto found = moved.find(episode);
        return found == moved.end() ? episode : found->second;
    }
};

// The first day of the month, quarter or year of that day (UTC).
Date budget_start(Budget::Per per, Instant now);
// How many of a recipient's messages count in the budget's present span.
int messages_spent(const Remembered& told, std::string_view recipient, const Budget& budget,
                   Instant now);

// What never waits for a budget and never counts against it: a higher severity, a correction.
bool is_free_of_charge(const Event& event);

// An episode that never was need not be told of any more.
void forget_withdrawn(Remembered& told, const std::vector<Event>& events);

// The message is sent: its readers have heard of what it tells and names.
void note_told(Remembered& told, const Notice& notice, Instant now);

} // namespace tuermer
