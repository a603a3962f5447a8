// SPDX-License-Identifier: EUPL-1.2
// The small formula language of indicators (config/README.md): text → tree, checked for units,
// dimensions and frequency against the shapes it will be computed from. Evaluation over panels is
// rules/indicators.
#pragma once

#include "rules/base/text.hpp"
#include "rules/formulas/unit.hpp"
#include "rules/series/observation.hpp"

#include <memory>
#include <optional>
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

// dimension = 'code', dimension != 'code', dimension in ('a', 'b'); of areas also area under '03'
// and area kind 'kreis', which ask the hierarchy and keep the dimension.
struct Condition {
    enum class Asks : std::uint8_t { codes, under, kind };

    std::string dimension;
    std::vector<std::string> codes;
    bool negated = false;
    std::size_t offset = 0;
    bool list = false;       // in (…): keeps the dimension, even with one code
    Asks asks = Asks::codes; // under, kind: codes holds the one word

    bool fixes() const { return asks == Asks::codes && !negated && !list; } // to one code

    bool operator==(const Condition&) const = default;
};

enum class Operator : std::uint8_t {
    number,    // constant
    reference, // measure or indicator, with conditions that select rows
    negate,
    add,
    subtract,
    multiply,
    divide,
    aggregate, // sum/mean/min/max/median/sd over the rows that differ in a dimension, and what
               // mixes are measured by: entropy, simpson, dissimilarity
    pair,      // the two sides of dissimilarity, row by row
    lag,       // lag(x, 1 y)
    window,    // sum/mean/min/max/median/sd over the last n periods: mean(x, 3 y)
    index,     // index(x, 2019): 100 in the base period
    at_area,   // at(x, area='03'): that area's row for every area
    round,     // round(x, digits)
};
enum class Fold : std::uint8_t {
    sum,
    mean,
    min,
    max,
    median,
    sd, // standard deviation, divided by n: the values are all there are, not a sample
    // Over rows only, of the shares x / sum(x) that the parts have:
    entropy,      // -sum p log p, natural logarithm (Shannon, Bell Syst. Tech. J. 1948)
    simpson,      // 1 - sum p^2: two persons drawn with return differ (Simpson, Nature 1949)
    dissimilarity // of two groups: half the sum of |a/A - b/B| (Duncan and Duncan, ASR 1955)
};
constexpr bool is_mix(Fold fold)
{
    return fold >= Fold::entropy;
}
std::string_view name_of(Fold fold);

// A node of the tree. After `compile`, unit, dimensions and frequency are filled in.
struct Expression {
    Operator op = Operator::number;
    std::size_t offset = 0, length = 0; // where it stands in the text
    double number = 0;                  // number; digits of round
    std::string name;                   // reference
    std::vector<std::string> named;     // aggregate: the dimensions after over or by
    bool by = false;                    // aggregate: keeps the named, folds the others
    std::vector<Condition> conditions;  // reference; the area of at_area
    Fold fold = Fold::sum;              // aggregate, window
    Span span;                          // lag, window
    Period base;                        // index
    std::vector<std::shared_ptr<const Expression>> operands;

    Unit unit;
    std::vector<std::string> dimensions;
    bool any_frequency = true; // only constants
    Frequency frequency = Frequency::year;
    int periods = 0; // lag, window: the span in periods of the frequency
};
using ExpressionPtr = std::shared_ptr<const Expression>;

// Named limits: what is longer or deeper is refused as a mistake, not computed.
constexpr std::size_t max_formula_length = 4096; // bytes
constexpr std::size_t max_formula_nodes = 1000;  // each has buffers while computing
constexpr int max_formula_depth = 64;            // parentheses, calls and signs within each other
constexpr int max_span_periods = 1200;           // lag, window: a century of months

// lag, index, at, round; sum, mean, min, max, median, sd; entropy, simpson, dissimilarity, parts;
// standardised, which is read as the sums it stands for.
const std::vector<std::string>& function_names();
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
//
// Dimensions. dimension='code' drops the dimension; != and in (…) keep it. sum(x over d) drops d,
// sum(x by d) keeps only d, at(x, area='03') drops the area, parts(x, d) drops d. Beside an
// operator both sides must have the same dimensions, or one side a subset of the other's: its rows
// are then carried over. Units. A bare number takes the other side's unit in sums, and none in
// products; but a pure number times 100 is percent, times 1000 per mille, and percent by 100 a
// ratio. entropy, simpson and dissimilarity are ratios, whatever is counted.
FormulaResult<Formula> compile_formula(std::string_view text,
                                       const std::vector<MeasureShape>& shapes);

// What the two sides of + - * / together are: the dimensions of the side that has more, or nothing
// if they do not fit. Also used for a rate's numerator and denominator.
std::optional<std::vector<std::string>> joined_dimensions(const std::vector<std::string>& left,
                                                          const std::vector<std::string>& right);
// "years beside school years" …, or nothing if the two can be computed together.
std::optional<Text> frequency_mistake(const Expression& left, const Expression& right);

// The canonical text of a tree: what is hashed, and what `explain` prints.
std::string to_string(const Expression& expression);
// All names referred to, each once.
std::vector<std::string> references(const Expression& expression);

} // namespace tuermer
