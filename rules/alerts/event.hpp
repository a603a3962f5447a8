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
    std::string gate; // "reliability", "breaks", "relative"
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
};

// One message to be: one recipient, one release, ranked events.
struct Notice {
    std::string recipient; // id
    std::string source;
    Vintage vintage;
    std::vector<Event> events; // most important first
};

} // namespace tuermer
