// SPDX-License-Identifier: EUPL-1.2
// PxWeb's own JSON ("format": "json" of API version 1): columns with their codes, rows of keys and
// values, all as texts. `format = { kind = "pxweb-json" }`. Its JSON-stat is read as JSON-stat.
#pragma once

#include "connectors/formats/table.hpp"

#include <memory>

namespace tuermer {

struct PxwebSettings {
    ReadLimits limits{};
};

// A column per dimension and per content, named by its code.
Result<ReadTable> read_pxweb_json(std::string_view bytes, std::string_view name,
                                  const PxwebSettings& settings);

std::unique_ptr<Reader> make_pxweb_reader(Settings& settings);
bool recognises_pxweb_json(std::string_view bytes);

} // namespace tuermer
