// SPDX-License-Identifier: EUPL-1.2
// What people were told, read back from the events and the outbox.
#pragma once

#include "daemon/store/sqlite.hpp"
#include "rules/alerts/told.hpp"

namespace tuermer::stored {

// See Store.
Result<Remembered> told(sqlite::Database& database, std::int64_t tenant);

} // namespace tuermer::stored
