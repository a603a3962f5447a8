// SPDX-License-Identifier: EUPL-1.2
// What the GENESIS family (Destatis, Regionaldatenbank, Zensus, Länder) hands out as CSV: flat
// files (ffcsv, new and old layout), cubes (Quader-CSV) and the web's tables with title lines.
// `format = { kind = "genesis" }`; which of them it is, the file says.
#pragma once

#include "connectors/formats/table.hpp"

#include <memory>

namespace tuermer {

struct GenesisSettings {
    ReadLimits limits{};
};

Result<ReadTable> read_genesis(std::string_view bytes, std::string_view name,
                               const GenesisSettings& settings);

// By the first line's first word.
bool recognises_genesis(std::string_view bytes);

std::unique_ptr<Reader> make_genesis_reader(Settings& settings);

} // namespace tuermer
