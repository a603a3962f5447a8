// SPDX-License-Identifier: EUPL-1.2
// The store over one SQLite database. The daemon gets it from open_sqlite_store (store.hpp).
#pragma once

#include "daemon/store/sqlite.hpp"
#include "daemon/store/store.hpp"

#include <memory>
#include <string>

namespace tuermer::stored {

// Over a database that is open already, such as one with a limit on its size.
Result<std::unique_ptr<Store>> open_store(sqlite::Database database, const std::string& tenant);

} // namespace tuermer::stored
