// SPDX-License-Identifier: EUPL-1.2
// The matching of names and labels as written in a configuration: patterns, prefixes to take off.
#pragma once

#include "connectors/formats/labels.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

// Without the longest of these beginnings ("K", "RH"), and without the longest of the ends ("*
// Anzahl").
std::string_view stripped(std::string_view text, const std::vector<std::string>& strip);

// "2023 | Anzahl" → "2023", "Anzahl": what each header row said.
std::vector<std::string_view> header_parts(std::string_view column);

} // namespace tuermer
