// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/area_conditions.hpp"

#include "rules/base/suggest.hpp"

#include <algorithm>

namespace tuermer {

namespace {

using Asks = Condition::Asks;

std::optional<FormulaError> area_mistake(const Condition& condition, const Areas& areas)
{
    if (condition.asks == Asks::codes) return std::nullopt;
    const auto& word = condition.codes.at(0);
    const bool is_kind = condition.asks == Asks::kind;
    const auto kinds = areas.kinds();
    if (is_kind ? std::ranges::count(kinds, word) > 0 : areas.may_exist(word)) return std::nullopt;
    const auto near = nearest(word, is_kind ? kinds : areas.codes());
    const auto meant = near ? say("; meinten Sie '{}'?", "; did you mean '{}'?", *near) : Text{};
    if (is_kind)
        return FormulaError{condition.offset,
                            {fmt::format("die Gebietsart '{}' gibt es nicht{}", word, meant.de),
                             fmt::format("there is no kind of area '{}'{}", word, meant.en)}};
    return FormulaError{condition.offset,
                        {fmt::format("das Gebiet '{}' gibt es nicht{}", word, meant.de),
                         fmt::format("there is no area '{}'{}", word, meant.en)}};
}

} // namespace

std::optional<FormulaError> area_mistake(const Expression& formula, const Areas& areas)
{
    for (const auto& condition : formula.conditions)
        if (auto mistake = area_mistake(condition, areas)) return mistake;
    for (const auto& operand : formula.operands)
        if (auto mistake = area_mistake(*operand, areas)) return mistake;
    return std::nullopt;
}

bool takes_area(Asks asks, const std::string& word, const std::string& area, const Areas& areas)
{
    const auto* newest = areas.find(area);
    if (newest != nullptr && newest->valid_to) return false;
    return asks == Asks::under ? areas.is_within(area, word) : areas.is_of_kind(area, word);
}

} // namespace tuermer
