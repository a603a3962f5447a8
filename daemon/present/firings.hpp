// SPDX-License-Identifier: EUPL-1.2
// A rule's firings as a picture: a row per area, a column per period.
#pragma once

#include "daemon/present/present.hpp"
#include "rules/backtest.hpp"

namespace tuermer {

enum class PictureForm : std::uint8_t { png, svg };

// A mark where the rule was in force: filled where it was told, open where it was only recorded,
// crossed out where a revision withdrew it. Areas without any are left out, and counted below.
Result<std::string> draw_firings(const RuleBacktest& rule, const Knowledge& knowledge,
                                 PictureForm form, Language language);

} // namespace tuermer
