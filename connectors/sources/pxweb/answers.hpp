// SPDX-License-Identifier: EUPL-1.2
// What a PxWeb service says of itself and its tables: limits, variables, when they were updated.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::pxweb {

enum class Version : unsigned char { v1, v2 };

struct Variable {
    std::string code;
    std::vector<std::string> codes, texts; // of its values, in the service's order; as many of each
    bool is_time = false;
};
// Nothing: this describes no table. Of v1 the table itself, of v2 its metadata (JSON-stat 2).
std::optional<std::vector<Variable>> variables_of(std::string_view body, Version version);

struct Limits {
    std::uint64_t cells = 10'000;           // of one answer
    std::chrono::milliseconds pause{1'000}; // between requests
};
// Of `?config` (v1) or `config` (v2); what it does not say stays as it is.
Limits limits_of(std::string_view body);

// When the table was updated, as the service writes it: of v1 in the list of its folder, of v2 in
// its own description. "" where it is not said.
std::string updated_of(std::string_view body, std::string_view table, Version version);

} // namespace tuermer::pxweb
