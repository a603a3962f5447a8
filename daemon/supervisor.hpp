// SPDX-License-Identifier: EUPL-1.2
// What systemd is told: ready, reloading, stopping, still alive. Silent where nobody listens.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

namespace tuermer::supervisor {

void ready();
void status(const std::string& line);
void reloading();
void stopping();

// Feeds the watchdog at half its interval, where there is one; ends only when it is cancelled.
boost::asio::awaitable<void> keep_alive();

} // namespace tuermer::supervisor
