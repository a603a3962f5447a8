// SPDX-License-Identifier: EUPL-1.2
// `kind = "exec"`: a program of the municipality that prints a table on its standard output.
#pragma once

#include "connectors/sources/connector.hpp"

namespace tuermer::exec {

std::vector<MeasureShape> check(const std::string& id, Settings& settings);
std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services);

} // namespace tuermer::exec
