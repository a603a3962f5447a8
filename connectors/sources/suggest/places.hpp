// SPDX-License-Identifier: EUPL-1.2
// Which column says the area: municipal keys (AGS, ARS), NUTS, a city's own districts.
#pragma once

#include "connectors/formats/area_codes.hpp"
#include "connectors/sources/suggest/columns.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::suggesting {

struct AreaColumn {
    std::uint32_t column = 0;
    AreaNotation notation = AreaNotation::as_written;
};
// `taken`: columns that say something else. `title`: the file's or sheet's name.
std::optional<AreaColumn> area_column(const std::vector<ColumnProfile>& columns,
                                      const std::vector<bool>& taken, std::string_view title);

// Of a column of numbers: they are keys, by their name or by their looks.
bool may_be_area(const ColumnProfile& column);

// Most of the words name German areas: header rows of tables with an area per column.
bool name_areas(const std::vector<std::string>& words);

// The key of 5 or 8 digits that a file's name begins with or holds: "05515000_haushalte.csv".
std::optional<std::string> area_in(std::string_view name);

} // namespace tuermer::suggesting
