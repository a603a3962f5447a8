// SPDX-License-Identifier: EUPL-1.2
// Numbers without locale: what is stored and hashed looks the same on every machine.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tuermer {

// The whole text as a plain decimal number ("-12.5", "3e4"); nothing for anything else, and for
// infinity and NaN, which no statistic publishes.
std::optional<double> parse_number(std::string_view text);
std::optional<long long> parse_integer(std::string_view text);

// The shortest text that reads back as the same double: 0.1, 48, 38.7096774193548.
std::string shortest(double value);

} // namespace tuermer
