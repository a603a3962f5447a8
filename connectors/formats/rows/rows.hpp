// SPDX-License-Identifier: EUPL-1.2
// JSON as a list of records: Opendatasoft, Socrata, ArcGIS, Wegweiser Kommune, INKAR, the
// Employment Agency. `format = { kind = "rows", rows = "results" }`; nested members become
// "attributes.ags".
#pragma once

#include "connectors/formats/table.hpp"

#include <memory>
#include <optional>
#include <string>

namespace tuermer {

struct RowsSettings {
    std::optional<std::string> path{}; // of the list, parted by dots; else the largest list
    bool header = false;               // records are lists, and the first one names the columns
    bool may_be_incomplete = false;    // a page of several: the service says that there is more
    ReadLimits limits{};
};

Result<ReadTable> read_rows(std::string_view bytes, std::string_view name,
                            const RowsSettings& settings);

std::unique_ptr<Reader> make_rows_reader(Settings& settings);

} // namespace tuermer
