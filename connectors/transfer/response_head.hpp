// SPDX-License-Identifier: EUPL-1.2
// The lines before a response's body.
#pragma once

#include "connectors/transfer/http.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tuermer {

using Headers = std::map<std::string, std::string, std::less<>>;

// Adds one "Name: value" line; the values of a repeated name are joined by commas (RFC 9110, 5.3).
// A status line begins anew, since what came before belonged to an interim answer.
void read_header_line(std::string_view line, Headers& headers);

// What `Retry-After` asks for: seconds, or a date, which is read against the server's own `Date`,
// so that no clock is needed and a wrong one does no harm. Nothing when it is unreadable or past.
std::optional<std::chrono::seconds> retry_after(const Headers& headers);

// "text/csv" out of "Text/CSV; charset=utf-8".
std::string media_type(const Headers& headers);

} // namespace tuermer
