// SPDX-License-Identifier: EUPL-1.2
// The source kind "table": files or an address, a format, a mapping.
#pragma once

#include "connectors/sources/connector.hpp"

namespace tuermer::table {

std::vector<MeasureShape> check(const std::string& id, Settings& settings);
std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services);

} // namespace tuermer::table
