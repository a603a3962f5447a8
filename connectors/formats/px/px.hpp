// SPDX-License-Identifier: EUPL-1.2
// PC-Axis files (.px) as PxWeb and statistical offices hand them out: `format = { kind = "px" }`.
// After the "PX file format specification" (Statistics Sweden, 2013).
#pragma once

#include "connectors/formats/table.hpp"

#include <memory>
#include <optional>
#include <string>

namespace tuermer {

struct PxSettings {
    std::optional<std::string> language{}; // of names and labels, "en"; else the file's own
    ReadLimits limits{};
};

// A column per variable of STUB and HEADING with its codes, one with its labels where both are
// there; codes of time are written so that their kind can be seen ("2006Q1", not "20061").
Result<ReadTable> read_px(std::string_view bytes, std::string_view name,
                          const PxSettings& settings);

// By statements that every file has.
bool recognises_px(std::string_view bytes);

std::unique_ptr<Reader> make_px_reader(Settings& settings);

} // namespace tuermer
