// SPDX-License-Identifier: EUPL-1.2
// Is the database whole, and a copy of it while it is in use.
#pragma once

#include "daemon/store/sqlite.hpp"

#include <string>

namespace tuermer::stored {

// SQLite's own checks, then ours: every figure lies under its measure, every alert and every event
// can be read. The first finding is the error.
Result<> check_integrity(sqlite::Database& database, std::int64_t tenant);

// A consistent copy, complete under its name or not there at all. The writer is not held up. The
// copy is one file (no WAL beside it) and replaces an older one of that name.
Result<> backup(sqlite::Database& database, const std::string& file);

} // namespace tuermer::stored
