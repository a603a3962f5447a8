// SPDX-License-Identifier: EUPL-1.2
// Days and instants. The wall clock itself lives in the daemon; here "now" is always a parameter.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tuermer {

using Date = std::chrono::sys_days;
using Instant = std::chrono::sys_seconds; // UTC

std::optional<Date> parse_date(std::string_view iso); // "2024-06-27"
std::optional<Instant>
parse_instant(std::string_view iso);    // "2024-06-27" or "2024-06-27T09:55:00Z"
std::string to_string(Date date);       // "2024-06-27"
std::string to_string(Instant instant); // "2024-06-27T09:55:00Z"

// "12 h", "30 d", "45 s", "10 min", "2 w".
std::optional<std::chrono::seconds> parse_duration(std::string_view text);

} // namespace tuermer
