// SPDX-License-Identifier: EUPL-1.2
// The unit of products and quotients, in which bare numbers may be scales.
#pragma once

#include "rules/formulas/formula.hpp"

namespace tuermer {

// Of checked operands: made of numbers alone.
bool is_constant(const Expression& expression);

// 100 * a / b of the same unit is percent: the same quantity in another scale. Only the scales that
// statistics write are taken so; twice a share stays a share.
Unit product_unit(const Expression& product);

} // namespace tuermer
