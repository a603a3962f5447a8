// SPDX-License-Identifier: EUPL-1.2
// A panel of shares, quarter by quarter: cases of denominators that grow and sway, binomial or
// (every second replicate) with half as much variance again, with and without trend and season.
#pragma once

#include "tests/bench/warning/warning_panel.hpp"

#include <cstdint>

namespace tuermer::bench {

enum class ShareEvent : std::uint8_t { rise, fall };

// 36 scenarios × 20 replicates × 9 conditions of 40 quarters; the same figures on every machine with
// the same standard library. Events are those of the other panels in standard deviations of the
// quarter's cases: added, or taken away.
WarningPanel share_panel(ShareEvent event);

} // namespace tuermer::bench
