// SPDX-License-Identifier: EUPL-1.2
// Alerts as they stand, events as they were recorded, and the sources' journals, in SQLite.
#pragma once

#include "daemon/store/sqlite.hpp"
#include "daemon/store/store.hpp"

#include <string>
#include <vector>

namespace tuermer::stored {

Result<> put_alert(sqlite::Database& database, std::int64_t tenant, const Alert& alert);
Result<std::vector<Alert>> alerts(sqlite::Database& database, std::int64_t tenant);

// An event that is there already stays as it is.
Result<> add_event(sqlite::Database& database, std::int64_t tenant, const Event& event,
                   Instant now);
Result<std::vector<StoredEvent>> events(sqlite::Database& database, std::int64_t tenant,
                                        int newest);
Result<std::optional<StoredEvent>> event(sqlite::Database& database, std::int64_t tenant,
                                         const std::string& id_or_prefix);

Result<> put_source(sqlite::Database& database, std::int64_t tenant, const SourceState& source);
Result<std::vector<SourceState>> sources(sqlite::Database& database, std::int64_t tenant);

} // namespace tuermer::stored
