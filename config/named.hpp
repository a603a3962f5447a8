// SPDX-License-Identifier: EUPL-1.2
// What a configuration names and where it uses the name; and the texts people will read: what the
// advice of `check` and an editor go by.
#pragma once

#include "rules/base/settings.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tuermer {

enum class NameKind : std::uint8_t {
    source,
    measure,
    indicator,
    rule,
    recipient,
    known_break,
    reform,
    quality,
    story,
};

struct Named {
    NameKind kind = NameKind::source;
    std::string name;
    Place place; // defined: of its table's head or key; mentioned: of the word or its quotes
};

struct NameIndex {
    std::vector<Named> defined, mentioned;
};

// Which part a text has in what people get.
enum class TextRole : std::uint8_t { area_name, title, limits, context, question, reason, theme };

struct PlacedText {
    TextRole role = TextRole::title;
    Place place;
    Text text;
};

} // namespace tuermer
