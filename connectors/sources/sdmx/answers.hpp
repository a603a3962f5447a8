// SPDX-License-Identifier: EUPL-1.2
// The one answer of SDMX services that is a promise.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tuermer::sdmx {

// Some 2.1 services put large answers off: a message without data, whose footer (code 413) names
// the address of the ZIP that will come. Nothing: this is no such message.
std::optional<std::string> promised_address(std::string_view body);

} // namespace tuermer::sdmx
