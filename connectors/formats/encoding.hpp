// SPDX-License-Identifier: EUPL-1.2
// Which characters the bytes mean: by mark, by validity, else by what German text makes plausible.
#pragma once

#include "connectors/bytes/byte_source.hpp"
#include "rules/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace tuermer {

struct Encoding {
    std::string name = "utf-8"; // as ICU knows it
    std::uint8_t bom_bytes = 0;
    bool operator==(const Encoding&) const = default;
};

struct Utf8Check {
    std::uint64_t sequences = 0; // well-formed ones of several bytes
    std::uint64_t faults = 0;    // bytes that belong to none
    std::size_t first_fault = 0; // offset
    bool cut_at_end = false;     // the only fault is a sequence that the end of the text cuts off
};
Utf8Check check_utf8(std::string_view bytes);
// Read through part by part.
Result<bool> holds_utf8_without_zeros(const ByteSource& bytes);

// The order: byte order mark, UTF-16 by its zero bytes, valid UTF-8, then Windows-1252, ISO-8859-1
// or CP850. An error where UTF-8 is plain but damaged: guessing on would make "Ã¼" out of every
// "ü".
Result<Encoding> detect_encoding(std::string_view bytes);

// By the mark of a file whose encoding was told; the name stays as told.
Encoding told_encoding(std::string_view bytes, std::string name);
bool known_encoding(const std::string& name);

// UTF-8 without mark. An error names the line of the first bytes that mean nothing in this
// encoding.
Result<std::string> to_utf8(std::string_view bytes, const Encoding& encoding);

} // namespace tuermer
