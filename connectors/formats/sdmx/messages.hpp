// SPDX-License-Identifier: EUPL-1.2
// The three notations of one information model, each a function of its own.
#pragma once

#include "connectors/formats/table.hpp"

#include <optional>
#include <string_view>

namespace tuermer::sdmx {

Result<ReadTable> read_csv_message(std::string_view bytes, std::string_view name,
                                   const ReadLimits& limits);
Result<ReadTable> read_xml_message(std::string_view bytes, std::string_view name,
                                   const ReadLimits& limits);
Result<ReadTable> read_json_message(std::string_view bytes, std::string_view name,
                                    const ReadLimits& limits);

// The character behind DATAFLOW or STRUCTURE[;]; nothing where the text does not begin so.
std::optional<char> csv_separator(std::string_view text);

// "OBS_VALUE" → "value", "OBS_STATUS" and "OBS_FLAG" → "status", others as they are.
std::string_view column_name(std::string_view component);

// What all three share: a decimal point, the code list of statuses.
ReadTable begun_table();

} // namespace tuermer::sdmx
