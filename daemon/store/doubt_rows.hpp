// SPDX-License-Identifier: EUPL-1.2
// Doubts in SQLite, and which columns a publication was taken up without.
#pragma once

#include "daemon/store/sqlite.hpp"
#include "daemon/store/store.hpp"

namespace tuermer::stored {

// What the record says of doubts, under the vintage that was just added (if any); belongs into the
// record's transaction.
Result<> add_doubts(sqlite::Database& database, std::int64_t tenant, const ReleaseRecord& record,
                    std::optional<std::int64_t> vintage);
Result<> turn_doubt(sqlite::Database& database, std::int64_t tenant, const DoubtTurn& turn,
                    std::optional<std::int64_t> vintage);
Result<std::vector<RecordedDoubt>> doubts(sqlite::Database& database, std::int64_t tenant,
                                          bool closed_too);
// Fills in `held` and `only` of these publications.
Result<> read_parts_taken(sqlite::Database& database, std::vector<Publication>& publications);

} // namespace tuermer::stored
