// SPDX-License-Identifier: EUPL-1.2
// Tables whose columns are years, areas or groups: what each header row says, and which columns
// make one measure.
#pragma once

#include "connectors/sources/mapping.hpp"
#include "connectors/sources/suggest/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tuermer::suggesting {

struct WideLayout {
    Unpivot unpivot;
    std::optional<FittingFrequency> period;   // where the names say it
    std::vector<std::string> strip;           // of the period
    std::vector<DimensionMapping> dimensions; // said by header rows; "area" may be one
    struct Group {
        std::string pattern, title; // pattern "": all unpivoted columns
        std::vector<std::uint32_t> columns;
    };
    std::vector<Group> groups; // a measure each
};

// `figures`: the columns with figures that say nothing else.
std::optional<WideLayout> wide_layout(const CellTable& table,
                                      const std::vector<ColumnProfile>& columns,
                                      const std::vector<std::uint32_t>& figures,
                                      bool has_period_column);

} // namespace tuermer::suggesting
