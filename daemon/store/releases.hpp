// SPDX-License-Identifier: EUPL-1.2
// Every publication as it was taken in, read back in its order: what a replay is fed with.
#pragma once

#include "daemon/store/sqlite.hpp"
#include "daemon/store/store.hpp"

#include <functional>
#include <vector>

namespace tuermer::stored {

Result<std::vector<Publication>> publications(sqlite::Database& database, std::int64_t tenant);

// See Store::releases.
Result<> each_release(sqlite::Database& database, std::int64_t tenant,
                      const std::vector<MeasureShape>& measures,
                      const std::function<Result<>(Release)>& each);

} // namespace tuermer::stored
