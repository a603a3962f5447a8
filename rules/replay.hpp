// SPDX-License-Identifier: EUPL-1.2
// History once more: the daemon's own way (consider.hpp) over releases that are known already.
// Backtest, test and plan are made of it; that they agree with the daemon is no accident.
#pragma once

#include "rules/consider.hpp"

#include <functional>
#include <span>
#include <vector>

namespace tuermer {

// Considers the releases in the order given, each at the moment it became known. `each` sees every
// outcome; when it answers false, the replay ends there. An error names the release.
using EachOutcome = std::function<bool(const Release&, const Outcome&)>;
Result<> replay(Knowledge& knowledge, std::span<const Release> releases, const EachOutcome& each);

// The same figures as if there had never been a revision: each cell is told once, as the last word
// has it, on the day of its first or of its last word. One that was withdrawn in the end never
// comes.
enum class Telling : std::uint8_t { first_word, last_word };
std::vector<Release> settled(std::span<const Release> releases, Telling telling);

} // namespace tuermer
