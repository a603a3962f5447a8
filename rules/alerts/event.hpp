// SPDX-License-Identifier: EUPL-1.2
// What happened, with everything it rests on, and who is told: the values that leave the core.
#pragma once

#include "rules/alerts/alert.hpp"

#include <string>
#include <vector>

namespace tuermer {

// What one gate said about one event (design: semantics, gates).
struct GateSay {
    enum class Effect : std::uint8_t { passed, mentioned, downgraded, held };
    // "reliability", "breaks", "relative", "act_on", "common_shock", "multiplicity", "budget"; and
    // why nobody was told: "recipients", "history", "episode", "rule_changed"
    std::string gate;
    Effect effect = Effect::passed;
    Text what;
};
std::string_view code_of(GateSay::Effect effect);

// Everything the verdict rests on.
struct Evidence {
    std::string rule_text, rule_hash, definition_hash;
    Judgement judgement;
    std::optional<double> measured;      // by the rule's first test
    std::vector<Assessment> assessments; // of the rule's tests, `when` first, then `any`
    Trace trace;                         // numerator, denominator or value with all their inputs
    std::vector<GateSay> gates;
    Phase before = Phase::inactive, after = Phase::inactive;
};

// Many areas of one rule that began to fire in the same period and direction: told as one.
struct CommonShock {
    std::vector<std::string> areas;    // that fired, by code
    std::vector<std::string> episodes; // theirs, as far as they are held for it
    int judged = 0;                    // comparable areas with a verdict, those that fired included
    bool upward = true;
    bool operator==(const CommonShock&) const = default;
};

struct Event {
    std::string id, alert, episode; // see alert.hpp
    std::string rule, indicator, key, area;
    Transition transition = Transition::fired;
    Period period; // judged
    Period episode_start;
    Severity severity = Severity::signal; // after the gates
    bool by_revision = false;
    Reach reach = Reach::notify; // after the gates
    std::string source;          // whose release brought it about
    Vintage vintage;
    Evidence evidence;
    // Then `area` is the smallest that all of them lie in (empty: none is known), and the evidence
    // is its own.
    std::optional<CommonShock> common_shock = {};
};

// The event as the figures brought it about, whoever was told of it and when: without what budgets,
// recipients and the age of the release said.
Event as_judged(Event event);

// One message to be: one recipient, one release (or a digest), ranked events.
struct Notice {
    std::string recipient; // id
    std::string source;
    Vintage vintage;
    std::vector<Event> events; // most important first
    std::vector<Event> waited; // over budget before: named in a line each
    bool counts = true;        // against the recipient's budget
    bool digest = false;       // what was over budget, told at a time of the calendar
};

// What a recipient is not told because the budget is spent.
struct OverBudget {
    std::string recipient; // id
    std::string source;
    std::vector<Event> events; // most important first
};

} // namespace tuermer
