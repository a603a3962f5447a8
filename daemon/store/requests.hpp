// SPDX-License-Identifier: EUPL-1.2
// What hosts were asked in the last day.
#pragma once

#include "daemon/store/sqlite.hpp"
#include "daemon/store/store.hpp"

namespace tuermer::stored {

// See Store.
Result<> note_request(sqlite::Database& database, std::int64_t tenant, const MadeRequest& request);
Result<std::vector<MadeRequest>> requests_since(sqlite::Database& database, std::int64_t tenant,
                                                Instant since);

} // namespace tuermer::stored
