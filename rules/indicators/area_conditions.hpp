// SPDX-License-Identifier: EUPL-1.2
// Conditions of formulas that ask the hierarchy of areas: area under '03153', area kind 'kreis'.
#pragma once

#include "rules/areas/areas.hpp"
#include "rules/formulas/formula.hpp"

#include <optional>
#include <string>

namespace tuermer {

// The first kind or area in a formula that no file of areas and no official key knows.
std::optional<FormulaError> area_mistake(const Expression& formula, const Areas& areas);

// Whether the condition takes an area, as the hierarchy is at its newest. An area that was
// dissolved is never taken: it has no figures any more, so that every sum with it would be missing,
// and its past is counted to its successor's where that is possible (graph.hpp).
bool takes_area(Condition::Asks asks, const std::string& word, const std::string& area,
                const Areas& areas);

} // namespace tuermer
