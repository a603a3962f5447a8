// SPDX-License-Identifier: EUPL-1.2
// Words that a signal must not use: it is a signal, not a finding. The list is data.
#pragma once

#include "config/named.hpp"

namespace tuermer::config {

// Notes each text that claims the success of a measure, blames, or ranks; and what would carry a
// nationality or origin into a subject line.
void check_wording(const std::vector<PlacedText>& texts, Mistakes& mistakes);

} // namespace tuermer::config
