// SPDX-License-Identifier: EUPL-1.2
// JSON-stat 1 and 2 (json-stat.org/full) as Eurostat, PxWeb and others answer:
// `format = { kind = "json-stat" }`. Datasets, collections and the bundles of version 1.
#pragma once

#include "connectors/formats/table.hpp"

#include <memory>
#include <optional>
#include <string>

namespace tuermer {

struct JsonStatSettings {
    // Which dataset of several is meant: its key, label or number from 1. Else the first.
    std::optional<std::string> dataset{};
    ReadLimits limits{};
};

Result<ReadTable> read_json_stat(std::string_view bytes, std::string_view name,
                                 const JsonStatSettings& settings);

std::unique_ptr<Reader> make_json_stat_reader(Settings& settings);
bool recognises_json_stat(std::string_view bytes);

} // namespace tuermer
