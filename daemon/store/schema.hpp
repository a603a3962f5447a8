// SPDX-License-Identifier: EUPL-1.2
// The schema as a numbered list of steps. A step that was shipped is never edited, only followed by
// another; a database carries its number in PRAGMA user_version and Türmer's mark in
// application_id.
#pragma once

#include "daemon/store/sqlite.hpp"

#include <span>
#include <string>

namespace tuermer::sqlite {

// "TRMR"; also shown by file(1).
constexpr std::int32_t application_id = 0x54524d52;

struct Migration {
    int version;
    const char* sql;
};
std::span<const Migration> migrations(); // ascending, 1 … newest
int newest_version();

// Makes the schema in an empty file, brings an older one up to date, each step in one transaction.
// Refuses: a newer schema (mend: install a newer Türmer), another program's database (mend), what
// is not a database or damaged (restart). What is refused is left as it was.
Result<> bring_up_to_date(Database& database, int version = newest_version());

} // namespace tuermer::sqlite
