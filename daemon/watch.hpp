// SPDX-License-Identifier: EUPL-1.2
// A source's life: wait, fetch, take in, and again.
#pragma once

#include "daemon/intake.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>

namespace tuermer {

using Report = std::function<void(const Taken&)>;

// Polls every source once and takes everything in, oldest publication first across all sources, so
// that a first start lives through the past in its order. Troubles are recorded, never fatal; an
// error is returned only when the store cannot go on.
boost::asio::awaitable<Result<>> first_round(std::vector<Source>& sources, Intake& intake,
                                             const Report& report);

// For ever: polls one source at its own pace. Returns an error when the store cannot go on.
boost::asio::awaitable<Result<>> watch(Source& source, Intake& intake, const Report& report);

// For ever: looks every minute whether the calendar has something to be told. As above.
boost::asio::awaitable<Result<>> keep_calendar(Intake& intake, const Report& report);
// What people let in with `tuermer release accept`, and what its time let in.
Result<> take_up_accepted(std::vector<Source>& sources, Intake& intake, const Report& report);
// Does so until it is cancelled, moments after it was said.
boost::asio::awaitable<Result<>> heed_decisions(std::vector<Source>& sources, Intake& intake,
                                                const Report& report);

} // namespace tuermer
