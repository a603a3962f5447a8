// SPDX-License-Identifier: EUPL-1.2
// One table while its description is being found: which column is what.
#pragma once

#include "connectors/sources/suggest/places.hpp"
#include "connectors/sources/suggest/suggest.hpp"
#include "connectors/sources/suggest/time.hpp"
#include "connectors/sources/suggest/wide.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tuermer::suggesting {

// What columns were found to be. A column has one role.
struct TableSketch {
    const ReadTable* read = nullptr;
    const CellTable* table = nullptr;
    std::vector<ColumnProfile> columns;
    std::vector<bool> taken;   // columns that have a role
    std::vector<bool> skipped; // rows without figures, or without a period
    std::optional<std::uint32_t> value, unit, content, status; // of long tables
    std::optional<PeriodColumns> period;
    std::optional<WideLayout> wide;
    std::optional<AreaColumn> area;
    std::vector<std::uint32_t> figures; // columns that are a measure each
    std::vector<std::string> names;     // of measures and dimensions, taken
};

TableSketch sketch_of(const ReadTable& read, const CellTable& table);
bool has_figures(const TableSketch& sketch);

// The column of labels beside this one of codes; nothing where there is none.
std::optional<std::uint32_t> labels_of(const TableSketch& sketch, std::uint32_t place);

// Too many contents of a long table are groups of one measure.
void settle_contents(TableSketch& sketch);
// Adds the measures, with conditions and units.
void suggest_measures(TableSketch& sketch, SuggestedSource& source, std::string_view title);
// Adds the dimensions beside the area, with codes.
void suggest_dimensions(TableSketch& sketch, SuggestedSource& source);
// Words in columns of figures that are no known sign.
void suggest_signs(const TableSketch& sketch, SuggestedSource& source);

} // namespace tuermer::suggesting
