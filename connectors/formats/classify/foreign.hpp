// SPDX-License-Identifier: EUPL-1.2
// What arrives under the name of a table and is none: workbooks, archives, web pages, error texts.
#pragma once

#include "rules/base/result.hpp"

#include <optional>
#include <string_view>

namespace tuermer {

// What the first bytes say; nothing: it may be text. The sentence says what it is and what to do.
std::optional<Error> refuse_foreign_bytes(std::string_view bytes);

// The same for text, already UTF-8: a web page (with its title), XML, JSON, control characters.
std::optional<Error> refuse_foreign_text(std::string_view text);

} // namespace tuermer
