// SPDX-License-Identifier: EUPL-1.2
// The outbox's life: what is due is sent, each address gets its outcome, faults are tried again.
#pragma once

#include "connectors/channels/channel.hpp"
#include "daemon/store/store.hpp"

#include <boost/asio/awaitable.hpp>
#include <map>
#include <memory>
#include <string>

namespace tuermer {

using Channels = std::map<std::string, std::unique_ptr<Channel>, std::less<>>;

// Sends everything that is due now. The number of addresses reached, or an error of the store.
boost::asio::awaitable<Result<int>> deliver_due(Store& store, const Channels& channels);

// For ever: wakes when something is due, or every few seconds to see whether something new was
// written.
boost::asio::awaitable<Result<>> deliver(Store& store, const Channels& channels);

} // namespace tuermer
