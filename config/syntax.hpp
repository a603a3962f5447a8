// SPDX-License-Identifier: EUPL-1.2
// What must hold before a file is given to the TOML library, and its complaints in words that help
// someone who does not know TOML.
#pragma once

#include "config/document.hpp"

#include <optional>
#include <string_view>

namespace tuermer::config {

struct SyntaxMistake {
    std::size_t offset = 0;
    Text what;
};

// Wrong encoding, excessive size, or nesting that could exhaust the stack.
std::optional<SyntaxMistake> unreadable(std::string_view text);

// `complaint` is the library's English description of what it met at `offset`. What is never closed
// is shown where it was opened instead of at the end of the file.
SyntaxMistake explain_syntax(const Document& document, std::size_t offset,
                             std::string_view complaint);

} // namespace tuermer::config
