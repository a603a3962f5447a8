// SPDX-License-Identifier: EUPL-1.2
// A fall is a rise seen from below: both rules work on figures times +1 or -1.
#include "rules/statistics/thresholds.hpp"

#include "rules/statistics/finite.hpp"
#include "rules/statistics/quantiles.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

double sign_of(Side side)
{
    return side == Side::above ? 1 : -1;
}

YearlyChange changed(double value, double base, const YearOnYear& rule)
{
    YearlyChange change;
    if (base != 0) change.relative = finite(value / base - 1);
    const double sign = sign_of(rule.side), moved = sign * (value - base);
    const bool is_small = base < rule.min_base;
    const double needed = is_small ? std::max(rule.min_absolute, rule.min_base) : rule.min_absolute;
    const bool far = is_small || (change.relative && sign * *change.relative > rule.relative);
    change.alarm = far && moved >= needed;
    return change;
}

} // namespace

HysteresisState next(const HysteresisState& state, std::optional<double> value,
                     const Hysteresis& threshold)
{
    if (!value) return state;
    const double sign = sign_of(threshold.side), height = sign * *value;
    const bool speaks =
        state.raised ? height < sign * threshold.clear : height >= sign * threshold.raise;
    const int towards = speaks ? state.towards + 1 : 0;
    if (speaks && towards >= (state.raised ? threshold.n_clear : threshold.n_raise))
        return {!state.raised, 0, 1};
    return {state.raised, towards, state.in_state + 1};
}

std::vector<HysteresisState> hysteresis(std::span<const std::optional<double>> values,
                                        const Hysteresis& threshold)
{
    std::vector<HysteresisState> states;
    states.reserve(values.size());
    HysteresisState state;
    for (const auto& value : values) states.push_back(state = next(state, value, threshold));
    return states;
}

double default_clear(double raise, Side side, std::span<const std::optional<double>> history)
{
    std::vector<double> changes;
    std::optional<double> before;
    for (const auto& value : history) {
        if (value && before) changes.push_back(*value - *before);
        if (value) before = value;
    }
    const double usual = median_absolute_deviation(changes).value_or(0);
    return raise - sign_of(side) * std::max(0.05 * std::abs(raise), usual);
}

std::vector<YearlyChange> year_on_year(std::span<const std::optional<double>> values,
                                       const YearOnYear& rule)
{
    std::vector<YearlyChange> changes(values.size());
    for (std::size_t t = rule.lag; t < values.size(); ++t)
        if (values[t] && values[t - rule.lag])
            changes[t] = changed(*values[t], *values[t - rule.lag], rule);
    return changes;
}

} // namespace tuermer::statistics
