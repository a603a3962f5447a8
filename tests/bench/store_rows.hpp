// SPDX-License-Identifier: EUPL-1.2
// The store at national scale beside what the disk takes for the same bytes.
#pragma once

#include "tests/bench/table.hpp"

#include <filesystem>

namespace tuermer::bench {

// A national month taken in and committed; a cold start with 10^8 cells. Each writes its database
// (the start's about 0.5 GB) into a folder of its own under `folder`, and removes it.
Results month_rows(const std::filesystem::path& folder);
Results start_rows(const std::filesystem::path& folder);

} // namespace tuermer::bench
