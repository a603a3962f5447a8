// SPDX-License-Identifier: EUPL-1.2
// `kind = "sql"`: one query of a database, read-only: an SQLite file directly, every other vendor
// through unixODBC.
#pragma once

#include "connectors/sources/connector.hpp"

namespace tuermer::sql {

std::vector<MeasureShape> check(const std::string& id, Settings& settings);
std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services);

} // namespace tuermer::sql
