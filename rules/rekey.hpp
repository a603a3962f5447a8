// SPDX-License-Identifier: EUPL-1.2
// Reforms of areas reach open episodes when the newest published period reaches the reform.
#pragma once

#include "rules/consider.hpp"

#include <span>

namespace tuermer {

// Before a rule judges a release: its open episodes in areas that are no more go on in the areas
// they became, as soon as these have figures; where an area was split, they end. Each is recorded
// (`rekeyed`); nobody is told.
void move_open_episodes(Knowledge& knowledge, Watch& watch, std::span<const Moved> moved,
                        const Release& release, Turned& turned, Outcome& outcome);

} // namespace tuermer
