// SPDX-License-Identifier: EUPL-1.2
// What a table source remembers between polls, as JSON. A text that is none is an empty memory:
// then everything is fetched once more, and the core sees that nothing is new.
#pragma once

#include "connectors/sources/web.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tuermer::table {

struct SeenFile {
    std::string name; // path as found
    std::uint64_t size = 0;
    std::int64_t modified_nanoseconds = 0;
    std::string digest;
    std::string version = {}; // of a file on a server: what tells it from an earlier one
    bool operator==(const SeenFile&) const = default;
};

struct Memory {
    std::vector<SeenFile> files;
    WebMemory web;
    std::string newest = {}; // period, of addresses that name one: the last that came
    bool operator==(const Memory&) const = default;
};

Memory remembered(const std::string& bookmark);
std::string to_bookmark(const Memory& memory);

} // namespace tuermer::table
