// SPDX-License-Identifier: EUPL-1.2
// The one place that asks the machine what time it is.
#pragma once

#include "rules/base/dates.hpp"

#include <boost/asio/awaitable.hpp>

namespace tuermer {

Instant wall_clock();

// Ends early, and quietly, when the coroutine is cancelled.
boost::asio::awaitable<void> sleep_until(Instant when);

} // namespace tuermer
