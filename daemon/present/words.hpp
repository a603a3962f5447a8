// SPDX-License-Identifier: EUPL-1.2
// The vocabulary of messages: themes and who might look at them, frames, areas, turns of an alert's
// life. A need and a resource are worded and shown alike; nothing here blames, ranks or explains.
#pragma once

#include "daemon/present/present.hpp"

#include <string_view>

namespace tuermer::present {

struct Theme {
    std::string_view code;
    std::string_view de, en;                 // as in a subject line: no group of people is named
    std::string_view readers_de, readers_en; // who might look
};
// A theme that is not listed is titled by its own word.
Theme theme_of(std::string_view code);

Text title_of(Frame frame);
Text protected_words(); // in place of every hidden figure
Text closing_words();   // "Ein Signal, kein Befund. …"

// The installation's own name, the name in areas.d, a Land's name, or the code.
std::string area_name(std::string_view code, const Knowledge& knowledge, Language language);
// "Land" for a Land, else the area's name: what a comparison is called.
std::string comparison_name(std::string_view code, const Knowledge& knowledge, Language language);
bool is_land(std::string_view code);

// "1 Signal", "2 Hinweise".
std::string severities_text(std::size_t count, Severity severity, Language language);

} // namespace tuermer::present
