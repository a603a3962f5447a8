// SPDX-License-Identifier: EUPL-1.2
// The unit of figures, guessed by what stands around them.
#pragma once

#include "connectors/sources/suggest/columns.hpp"
#include "rules/formulas/unit.hpp"

#include <string_view>

namespace tuermer::suggesting {

struct GuessedUnit {
    Unit unit;
    bool said = false; // a word or sign says it; else it follows from nothing but the figures
};
// `words`: the unit's own column, the column's name, the table's title.
GuessedUnit guess_unit(std::string_view words, const ColumnProfile& figures);

} // namespace tuermer::suggesting
