// SPDX-License-Identifier: EUPL-1.2
// Tree → text: one way to write each formula, so that the hash changes when the meaning may have.
#include "rules/formulas/formula.hpp"

#include <algorithm>

namespace tuermer {

namespace {

int binding(const Expression& expression)
{
    switch (expression.op) {
    case Operator::add:
    case Operator::subtract:
        return 1;
    case Operator::multiply:
    case Operator::divide:
        return 2;
    case Operator::pair:
        return 0;
    case Operator::negate:
        return 3;
    case Operator::number:
    case Operator::reference:
    case Operator::aggregate:
    case Operator::lag:
    case Operator::window:
    case Operator::index:
    case Operator::at_area:
    case Operator::round:
        return 4;
    }
    return 4;
}

std::string at_least(const Expression& operand, int wanted)
{
    const auto text = to_string(operand);
    return binding(operand) < wanted ? "(" + text + ")" : text;
}

// The right side binds tighter: a - (b - c) keeps its parentheses, (a - b) - c loses them.
std::string infix(const Expression& expression, std::string_view sign)
{
    const int own = binding(expression);
    return at_least(*expression.operands[0], own) + std::string(sign) +
           at_least(*expression.operands[1], own + 1);
}

std::string quoted(const std::string& code)
{
    std::string text = "'";
    for (const char c : code) text.append(c == '\'' ? 2 : 1, c);
    return text + "'";
}

std::string condition_text(const Condition& condition)
{
    if (condition.asks != Condition::Asks::codes)
        return condition.dimension +
               (condition.asks == Condition::Asks::under ? " under " : " kind ") +
               quoted(condition.codes.at(0));
    if (!condition.list)
        return condition.dimension + (condition.negated ? "!=" : "=") +
               quoted(condition.codes.at(0));
    std::string codes;
    for (const auto& code : condition.codes) codes += (codes.empty() ? "" : ", ") + quoted(code);
    return condition.dimension + " in (" + codes + ")";
}

std::string reference_text(const Expression& expression)
{
    std::string conditions;
    for (const auto& condition : expression.conditions)
        conditions += (conditions.empty() ? "" : ", ") + condition_text(condition);
    return conditions.empty() ? expression.name : expression.name + "{" + conditions + "}";
}

std::string call(std::string_view function, const Expression& expression, const std::string& rest)
{
    return std::string(function) + "(" + to_string(*expression.operands[0]) + rest + ")";
}

std::string aggregate_text(const Expression& expression)
{
    std::string named;
    for (const auto& dimension : expression.named)
        named += (named.empty() ? " " : ", ") + dimension;
    return call(name_of(expression.fold), expression, (expression.by ? " by" : " over") + named);
}

// entropy(parts(x, d)), dissimilarity(parts(a, d), parts(b, d))
std::string mix_text(const Expression& expression)
{
    const auto& operand = expression.operands[0];
    const auto wholes =
        operand->op == Operator::pair ? operand->operands : std::vector<ExpressionPtr>{operand};
    std::string text;
    for (const auto& whole : wholes) {
        text += (text.empty() ? "parts(" : ", parts(") + to_string(*whole);
        for (const auto& dimension : expression.named) text += ", " + dimension;
        text += ")";
    }
    return std::string(name_of(expression.fold)) + "(" + text + ")";
}

void collect(const Expression& expression, std::vector<std::string>& names)
{
    if (expression.op == Operator::reference &&
        std::find(names.begin(), names.end(), expression.name) == names.end())
        names.push_back(expression.name);
    for (const auto& operand : expression.operands) collect(*operand, names);
}

} // namespace

std::string to_string(const Expression& expression)
{
    switch (expression.op) {
    case Operator::number:
        return plain(expression.number);
    case Operator::reference:
        return reference_text(expression);
    case Operator::negate:
        return "-" + at_least(*expression.operands[0], 3);
    case Operator::add:
        return infix(expression, " + ");
    case Operator::subtract:
        return infix(expression, " - ");
    case Operator::multiply:
        return infix(expression, " * ");
    case Operator::divide:
        return infix(expression, " / ");
    case Operator::aggregate:
        return is_mix(expression.fold) ? mix_text(expression) : aggregate_text(expression);
    case Operator::pair:
        return infix(expression, ", ");
    case Operator::lag:
        return call("lag", expression, ", " + to_string(expression.span));
    case Operator::window:
        return call(name_of(expression.fold), expression, ", " + to_string(expression.span));
    case Operator::index:
        return call("index", expression, ", " + to_string(expression.base));
    case Operator::at_area:
        return call("at", expression, ", " + condition_text(expression.conditions.at(0)));
    case Operator::round:
        return call("round", expression,
                    expression.number == 0 ? "" : ", " + plain(expression.number));
    }
    return {};
}

std::vector<std::string> references(const Expression& expression)
{
    std::vector<std::string> names;
    collect(expression, names);
    return names;
}

} // namespace tuermer
