// SPDX-License-Identifier: EUPL-1.2
// Services limit what one query may ask for, so a table arrives in parts: by years, by areas, by
// pages. Kept as one document, or a full snapshot of the one part would withdraw the other's
// figures: a ZIP that any archiver opens, the same bytes for the same parts.
#pragma once

#include "connectors/formats/table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

struct Part {
    std::string name;  // what tells it from the others, for people: "2015-2019"
    std::string bytes; // one answer, as received
    bool operator==(const Part&) const = default;
};

// One part is the document itself, without wrapping.
std::string packed(std::vector<Part> parts);
bool is_packed(const ByteSource& bytes);
Result<std::vector<Part>> unpack_parts(std::string_view bytes);

// All of them, each read by this reader, as one table.
Result<ReadTable> read_packed(const Reader& reader, const ByteSource& bytes,
                              const std::string& name);

// The rows of all tables under each other, columns matched by name; where a part lacks one, its
// cells are empty. Lines count within each part. An error where a part is no single table.
Result<ReadTable> joined(std::vector<ReadTable> parts, const std::string& name);

} // namespace tuermer
