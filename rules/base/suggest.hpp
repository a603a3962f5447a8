// SPDX-License-Identifier: EUPL-1.2
// "Did you mean …": the nearest known word to a mistyped one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

// The candidate with the smallest edit distance (Damerau, adjacent swaps count once), if it is near
// enough to be a typing mistake: at most a third of the word's length, at least one.
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates);

} // namespace tuermer
