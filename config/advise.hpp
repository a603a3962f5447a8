// SPDX-License-Identifier: EUPL-1.2
// What is no mistake, but not well either: names nobody uses, too much to watch, too little that is
// good news, words that blame or rank. Looks at the files only.
#pragma once

#include "config/load.hpp"

namespace tuermer {

// One of the things `check` looks for, by the code that its reports carry.
struct CheckKind {
    std::string_view code;
    Level level;
    Text summary;
};
const std::vector<CheckKind>& check_kinds();

constexpr std::size_t most_active_indicators = 25; // more than people can attend to
constexpr std::size_t fewest_rules_to_balance = 3;

void advise(const Loaded& loaded, Mistakes& mistakes);

} // namespace tuermer
