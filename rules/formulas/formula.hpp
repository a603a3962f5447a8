// SPDX-License-Identifier: EUPL-1.2
// The small formula language of indicators (config/README.md): text → tree, checked for units,
// dimensions and frequency against the shapes it will be computed from. Evaluation over panels is
// rules/indicators.
#pragma once

#include "rules/base/text.hpp"
#include "rules/formulas/unit.hpp"
#include "rules/series/observation.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace tuermer {

// What is wrong, and at which byte of the formula's text (for file:line:column).
struct FormulaError {
    std::size_t offset = 0;
    Text what;
};
template <class T>
using FormulaResult = tl::expected<T, FormulaError>;

// dimension = 'code', dimension != 'code', dimension in ('a', 'b')
struct Condition {
    std::string dimension;
    std::vector<std::string> codes;
    bool negated = false;
    std::size_t offset = 0;

    bool operator==(const Condition&) const = default;
};

enum class Operator : std::uint8_t {
    number,    // constant
    reference, // measure or indicator, with conditions that select rows
    negate, add, subtract, multiply, divide,
    aggregate, // sum/mean/min/max/median over the rows that differ in a dimension
    lag,       // lag(x, 1 y)
    window,    // sum/mean/min/max/median over the last n periods: mean(x, 3 y)
    index,     // index(x, 2019): 100 in the base period
    at_area,   // at(x, area='03'): that area's row for every area
    round,     // round(x, digits)
};
enum class Fold : std::uint8_t { sum, mean, min, max, median };

// A node of the tree. After `compile`, unit, dimensions and frequency are filled in.
struct Expression {
    Operator op = Operator::number;
    std::size_t offset = 0, length = 0;         // where it stands in the text
    double number = 0;                          // number; digits of round
    std::string name;                           // reference; dimension of aggregate
    std::vector<Condition> conditions;          // reference; the area of at_area
    Fold fold = Fold::sum;                      // aggregate, window
    Span span;                                  // lag, window
    Period base;                                // index
    std::vector<std::shared_ptr<const Expression>> operands;

    Unit unit;
    std::vector<std::string> dimensions;
    bool any_frequency = true; // only constants
    Frequency frequency = Frequency::year;
};
using ExpressionPtr = std::shared_ptr<const Expression>;

// Only the grammar.
FormulaResult<ExpressionPtr> parse_formula(std::string_view text);

struct Formula {
    std::string text;
    ExpressionPtr root;
    std::string definition_hash; // of the canonical form, with the definitions it refers to
};

// Parses and checks against what can be referred to: measures and other indicators' values.
// Errors: unknown names ("did you mean"), persons plus percent, a dimension that one side has with
// several codes and that cannot be carried over, months beside years, codes are not checked.
FormulaResult<Formula> compile_formula(std::string_view text, const std::vector<MeasureShape>& shapes);

// The canonical text of a tree: what is hashed, and what `explain` prints.
std::string to_string(const Expression& expression);
// All names referred to, each once.
std::vector<std::string> references(const Expression& expression);

} // namespace tuermer
