// SPDX-License-Identifier: EUPL-1.2
// `kind = "rows"`: services that answer JSON records, mostly in pages: Opendatasoft, Socrata,
// ArcGIS, OGC API Features, Wegweiser Kommune, INKAR.
#pragma once

#include "connectors/sources/connector.hpp"

namespace tuermer::rows_source {

std::vector<MeasureShape> check(const std::string& id, Settings& settings);
std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services);

} // namespace tuermer::rows_source
