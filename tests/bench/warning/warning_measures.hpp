// SPDX-License-Identifier: EUPL-1.2
// How well a detector warns: what it sees, how soon, and how often it cries wolf (methods.md 7.1).
#pragma once

#include "tests/bench/warning/warning_panel.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tuermer::bench {

// Scores of the judged periods (training + 1 … N) of each of a panel's series; above 1 is an alarm,
// nothing is no statement.
using PanelScores = std::vector<std::vector<std::optional<double>>>;

struct WarningMeasures {
    double false_alarms = 0; // per judged period of base series
    double worst = 0;        // the same, of the worst scenario
    double detected = 0;     // mean over the eight conditions
    double delay = 0;        // periods from the onset to the first alarm, where there is one
    double timely = 0;       // mean of 1 − delay/window, less the same of the paired base series
    double score = 0;        // 100 (timely − cost × false_alarms)
    std::vector<double> by_condition; // detected: spike 3, 5, 10; shift 1, 2, 3; drift .25, .5
};

// With alarms where the score exceeds the threshold.
WarningMeasures measure(const WarningPanel& panel, const PanelScores& scores, double threshold);

// The threshold at which base series alarm in this share of their periods.
double threshold_at(const WarningPanel& panel, const PanelScores& scores, double share);

} // namespace tuermer::bench
