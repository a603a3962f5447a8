// SPDX-License-Identifier: EUPL-1.2
// One file and one line → a source, an indicator and a rule that end on a day: what `tuermer watch`
// writes.
#pragma once

#include "config/config.hpp"
#include "connectors/formats/table.hpp"
#include "daemon/commands/commands.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tuermer {

// What the table turned out to be.
struct AdHocTable {
    std::string value; // columns by their names
    std::string period;
    Frequency frequency = Frequency::year;
    std::string area; // empty: the installation's own
    std::vector<std::string> codes;
    std::vector<std::pair<std::string, std::string>> where;
};

// Finds the columns that were named, and those that say period and area where none was. An error
// says which column is missing, or which ones must be fixed because rows fall together.
Result<AdHocTable> look_at(const CellTable& table, const WatchOptions& wanted);

// The three files by their names relative to the configuration's folder.
Result<std::map<std::string, std::string, std::less<>>>
ad_hoc_files(const AdHocTable& table, const WatchOptions& wanted, const Config& config);

} // namespace tuermer
