// SPDX-License-Identifier: EUPL-1.2
#include "rules/formulas/product_unit.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tuermer {

namespace {

// The unit of a chain of products apart from its bare numbers, and the product of those.
struct Chain {
    Unit unit;
    double factor = 1;
    bool only_numbers = false;
};
Chain chain_of(const Expression& expression)
{
    if (expression.op == Operator::number) return {{}, expression.number, true};
    if (expression.op == Operator::negate) return chain_of(*expression.operands[0]);
    const bool divides = expression.op == Operator::divide;
    if (!divides && expression.op != Operator::multiply)
        return {expression.unit, 1, is_constant(expression)};
    const auto a = chain_of(*expression.operands[0]), b = chain_of(*expression.operands[1]);
    return {divides ? a.unit / b.unit : a.unit * b.unit,
            divides ? a.factor / b.factor : a.factor * b.factor, a.only_numbers && b.only_numbers};
}

} // namespace

bool is_constant(const Expression& expression)
{
    return expression.any_frequency;
}

Unit product_unit(const Expression& product)
{
    constexpr std::array usual_scales{1.0, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6};
    const auto chain = chain_of(product);
    if (chain.only_numbers || chain.factor == 0) return chain.unit;
    const auto& exponents = chain.unit.exponents;
    const bool per_something = std::any_of(exponents.begin(), exponents.end(),
                                           [](const auto& entry) { return entry.second < 0; });
    if (!chain.unit.pure() && !per_something && chain.unit.scale == 1) return chain.unit;
    const auto scaled = chain.unit / Unit{{}, std::abs(chain.factor)};
    const bool usual =
        std::find(usual_scales.begin(), usual_scales.end(), scaled.scale) != usual_scales.end();
    return usual ? scaled : chain.unit;
}

} // namespace tuermer
