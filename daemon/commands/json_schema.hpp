// SPDX-License-Identifier: EUPL-1.2
// What a file may hold → JSON Schema (draft 7: the newest that Taplo and with it Even Better TOML
// read), with descriptions in German and English.
#pragma once

#include "config/shapes.hpp"

#include <string>

namespace tuermer {

std::string json_schema(const FileKind& kind, const TableShape& shape);

} // namespace tuermer
