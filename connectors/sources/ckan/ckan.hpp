// SPDX-License-Identifier: EUPL-1.2
// `kind = "ckan"`: open-data portals. A dataset lists its resources anew at each poll; the one
// meant is found by its title, because addresses and file names carry dates.
#pragma once

#include "connectors/sources/connector.hpp"

namespace tuermer::ckan {

std::vector<MeasureShape> check(const std::string& id, Settings& settings);
std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services);

} // namespace tuermer::ckan
