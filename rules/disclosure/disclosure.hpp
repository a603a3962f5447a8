// SPDX-License-Identifier: EUPL-1.2
// What may be shown to whom. Small counts can point at persons (§ 16 BStatG; practice of the
// Federal Employment Agency: at least 3). Every way out asks here: mail, explain, page, export,
// log.
#pragma once

#include "rules/alerts/event.hpp"
#include "rules/alerts/rule.hpp"
#include "rules/quality/quality.hpp"

#include <optional>

namespace tuermer {

// Counts from 1 to threshold - 1 are hidden: 3 for statistics and it, 5 for integration and
// leadership, 10 for the public.
int disclosure_threshold(Role role);

// May this rate be shown with its count? Not when the count, or its complement in the denominator,
// lies in 1 … threshold-1, nor when everyone or (threshold reached) all but a few share the trait:
// k = n discloses the whole group.
bool may_show(std::optional<double> numerator, std::optional<double> denominator, int threshold);

// The event as this role may see it. Hidden figures lose value, numerator and denominator, and all
// that rests on any of them goes along: measured, limit, interval, reasons, trace, what the gates
// said. So do figures that may be shown one by one and give away another one by subtraction. What
// remains is that the event exists, and its breaks. `hidden` says whether a figure had to go; where
// only an input of the formula is small, the trace goes alone.
struct Redacted {
    Event event;
    bool hidden = false;
};
Redacted redact(const Event& event, Role role);

// A doubtful row as this role may see it; nothing: one of its figures is a small count, and both
// stay hidden.
std::optional<DoubtfulRow> shown_to(const DoubtfulRow& row, const Unit& unit, Role role);

} // namespace tuermer
