// SPDX-License-Identifier: EUPL-1.2
// The outbox in SQLite: composed messages, and per address what became of them.
#pragma once

#include "daemon/store/sqlite.hpp"
#include "daemon/store/store.hpp"

#include <string>
#include <vector>

namespace tuermer::stored {

// A message whose id is there already changes nothing: it was said, perhaps even sent.
Result<> add_message(sqlite::Database& database, std::int64_t tenant, const OutboxMessage& message);
// See Store.
Result<std::vector<OutboxMessage>> due(sqlite::Database& database, std::int64_t tenant, Instant now,
                                       int limit);
Result<std::optional<Instant>> next_due(sqlite::Database& database, std::int64_t tenant);
// What was delivered stays delivered. Belongs into a transaction.
Result<> record_outcomes(sqlite::Database& database, std::int64_t tenant,
                         const std::string& message_id,
                         const std::vector<OutboxAddress>& addresses);
Result<std::vector<OutboxMessage>> messages(sqlite::Database& database, std::int64_t tenant,
                                            int newest);
Result<std::string> thread_of(sqlite::Database& database, std::int64_t tenant,
                              const std::string& episode, const std::string& recipient);

} // namespace tuermer::stored
