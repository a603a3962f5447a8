// SPDX-License-Identifier: EUPL-1.2
// Every operator and function of the formula language with a worked example. One table for
// `tuermer formulas` and for the test that computes each example by the graph: what is printed is
// what is checked.
#pragma once

#include "rules/base/text.hpp"
#include "rules/series/observation.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

// One cell that an example is computed from, or its result.
struct ExampleFigure {
    std::string measure; // of example_measures; empty: the result
    std::string key;     // "area=03153 nationality=foreign"
    std::string period;
    Cell cell;
};

struct FormulaEntry {
    std::string signature; // "lag(x, 1 y)"; x is any formula, d a dimension
    Text what;
    Text unit_rule, missing_rule;
    std::string formula; // the example's
    std::vector<ExampleFigure> figures;
    ExampleFigure result;
    std::string unit; // the result's: "percent"
};

// In the order in which one would explain the language.
const std::vector<FormulaEntry>& formula_entries();
const std::vector<MeasureShape>& example_measures();

// What is refused with a clear mistake before memory or patience runs out.
struct NamedLimit {
    std::string_view name; // stable, for JSON
    std::uint64_t most = 0;
    Text what;
};
const std::vector<NamedLimit>& formula_limits();

} // namespace tuermer
