// SPDX-License-Identifier: EUPL-1.2
// Evidence as JSON: what an event rests on, stable for `explain --json` and for years of storage.
//
// Every key is always there, in this order; what is absent, a period too, is null. Codes are those
// of the rules, periods in the canonical notation ("2024-Q3"), instants in UTC
// ("2024-06-27T09:55:00Z"), numbers in the digits that read back as the same double. A {text} is
// {"de", "en"}.
//
//   {"event", "alert", "episode", "rule", "indicator", "key", "area", "transition", "period",
//    "episode_start", "severity", "by_revision", "reach": "notify" | "digest" | "record", "source",
//    "vintage": {"known_since", "retrieved", "retrieval", "url"},
//    "evidence": {
//      "rule_text", "rule_hash", "definition_hash",
//      "judgement": {"truth", "severity", "provisional", "measured", "held"},
//      "assessments": [{"test", "truth": {"note", "signal", "urgent"}, "measured", "limit",
//      "clear",
//         "upward", "scale": "own_unit" | "points" | "percent" | "factor",
//         "interval": {"lower", "upper", "confidence"}, "interval_method", "p_value",
//         "figures": [{"role": {text}, "area", "first", "last", "value", "numerator",
//         "denominator",
//                      "missing", "status", "least"}],
//         "comparison_measured", "against": {text}, "reason": {text},
//         "expected", "since", "finding": {text}}],
//      "trace": {"text", "key", "period", "value", "missing", "status",
//                "unit": {"name", "exponents": {base unit: exponent}, "scale"}, "input",
//                "parts": [trace …]},
//      "gates": [{"gate", "effect", "what": {text}}],
//      "before", "after"}}
#pragma once

#include "rules/alerts/event.hpp"

#include <string>

namespace tuermer {

std::string to_json(const Event& event);
// Gives back an equal event; an error for anything that `to_json` did not write.
Result<Event> event_from_json(const std::string& json);

} // namespace tuermer
