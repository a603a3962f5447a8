// SPDX-License-Identifier: EUPL-1.2
// The figures of DATA, each to its place in the cube.
#pragma once

#include "connectors/formats/cube_table.hpp"
#include "connectors/formats/px/variables.hpp"

#include <string_view>
#include <vector>

namespace tuermer::px {

// Row by row; with KEYS only the rows that are there, their keys in front. An error where there are
// not as many figures as the variables make.
Result<> fill_cube(CubeTable& cube, const std::vector<Variable>& variables, std::string_view data);

} // namespace tuermer::px
