// SPDX-License-Identifier: EUPL-1.2
// What a person is told when a file is not taken: which measure or cell, and what would mend it.
#pragma once

#include "connectors/sources/bind.hpp"

#include <string>

namespace tuermer {

Text why_unread(const PrintedFigure& figure);

// No row fulfils the measure's conditions; says what the columns hold instead.
Error nothing_matched(const CellTable& table, const BoundMeasure& bound);
Error no_figures(const CellTable& table, const MeasureMapping& measure);
Error too_many_unread(const Understood& understood, const std::string& table);

} // namespace tuermer
