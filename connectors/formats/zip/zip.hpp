// SPDX-License-Identifier: EUPL-1.2
// A table inside of a ZIP, as GENESIS and the Employment Agency deliver them, and bodies that are
// only gzipped: `format = { kind = "zip", member = "*.csv", inner = { kind = "csv" } }`.
#pragma once

#include "connectors/formats/table.hpp"

namespace tuermer {

struct ZipSettings {
    std::string member{};            // name or pattern; empty: the only one that is a table
    std::shared_ptr<Reader> inner{}; // of the member
    ReadLimits limits{};
};

Result<ReadTable> read_zip(std::string_view bytes, std::string_view name,
                           const ZipSettings& settings);

std::unique_ptr<Reader> make_zip_reader(Settings& settings);
bool recognises_zip(std::string_view bytes);

// Without its gzip wrapping (RFC 1952), within the limits of size and growth.
Result<std::string> unpack_gzip(std::string_view bytes, const ReadLimits& limits);
std::unique_ptr<Reader> make_gzip_reader(Settings& settings);
bool recognises_gzip(std::string_view bytes);

} // namespace tuermer
