// SPDX-License-Identifier: EUPL-1.2
// The daemon's tests on a panel of counts: how often they fire, what they find, and how many alerts
// a lasting shift becomes.
#pragma once

#include "tests/bench/warning/test_at_work.hpp"
#include "tests/bench/warning/warning_measures.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace tuermer::bench {

struct TestResult {
    std::string panel;
    TestRow test;
    WarningMeasures measures; // yes is an alarm, unknown no verdict
    double unknown = 0;       // share of the periods of base series
    // Of a series whose level moves by two standard deviations for good, from then on.
    double alerts = 0, all_clears = 0;
};

// The tests by themselves; of years also `signal` without what makes it careful there.
std::vector<TestResult> test_results_of(const WarningPanel& panel);

std::string table_of(const std::vector<TestResult>& results);
nlohmann::json json_of(const std::vector<TestResult>& results);

} // namespace tuermer::bench
