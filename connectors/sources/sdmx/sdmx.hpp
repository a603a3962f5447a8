// SPDX-License-Identifier: EUPL-1.2
// The source kind "sdmx": a dataflow of any SDMX web service, 2.1 or 3.0.
#pragma once

#include "connectors/sources/connector.hpp"

namespace tuermer::sdmx {

std::vector<MeasureShape> check(const std::string& id, Settings& settings);
std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services);

} // namespace tuermer::sdmx
