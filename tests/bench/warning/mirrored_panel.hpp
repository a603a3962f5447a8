// SPDX-License-Identifier: EUPL-1.2
// Panels turned upside down: does the engine see falls as it sees rises?
#pragma once

#include "tests/bench/warning/warning_panel.hpp"

namespace tuermer::bench {

// Every figure mirrored: of shares the other cases (n − y), else −y, which is no count any more and
// can only be read as a plain figure. An engine without a preferred side scores as on the original.
WarningPanel mirrored(const WarningPanel& panel);

// The same base series with the events taken away from them instead of added, 0 at least: falls of
// counts as they happen. No mirror image: where there are few cases few can fall.
WarningPanel falls_of(const WarningPanel& panel);

} // namespace tuermer::bench
