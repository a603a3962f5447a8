// SPDX-License-Identifier: EUPL-1.2
// Tests that arrive one by one for ever: the level of each depends on what was found before, so
// that the share of false alarms among all alarms stays below alpha at any time.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

enum class OnlineProcedure {
    lord_plus_plus, // Ramdas, Yang, Wainwright and Jordan, NeurIPS 2017
    saffron,        // adapts to the share of nulls: Ramdas et al., ICML 2018
    addis,          // and to conservative nulls: Tian and Ramdas, NeurIPS 2019
};

// What is not set is the procedure's usual value.
struct OnlineSettings {
    OnlineProcedure procedure = OnlineProcedure::lord_plus_plus;
    double alpha = 0.05;
    std::optional<double> wealth = std::nullopt; // w0: alpha / 10 for LORD++, else alpha / 2
    std::optional<double> candidate =
        std::nullopt;     // lambda: p at most this may be an alarm; 0.5, ADDIS 0.25
    double discard = 0.5; // tau, ADDIS only: p above this is passed over
};

struct OnlineTest {
    double level = 0;
    bool rejected = false;
};

// The level and outcome of each test in order of arrival; each depends on earlier p-values only.
// Assumes independent p-values: keep one stream per family of indicators. A missing p is no test.
std::vector<std::optional<OnlineTest>> online_tests(std::span<const std::optional<double>> p_values,
                                                    const OnlineSettings& settings);

} // namespace tuermer::statistics
