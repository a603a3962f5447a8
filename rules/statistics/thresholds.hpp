// SPDX-License-Identifier: EUPL-1.2
// The rules everybody expects: a limit with hysteresis, and a change against a year before with a
// guard for small bases. They explain themselves; they know nothing of chance.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

enum class Side { above, below };

struct Hysteresis {
    double raise = 0; // reached (>= above, <= below) in `n_raise` periods running: raised
    double clear = 0; // passed (< above, > below) in `n_clear` periods running: cleared
    Side side = Side::above;
    int n_raise = 1, n_clear = 2;
};

struct HysteresisState {
    bool raised = false;
    int towards = 0;          // known periods running that speak for the other state
    std::size_t in_state = 0; // known periods since the last turn, its own included
};

// One period on. A gap changes nothing.
HysteresisState next(const HysteresisState& state, std::optional<double> value,
                     const Hysteresis& threshold);

// The state in each period, from not raised on.
std::vector<HysteresisState> hysteresis(std::span<const std::optional<double>> values,
                                        const Hysteresis& threshold);

// The default `clear`: 5 % of |raise|, or one median absolute deviation of the series' changes
// where that is more, on the calm side of `raise`.
double default_clear(double raise, Side side, std::span<const std::optional<double>> history);

struct YearOnYear {
    std::size_t lag = 12;   // periods per year
    double relative = 0.25; // a change must exceed this part of the base
    double min_absolute = 5;
    double min_base = 10; // below it the base is small: only the absolute change counts
    Side side = Side::above;
};

struct YearlyChange {
    std::optional<double> relative; // x(t) / x(t - lag) - 1; nothing for a gap or a base of 0
    std::optional<bool> alarm;      // nothing for a gap
};

// One per period. A base below `min_base` asks for an absolute change of at least
// max(min_absolute, min_base).
std::vector<YearlyChange> year_on_year(std::span<const std::optional<double>> values,
                                       const YearOnYear& rule);

} // namespace tuermer::statistics
