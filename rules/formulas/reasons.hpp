// SPDX-License-Identifier: EUPL-1.2
// Why two parts of a formula do not go together, spelt out: what each is measured in, and by what.
#pragma once

#include "rules/formulas/formula.hpp"

namespace tuermer {

// "leavers: Personen je area × nationality"
Text shape_text(const Expression& part);
// "persons and percent cannot be added (population: persons by area; share: percent by area)"
Text with_shapes(const Text& sentence, const Expression& left, const Expression& right);
// Which dimension is missing on which side, and what to write instead.
Text cannot_join(const Expression& left, const Expression& right);

} // namespace tuermer
