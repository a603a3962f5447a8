// SPDX-License-Identifier: EUPL-1.2
// The source kind "genesis": a table of one of the GENESIS installations, by its web service.
#pragma once

#include "connectors/sources/connector.hpp"

namespace tuermer::genesis {

std::vector<MeasureShape> check(const std::string& id, Settings& settings);
std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services);

} // namespace tuermer::genesis
