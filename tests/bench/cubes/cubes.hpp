// SPDX-License-Identifier: EUPL-1.2
// Statistical formats beside their peers: JSON-stat against pandas and the JSON-stat toolkit,
// GENESIS ffcsv against DuckDB. The files are made here, so that anybody measures the same.
#pragma once

#include "tests/bench/table.hpp"

#include <filesystem>

namespace tuermer::bench {

// cube.json (a million figures of Eurostat's shape) and flat.csv (ffcsv with 21 columns).
void write_cube_files(const std::filesystem::path& folder);

// What was read of both, beside what the peers left in the folder: cube_rows.json,
// cube_product.json, cube_toolkit.json, flat_duckdb.json.
Results cubes_beside_peers(const std::filesystem::path& folder);

} // namespace tuermer::bench
