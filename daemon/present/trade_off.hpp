// SPDX-License-Identifier: EUPL-1.2
// Forms of a rule as a picture: messages a year to the right, share of simulated changes found
// upwards.
#pragma once

#include "daemon/present/firings.hpp"
#include "rules/tune.hpp"

#include <optional>
#include <span>
#include <string>

namespace tuermer {

struct TradeOff {
    std::string rule;
    Text subtitle;                // what was simulated
    std::span<const Tried> forms; // the present one first
    std::span<const std::size_t> best;
    std::optional<std::size_t> proposed;
    double budget = 0; // messages a year
};

// A disc per form; the best joined by a line; the present and the proposed named; beyond the budget
// the ground is grey.
Result<std::string> draw_trade_off(const TradeOff& what, PictureForm form, Language language);

} // namespace tuermer
