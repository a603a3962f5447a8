// SPDX-License-Identifier: EUPL-1.2
// How the composite adds the scores of several periods up, and how far they can reach at most.
#include "rules/statistics/composite.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

double log_likelihood_ratio(double z, double shift, const CompositeSettings& settings)
{
    return shift * (std::min(z, settings.most_per_score) - shift / 2);
}

ShiftSums after(const ShiftSums& before, double z, const CompositeSettings& settings)
{
    const double shift = settings.shift;
    ShiftSums sums;
    sums.shift = std::max(0.0, before.shift + log_likelihood_ratio(z, shift, settings));
    if (settings.or_twice)
        sums.twice = std::max(0.0, before.twice + log_likelihood_ratio(z, 2 * shift, settings));
    return sums;
}

// What is held against the limit.
double taken_together(const ShiftSums& sums, const CompositeSettings& settings)
{
    if (!settings.or_twice) return sums.shift;
    return std::log((std::exp(sums.shift) + std::exp(sums.twice)) / 2);
}

// The most that either can be while both together stand at this limit.
ShiftSums most_at(double limit, const CompositeSettings& settings)
{
    if (!settings.or_twice) return {limit, 0};
    const double most = std::log(2 * std::exp(limit) - 1);
    return {most, most};
}

void add_to_sums(CompositePoint& point, const CompositeSettings& settings)
{
    auto& memory = point.memory;
    memory.sums = after(memory.sums, point.z, settings);
    memory.periods_since_start = memory.sums.shift > 0 ? memory.periods_since_start + 1 : 0;
    point.lasting = taken_together(memory.sums, settings) / settings.sum_limit;
    point.since = std::max(0, memory.periods_since_start - 1);
    if (point.lasting <= 1) return;
    memory.sums = {};
    memory.periods_since_start = 0;
}

double held_after(double held, double z, const CompositeSettings& settings)
{
    return std::clamp(held + log_likelihood_ratio(z, settings.shift, settings), 0.0,
                      settings.sum_limit);
}

// Page's sums, had each been the highest possible before the first of these.
double largest_sums(std::span<const std::optional<double>> newest,
                    const CompositeSettings& settings)
{
    const ShiftSums most = most_at(settings.sum_limit, settings);
    ShiftSums sums = most;
    for (const auto& z : newest)
        if (z)
            sums = after({std::min(sums.shift, most.shift), std::min(sums.twice, most.twice)}, *z,
                         settings);
    return taken_together(sums, settings);
}

} // namespace

CompositePoint with_memory(CompositePoint point, const CompositeMemory& before,
                           const CompositeSettings& settings)
{
    point.memory = before;
    point.single = point.z / settings.outbreak_limit;
    add_to_sums(point, settings);
    point.memory.held = held_after(point.memory.held, point.z, settings);
    point.held = point.memory.held / settings.sum_limit;
    point.score = std::max(point.single, point.lasting);
    if (point.single >= point.lasting) point.since = 0;
    point.alarm = point.score > 1;
    return point;
}

double largest_score(std::span<const std::optional<double>> newest,
                     const CompositeSettings& settings)
{
    if (newest.empty() || !newest.back()) return 0;
    return std::max(*newest.back() / settings.outbreak_limit,
                    largest_sums(newest, settings) / settings.sum_limit);
}

double largest_held(std::span<const std::optional<double>> newest,
                    const CompositeSettings& settings)
{
    double held = settings.sum_limit;
    for (const auto& z : newest)
        if (z) held = held_after(held, *z, settings);
    return held / settings.sum_limit;
}

// Sums that begin lower stay lower as long as none passes the limit, so where the highest possible
// ones reach 0 all do.
bool forgets_before(std::span<const std::optional<double>> newest,
                    const CompositeSettings& settings, double highest)
{
    ShiftSums sums = most_at(std::max(settings.sum_limit, highest), settings);
    for (const auto& z : newest) {
        if (!z) continue;
        sums = after(sums, *z, settings);
        if (taken_together(sums, settings) > settings.sum_limit) return false;
        if (sums.shift <= 0 && sums.twice <= 0) return true;
    }
    return false;
}

} // namespace tuermer::statistics
