// SPDX-License-Identifier: EUPL-1.2
// The way from a publisher's text to observations, beside DuckDB's CSV reader.
#pragma once

#include "tests/bench/common_panel.hpp"
#include "tests/bench/table.hpp"

#include <optional>
#include <string>

namespace tuermer::bench {

// `file`: the panel as write_csv wrote it. `duckdb_ms`: what DuckDB took to read it into a table.
// A note says whether what was read is the panel.
Results csv_rows(const std::string& file, const CommonPanel& panel,
                 std::optional<double> duckdb_ms);

} // namespace tuermer::bench
