// SPDX-License-Identifier: EUPL-1.2
// Turns become events: with everything they rest on, and what the gates say that look at one event
// alone.
#pragma once

#include "rules/consider.hpp"

namespace tuermer {

// `release`: what brought it about.
Event event_of(const Knowledge& knowledge, const Watch& watch, const RowTurn& turned,
               const Release& release);

// Recorded for a reason that no gate over figures gives.
void hold(Event& event, std::string gate, Text why);

// Many events told as one: those that are held say why, the one that is told is added. `turns`: of
// this watch; their events begin at `first`.
void hold_common_shocks(const Knowledge& knowledge, const Watch& watch, const Release& release,
                        const std::vector<RowTurn>& turns, std::size_t first,
                        std::vector<Event>& events);

} // namespace tuermer
