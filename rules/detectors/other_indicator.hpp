// SPDX-License-Identifier: EUPL-1.2
// The setting that names another indicator: which there are, and whether its figures can be held
// against the own ones.
#pragma once

#include "rules/detectors/detector.hpp"

#include <string_view>

namespace tuermer {

// The indicator named under this key, or `usual` where nothing is written; notes an unknown one,
// another frequency, and dimensions that the own indicator does not have. Its unit is left to the
// caller.
OtherIndicator read_other_indicator(Settings& settings, std::string_view key,
                                    const DetectorContext& context, const std::string& usual = {});

// Why the other indicator has no row beside the one at hand.
Text no_row_in(const OtherIndicator& other);

} // namespace tuermer
