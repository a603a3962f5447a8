// SPDX-License-Identifier: EUPL-1.2
// Eurostat's TSV (bulk files and format=TSV): dimensions in one cell, "freq,unit,geo\TIME_PERIOD",
// then a column per period; every cell a figure and its flags. `format = { kind = "eurostat-tsv"
// }`.
#pragma once

#include "connectors/formats/table.hpp"

#include <memory>

namespace tuermer {

struct EurostatSettings {
    ReadLimits limits{};
};

// A column per dimension, one for the period, "value" and "status".
Result<ReadTable> read_eurostat_tsv(std::string_view bytes, std::string_view name,
                                    const EurostatSettings& settings);

// By the corner cell: "unit,geo\time".
bool recognises_eurostat_tsv(std::string_view bytes);

std::unique_ptr<Reader> make_eurostat_reader(Settings& settings);

} // namespace tuermer
