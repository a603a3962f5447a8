// SPDX-License-Identifier: EUPL-1.2
// The source kind "pxweb": a table of a PxWeb service, API version 1 or 2.
#pragma once

#include "connectors/sources/connector.hpp"

namespace tuermer::pxweb {

std::vector<MeasureShape> check(const std::string& id, Settings& settings);
std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services);

} // namespace tuermer::pxweb
