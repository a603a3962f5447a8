// SPDX-License-Identifier: EUPL-1.2
// The warning benchmark's panels: series with and without an event that begins at a known period
// (columns id, scenario, rep, contaminated, condition, onset, y1 … yN).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tuermer::bench {

// How a panel is judged: from `training` + 1 on; an event counts as seen within its window.
struct PanelPlan {
    std::string name;
    int frequency = 12, training = 72, periods = 96;
    int spike_window = 3, long_window = 12; // periods from the onset on
    double cost = 15;   // of a false-alarm rate of 1: 0.25 × periods in 5 years
    bool falls = false; // events are falls
};

struct LabelledSeries {
    std::string scenario, replicate, condition; // condition "base": no event
    int onset = 0;                              // period, from 1
    std::vector<double> counts;                 // empty cells are NaN
    std::vector<double> exposure;               // of shares: the denominators; else empty
};

struct WarningPanel {
    PanelPlan plan;
    std::vector<LabelledSeries> series;
};

// The panels of a folder: NAME.csv for the names M96, Q40, M36, A15, U96 and R96.
std::vector<WarningPanel> read_panels(const std::filesystem::path& folder);

} // namespace tuermer::bench
