// SPDX-License-Identifier: EUPL-1.2
// One TOML file → a tree of values with the place of each. The TOML library is known to
// document.cpp only; nothing a person can write makes it throw past this header or abort.
#pragma once

#include "rules/base/settings.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::config {

struct Document {
    static constexpr std::size_t max_bytes = 16U << 20U;
    static constexpr int max_key_parts = 16; // of a.b.c: each is a level, and levels are recursion

    FileName file;
    std::string text;
    std::vector<std::size_t> line_starts; // offsets into `text`
    Node root;                            // a table; its place is the whole file
};

// Line and column of a byte; columns count characters, as editors do.
Place place_at(const Document& document, std::size_t offset);
std::size_t offset_of(const Document& document, const Place& place);
// Where the first character of a text stands that begins here, behind its opening quotes.
Place first_character(const Document& document, const Place& text);

// Nothing when the file cannot be understood; the mistake was noted with its place. A file has at
// most one mistake of syntax at a time: what follows it could mean anything.
std::optional<Document> read_document(std::string text, const FileName& file, Mistakes& mistakes);

} // namespace tuermer::config
