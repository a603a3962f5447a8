// SPDX-License-Identifier: EUPL-1.2
// Who leaves a group without leaving the town: whoever is naturalised no longer counts among the
// foreign nationals. Where many did, a change of the group's figures may be one of its composition,
// and the message says so.
#pragma once

#include "rules/alerts/event.hpp"

#include <optional>

namespace tuermer {

// What the indicator's `drained_by` tells at this row and period: how many left in three years, as
// a share of those there were three years before. Nothing at or below 5 %, or where a figure is
// missing.
std::optional<GateSay> composition_say(const Sight& sight);

} // namespace tuermer
