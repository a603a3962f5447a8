// SPDX-License-Identifier: EUPL-1.2
// What chance among many judgements may explain is told when the next period says the same.
#pragma once

#include "rules/consider.hpp"

namespace tuermer {

// After a rule has judged a release: its unconfirmed episodes that a later period confirms become
// turns once more; those that are over are forgotten.
void ask_again(Knowledge& knowledge, const Watch& watch, Turned& turned);

// After the gates: who waits from now on, and who does no more.
void note_unconfirmed(Remembered& told, const std::vector<Event>& events);

} // namespace tuermer
