// SPDX-License-Identifier: EUPL-1.2
// What may go without anything being forgotten: room in the database's file, and documents of the
// archive that neither a figure in force nor an event rests on.
#pragma once

#include "daemon/store/sqlite.hpp"

#include <set>
#include <string>

namespace tuermer::stored {

// Digests (SHA-256) of the documents that the newest vintage of any cell came from, that an event's
// evidence names, or that were retrieved at `since` or later; of all tenants.
Result<std::set<std::string>> documents_needed(sqlite::Database& database, Instant since);

// Bytes in the file that hold nothing.
Result<std::uint64_t> unused_bytes(sqlite::Database& database);
// Writes the file anew without them; takes as much room again while it runs.
Result<> compact(sqlite::Database& database);

} // namespace tuermer::stored
