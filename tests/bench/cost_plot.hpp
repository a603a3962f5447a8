// SPDX-License-Identifier: EUPL-1.2
// Cost grows as the cells reached: time against the size of the panel, for one revised cell, and
// against the number of cells revised, at one size; measured, and drawn as an SVG file.
#pragma once

#include "tests/bench/table.hpp"

#include <string>

namespace tuermer::bench {

// Rows for every point and a note where the plot is. Sizes that would not fit into the memory that
// is free are left out, and said so.
Results cost_plot(const std::string& file);

} // namespace tuermer::bench
