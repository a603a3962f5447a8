// SPDX-License-Identifier: EUPL-1.2
// Feedback and rule versions in SQLite.
#pragma once

#include "daemon/store/opinions.hpp"
#include "daemon/store/sqlite.hpp"

namespace tuermer::stored {

Result<> add_feedback(sqlite::Database& database, std::int64_t tenant, const Feedback& feedback);
Result<std::vector<Feedback>> feedback(sqlite::Database& database, std::int64_t tenant);
Result<> add_rule_version(sqlite::Database& database, std::int64_t tenant,
                          const RuleVersion& version);
Result<std::vector<RuleVersion>> rule_versions(sqlite::Database& database, std::int64_t tenant);

} // namespace tuermer::stored
