// SPDX-License-Identifier: EUPL-1.2
// When to ask a source again, and when to try a message again. Pure: chance comes in as a number.
#pragma once

#include "rules/series/release_calendar.hpp"

#include <optional>

namespace tuermer {

// The next poll: the usual interval after a success, but not later than the next due day; longer
// and longer after failures (from a minute on, doubling, at most the interval); as the server asked
// if it did (Retry-After). `chance` in [0, 1) spreads installations over a tenth of the wait, so
// that a publisher never sees them all at once.
Instant next_poll(Instant now, const Pace& pace, int failures, std::chrono::seconds asked,
                  double chance);

// The next try of a message after its `attempts`-th failure: 1 min, 5 min, 30 min, 2 h, then every
// 6 h; nothing when five days have passed since it was written: a dead letter.
std::optional<Instant> next_delivery(Instant now, Instant created, int attempts, double chance);

// When what is over a budget is told at the latest: at 8 o'clock in that time zone on the first
// working day of a month in that Land. The newest such moment not after `now`.
Instant newest_digest(Instant now, const std::string& time_zone, std::string_view land);

} // namespace tuermer
