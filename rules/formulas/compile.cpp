// SPDX-License-Identifier: EUPL-1.2
// The proof that a formula means something: every name known, units that may be added, dimensions
// that fit, one frequency. What passes here can be computed without further questions.
#include "rules/base/digest.hpp"
#include "rules/base/suggest.hpp"
#include "rules/formulas/formula.hpp"
#include "rules/formulas/product_unit.hpp"
#include "rules/formulas/reasons.hpp"

#include <algorithm>
#include <utility>

namespace tuermer {

namespace {

using Names = std::vector<std::string>;
using Checked = FormulaResult<ExpressionPtr>;

tl::unexpected<FormulaError> wrong(std::size_t offset, Text what)
{
    return tl::unexpected<FormulaError>(FormulaError{offset, std::move(what)});
}

bool contains(const Names& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string joined(const Names& names)
{
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

Text dimensions_text(const Names& names)
{
    if (names.empty()) return {"keine", "none"};
    return {joined(names), joined(names)};
}

Text did_you_mean(const std::string& word, const Names& candidates)
{
    const auto near = nearest(word, candidates);
    return near ? say("; meinten Sie '{}'?", "; did you mean '{}'?", *near) : Text{};
}

class Checker {
public:
    explicit Checker(const std::vector<MeasureShape>& shapes) : shapes_(shapes) {}

    // The same tree with unit, dimensions, frequency and periods filled in.
    Checked check(const Expression& expression) const;

private:
    using Filled = FormulaResult<Expression>;
    Filled filled(Expression expression) const;
    Filled reference(Expression expression) const;
    Filled binary(Expression expression) const;
    Filled pair(Expression expression) const;
    Filled aggregate(Expression expression) const;
    Filled over_time(Expression expression) const;
    Filled at_area(Expression expression) const;

    const std::vector<MeasureShape>& shapes_;
};

Checked Checker::check(const Expression& expression) const
{
    Expression copy = expression;
    for (auto& operand : copy.operands) {
        auto checked = check(*operand);
        if (!checked) return checked;
        operand = *checked;
    }
    auto done = filled(std::move(copy));
    if (!done) return tl::unexpected<FormulaError>(done.error());
    return std::make_shared<const Expression>(std::move(*done));
}

// Taken over from the operand, where the operation does not change it.
void inherit(Expression& expression, const Expression& from)
{
    expression.unit = from.unit;
    expression.dimensions = from.dimensions;
    expression.any_frequency = from.any_frequency;
    expression.frequency = from.frequency;
}

Checker::Filled Checker::filled(Expression expression) const
{
    switch (expression.op) {
    case Operator::number:
        return expression;
    case Operator::reference:
        return reference(std::move(expression));
    case Operator::negate:
    case Operator::round:
        inherit(expression, *expression.operands[0]);
        return expression;
    case Operator::add:
    case Operator::subtract:
    case Operator::multiply:
    case Operator::divide:
        return binary(std::move(expression));
    case Operator::pair:
        return pair(std::move(expression));
    case Operator::aggregate:
        return aggregate(std::move(expression));
    case Operator::lag:
    case Operator::window:
    case Operator::index:
        return over_time(std::move(expression));
    case Operator::at_area:
        return at_area(std::move(expression));
    }
    return expression;
}

tl::unexpected<FormulaError> unknown_name(const Expression& expression,
                                          const std::vector<MeasureShape>& shapes)
{
    Names names;
    for (const auto& shape : shapes) names.push_back(shape.name);
    const auto meant = did_you_mean(expression.name, names);
    return wrong(
        expression.offset,
        {fmt::format("'{}' ist weder Messgröße noch Indikator{}", expression.name, meant.de),
         fmt::format("'{}' is neither a measure nor an indicator{}", expression.name, meant.en)});
}

tl::unexpected<FormulaError> unknown_dimension(std::size_t offset, const std::string& name,
                                               const Names& dimensions)
{
    const auto meant = did_you_mean(name, dimensions), known = dimensions_text(dimensions);
    return wrong(offset, {fmt::format("eine Dimension '{}' gibt es hier nicht{} (vorhanden: {})",
                                      name, meant.de, known.de),
                          fmt::format("there is no dimension '{}' here{} (present: {})", name,
                                      meant.en, known.en)});
}

Checker::Filled Checker::reference(Expression expression) const
{
    const auto shape = std::find_if(shapes_.begin(), shapes_.end(), [&](const MeasureShape& known) {
        return known.name == expression.name;
    });
    if (shape == shapes_.end()) return unknown_name(expression, shapes_);
    expression.unit = shape->unit;
    expression.any_frequency = false;
    expression.frequency = shape->frequency;
    expression.dimensions = shape->dimensions;
    for (const auto& condition : expression.conditions) {
        const auto& name = condition.dimension;
        if (!contains(shape->dimensions, name))
            return unknown_dimension(condition.offset, name, shape->dimensions);
        if (!contains(expression.dimensions, name))
            return wrong(condition.offset, say("'{}' ist schon auf einen Code festgelegt",
                                               "'{}' is already fixed to one code", name));
        if (condition.fixes()) std::erase(expression.dimensions, name);
    }
    return expression;
}

Text cannot_add(const Expression& sum)
{
    const auto &a = *sum.operands[0], &b = *sum.operands[1];
    const auto left = title_of(a.unit), right = title_of(b.unit);
    if (sum.op == Operator::add)
        return with_shapes({fmt::format("{} und {} lassen sich nicht addieren", left.de, right.de),
                            fmt::format("{} and {} cannot be added", left.en, right.en)},
                           a, b);
    return with_shapes({fmt::format("{} lassen sich nicht von {} abziehen", right.de, left.de),
                        fmt::format("{} cannot be subtracted from {}", right.en, left.en)},
                       a, b);
}

Checker::Filled Checker::binary(Expression expression) const
{
    const auto &left = *expression.operands[0], &right = *expression.operands[1];
    if (const auto mistake = frequency_mistake(left, right)) return wrong(right.offset, *mistake);
    const auto dimensions = joined_dimensions(left.dimensions, right.dimensions);
    if (!dimensions) return wrong(expression.offset, cannot_join(left, right));
    inherit(expression, is_constant(left) ? right : left);
    expression.dimensions = *dimensions;
    if (expression.op == Operator::divide && right.op == Operator::number && right.number == 0)
        return wrong(right.offset,
                     {"durch 0 lässt sich nicht teilen", "division by 0 is not possible"});
    if (expression.op == Operator::multiply || expression.op == Operator::divide)
        expression.unit = product_unit(expression);
    else if (!is_constant(left) && !is_constant(right) && left.unit != right.unit)
        return wrong(right.offset, cannot_add(expression));
    return expression;
}

// Two groups that are to be compared part by part: counted in the same unit, over the same rows.
Checker::Filled Checker::pair(Expression expression) const
{
    const auto &left = *expression.operands[0], &right = *expression.operands[1];
    if (const auto mistake = frequency_mistake(left, right)) return wrong(right.offset, *mistake);
    const auto dimensions = joined_dimensions(left.dimensions, right.dimensions);
    if (!dimensions) return wrong(right.offset, cannot_join(left, right));
    if (left.unit != right.unit) {
        const auto a = title_of(left.unit), b = title_of(right.unit);
        return wrong(
            right.offset,
            with_shapes({fmt::format("{} und {} lassen sich nicht vergleichen", a.de, b.de),
                         fmt::format("{} and {} cannot be compared", a.en, b.en)},
                        left, right));
    }
    inherit(expression, left);
    expression.dimensions = *dimensions;
    return expression;
}

Checker::Filled Checker::aggregate(Expression expression) const
{
    const auto& operand = *expression.operands[0];
    inherit(expression, operand);
    if (is_mix(expression.fold)) expression.unit = {};
    const bool is_pair = operand.op == Operator::pair;
    const auto sides = is_pair ? operand.operands : expression.operands;
    for (const auto& name : expression.named)
        for (const auto& side : sides)
            if (!contains(side->dimensions, name))
                return unknown_dimension(is_pair ? side->offset : expression.offset, name,
                                         side->dimensions);
    std::erase_if(expression.dimensions, [&](const std::string& dimension) {
        return contains(expression.named, dimension) != expression.by;
    });
    return expression;
}

Checker::Filled Checker::over_time(Expression expression) const
{
    const auto& operand = *expression.operands[0];
    inherit(expression, operand);
    if (is_constant(operand))
        return wrong(operand.offset, {"hier wird eine Reihe gebraucht, keine feste Zahl",
                                      "a series is needed here, not a fixed number"});
    const auto takt = name_of(operand.frequency);
    if (expression.op == Operator::index) {
        expression.unit = Unit{{{"index", 1}}, 1};
        if (expression.base.frequency() == operand.frequency) return expression;
        const auto base = to_string(expression.base);
        return wrong(
            expression.offset,
            {fmt::format("der Basiszeitraum {} passt nicht zu Werten je {}", base, takt.de),
             fmt::format("the base period {} does not fit values per {}", base, takt.en)});
    }
    const auto periods = periods_in(expression.span, operand.frequency);
    const auto span = to_string(expression.span);
    if (!periods)
        return wrong(
            expression.offset,
            {fmt::format("die Zeitspanne '{}' geht bei Werten je {} nicht auf", span, takt.de),
             fmt::format("the span '{}' does not come out whole for values per {}", span,
                         takt.en)});
    if (*periods > max_span_periods)
        return wrong(expression.offset,
                     say("die Zeitspanne '{}' ist länger als {} Zeiträume",
                         "the span '{}' is longer than {} periods", span, max_span_periods));
    expression.periods = *periods;
    return expression;
}

Checker::Filled Checker::at_area(Expression expression) const
{
    const auto& operand = *expression.operands[0];
    inherit(expression, operand);
    if (!contains(operand.dimensions, "area"))
        return unknown_dimension(expression.offset, "area", operand.dimensions);
    std::erase(expression.dimensions, "area");
    return expression;
}

// What the author wrote and what the names in it are measured in.
std::string definition_hash(const Expression& root, const std::vector<MeasureShape>& shapes)
{
    std::string definition = to_string(root);
    for (const auto& name : references(root)) {
        const auto shape = std::ranges::find(shapes, name, &MeasureShape::name);
        if (shape != shapes.end()) definition += "\n" + name + " " + to_string(shape->unit);
    }
    return sha256(definition);
}

} // namespace

std::optional<std::vector<std::string>> joined_dimensions(const Names& left, const Names& right)
{
    const auto within = [](const Names& part, const Names& whole) {
        return std::all_of(part.begin(), part.end(),
                           [&](const std::string& name) { return contains(whole, name); });
    };
    if (within(right, left)) return left;
    if (within(left, right)) return right;
    return std::nullopt;
}

std::optional<Text> frequency_mistake(const Expression& left, const Expression& right)
{
    if (is_constant(left) || is_constant(right) || left.frequency == right.frequency)
        return std::nullopt;
    const auto a = name_of(left.frequency), b = name_of(right.frequency);
    return Text{fmt::format("Werte je {} und Werte je {} lassen sich nicht verrechnen", a.de, b.de),
                fmt::format("values per {} and values per {} cannot be combined", a.en, b.en)};
}

FormulaResult<Formula> compile_formula(std::string_view text,
                                       const std::vector<MeasureShape>& shapes)
{
    const auto parsed = parse_formula(text);
    if (!parsed) return tl::unexpected<FormulaError>(parsed.error());
    const auto root = Checker(shapes).check(**parsed);
    if (!root) return tl::unexpected<FormulaError>(root.error());
    if (is_constant(**root))
        return wrong(0, {"die Formel nennt keine Messgröße", "the formula names no measure"});
    return Formula{std::string(text), *root, definition_hash(**root, shapes)};
}

} // namespace tuermer
