// SPDX-License-Identifier: EUPL-1.2
// What R's methods said of some of a panel's rows, measured in the same run
// (r_anchors.R).
#pragma once

#include "tests/bench/warning/warning_measures.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tuermer::bench {

struct LiveAnchor {
    std::string panel, method;
    WarningPanel rows;  // of the panel, those that R judged
    PanelScores alarms; // 2 for an alarm, 0 for none
    PanelScores scores; // the method's own
};

// By panel and method; empty where there is no such file. `panels` in the order of their files'
// rows.
std::vector<LiveAnchor> read_live_anchors(const std::filesystem::path& file,
                                          const std::vector<WarningPanel>& panels);

} // namespace tuermer::bench
