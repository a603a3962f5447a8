// SPDX-License-Identifier: EUPL-1.2
// A test as the daemon asks it: written as in a rule file, over panels of figures by area.
#pragma once

#include "rules/detectors/detector.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tuermer::bench {

// A test and what its author would write at least. `what`: where the name alone does not tell.
struct TestRow {
    std::string_view name;
    std::map<std::string, std::variant<std::string, double>> written;
    std::string_view what = {};
};

// One area per series, periods of the frequency (12, 4 or 1 a year) from 2015 on.
Panel panel_of(const std::vector<std::vector<double>>& series, const Unit& unit,
               int frequency = 12);

class TestAtWork {
public:
    // std::invalid_argument where a rule file could not say so.
    TestAtWork(const TestRow& test, const Panel& panel);
    // On every period of a row from the first-th on, each from what came before it.
    std::vector<Answer> answers(std::size_t row, int first) const;
    Answer newest(std::size_t row) const;

private:
    const Panel& panel_;
    Indicator indicator_;
    std::unique_ptr<Detector> detector_;
};

} // namespace tuermer::bench
