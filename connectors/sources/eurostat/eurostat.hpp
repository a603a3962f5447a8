// SPDX-License-Identifier: EUPL-1.2
// The source kind "eurostat": a dataset by Eurostat's Statistics API or its SDMX 3.0.
#pragma once

#include "connectors/sources/connector.hpp"

namespace tuermer::eurostat {

std::vector<MeasureShape> check(const std::string& id, Settings& settings);
std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services);

} // namespace tuermer::eurostat
