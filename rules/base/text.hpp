// SPDX-License-Identifier: EUPL-1.2
// Everything a person may read exists in German and English; German comes first.
#pragma once

#include <fmt/core.h>
#include <string>
#include <utility>

namespace tuermer {

enum class Language { de, en };

struct Text {
    std::string de, en;

    const std::string& in(Language language) const { return language == Language::de ? de : en; }
    bool empty() const { return de.empty() && en.empty(); }
    bool operator==(const Text&) const = default;
};

// The same arguments set into the German and the English sentence.
template <class... Arguments>
Text say(fmt::format_string<Arguments...> de, fmt::format_string<Arguments...> en,
         Arguments&&... arguments)
{
    return {fmt::vformat(de, fmt::make_format_args(arguments...)),
            fmt::vformat(en, fmt::make_format_args(arguments...))};
}

} // namespace tuermer
