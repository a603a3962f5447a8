// SPDX-License-Identifier: EUPL-1.2
// How the composite adds the scores of several periods up, and how far they can reach at most.
#include "rules/statistics/composite.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tuermer::statistics {

namespace {

struct BestRun {
    double share = 0; // of the run's limit
    int since = 0;
};

BestRun best_run(std::span<const double> scores, const CompositeSettings& settings)
{
    BestRun best;
    double sum = 0;
    const int most = std::min(settings.longest_run, static_cast<int>(scores.size()));
    for (int length = 1; length <= most; ++length) {
        sum += scores[scores.size() - static_cast<std::size_t>(length)];
        const double run =
            sum / std::pow(length, settings.run_exponent) / settings.run_limit.value_or(1);
        if (length < 2 || run <= best.share) continue;
        best = {run, length - 1};
    }
    return best;
}

// What has led to an alarm is not counted again.
void add_to_runs(CompositePoint& point, double counted, const CompositeSettings& settings)
{
    auto& scores = point.memory.scores;
    scores.push_back(counted);
    if (static_cast<int>(scores.size()) > settings.longest_run) scores.erase(scores.begin());
    if (!settings.run_limit) return;
    const auto [share, since] = best_run(scores, settings);
    point.run = share;
    if (share > 0) point.since = since;
    if (share > 1) scores.clear();
}

void add_to_sum(CompositePoint& point, double counted, const CompositeSettings& settings)
{
    auto& memory = point.memory;
    const double sum = std::max(0.0, memory.cusum + counted - settings.cusum_slack);
    memory.periods_since_start = sum > 0 ? memory.periods_since_start + 1 : 0;
    if (sum / *settings.cusum_limit > point.run) {
        point.run = sum / *settings.cusum_limit;
        point.since = std::max(0, memory.periods_since_start - 1);
    }
    const bool beyond = sum > *settings.cusum_limit;
    memory.cusum = beyond ? 0 : sum;
    if (beyond) memory.periods_since_start = 0;
}

double held_after(double held, double z, const CompositeSettings& settings)
{
    const double counted = std::min(z, settings.most_per_score) - settings.cusum_slack;
    return std::clamp(held + counted, 0.0, settings.held_limit());
}

// Page's sum, had it stood at its limit before the first of these.
double largest_sum(std::span<const std::optional<double>> newest, const CompositeSettings& settings)
{
    const double limit = settings.cusum_limit.value_or(0);
    double sum = limit;
    for (const auto& z : newest)
        if (z)
            sum = std::max(0.0, std::min(sum, limit) + std::min(*z, settings.most_per_score) -
                                    settings.cusum_slack);
    return sum;
}

// The most that so many scores without an alarm among them can add up to.
double most_without_alarm(int length, const CompositeSettings& settings)
{
    const double capped = length * settings.most_per_score;
    if (length < 2) return capped;
    return std::min(capped, *settings.run_limit * std::pow(length, settings.run_exponent));
}

double largest_run(std::span<const std::optional<double>> newest, const CompositeSettings& settings)
{
    double largest = 0, sum = 0;
    int length = 0;
    const auto consider = [&](double total, int periods) {
        if (periods < 2) return;
        largest = std::max(largest, total / std::pow(periods, settings.run_exponent));
    };
    for (auto z = newest.rbegin(); z != newest.rend() && length < settings.longest_run; ++z) {
        if (!*z) continue;
        sum += std::min(**z, settings.most_per_score);
        consider(sum, ++length);
    }
    for (int before = 1; length + before <= settings.longest_run; ++before)
        consider(sum + most_without_alarm(before, settings), length + before);
    return largest / *settings.run_limit;
}

} // namespace

CompositePoint with_memory(CompositePoint point, CompositeMemory before,
                           const CompositeSettings& settings)
{
    point.memory = std::move(before);
    point.run = 0;
    point.since = 0;
    point.single = point.z / settings.outbreak_limit;
    const double counted = std::min(point.z, settings.most_per_score);
    add_to_runs(point, counted, settings);
    if (settings.cusum_limit) add_to_sum(point, counted, settings);
    point.memory.held = held_after(point.memory.held, point.z, settings);
    point.held = point.memory.held / settings.held_limit();
    point.score = std::max(point.single, point.run);
    if (point.single >= point.run) point.since = 0;
    point.alarm = point.score > 1;
    return point;
}

double largest_score(std::span<const std::optional<double>> newest,
                     const CompositeSettings& settings)
{
    if (newest.empty() || !newest.back()) return 0;
    double largest = *newest.back() / settings.outbreak_limit;
    if (settings.run_limit) largest = std::max(largest, largest_run(newest, settings));
    if (settings.cusum_limit)
        largest = std::max(largest, largest_sum(newest, settings) / *settings.cusum_limit);
    return largest;
}

double largest_held(std::span<const std::optional<double>> newest,
                    const CompositeSettings& settings)
{
    double held = settings.held_limit();
    for (const auto& z : newest)
        if (z) held = held_after(held, *z, settings);
    return held / settings.held_limit();
}

// A sum that begins lower stays lower as long as neither passes its limit, so where the highest
// possible one reaches 0 all do.
bool forgets_before(std::span<const std::optional<double>> newest,
                    const CompositeSettings& settings, double highest)
{
    if (settings.run_limit || !settings.cusum_limit) return false;
    double sum = std::max(*settings.cusum_limit, highest);
    for (const auto& z : newest) {
        if (!z) continue;
        sum += std::min(*z, settings.most_per_score) - settings.cusum_slack;
        if (sum > *settings.cusum_limit) return false;
        if (sum <= 0) return true;
    }
    return false;
}

} // namespace tuermer::statistics
