// SPDX-License-Identifier: EUPL-1.2
// Optimal partitioning with pruning: once a last change at s is worse than one at t, it stays worse
// from the moment a segment may begin at t.
#include "rules/statistics/pelt.hpp"

#include "rules/statistics/present_values.hpp"
#include "rules/statistics/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace tuermer::statistics {

namespace {

constexpr double smallest_variance = 1e-8;
constexpr double unreachable = std::numeric_limits<double>::infinity();

// Costs of segments from running sums, around the median so that large levels cost no digits.
class SegmentCosts {
public:
    SegmentCosts(SegmentCost cost, std::span<const double> values) : cost_(cost)
    {
        std::vector<double> copy(values.begin(), values.end());
        centre_ = cost == SegmentCost::poisson ? 0 : sequences::middle(copy);
        for (const double value : values) {
            sums_.push_back(sums_.back() + (value - centre_));
            squares_.push_back(squares_.back() + (value - centre_) * (value - centre_));
        }
    }

    // Of the values from + 1 to to, both counted from 1.
    double operator()(std::size_t from, std::size_t to) const
    {
        const auto m = static_cast<double>(to - from);
        if (cost_ == SegmentCost::poisson) return poisson(sums_[to] - sums_[from], m);
        const double squares = rest_of_squares(from, to, m);
        if (cost_ == SegmentCost::mean) return squares;
        const double variance = std::max(squares / m, smallest_variance);
        return m * (std::log(2 * std::numbers::pi) + std::log(variance) + 1);
    }

    double mean(std::size_t from, std::size_t to) const
    {
        return centre_ + (sums_[to] - sums_[from]) / static_cast<double>(to - from);
    }

    bool are_finite() const { return std::isfinite(squares_.back()); }

private:
    static double poisson(double sum, double m)
    {
        return sum > 0 ? 2 * sum * (std::log(m) - std::log(sum)) : 0;
    }

    double rest_of_squares(std::size_t from, std::size_t to, double m) const
    {
        const double sum = sums_[to] - sums_[from];
        return std::max(0.0, squares_[to] - squares_[from] - sum * sum / m);
    }

    SegmentCost cost_;
    double centre_ = 0;
    std::vector<double> sums_{0.0}, squares_{0.0};
};

struct LastChange {
    std::size_t at = 0;
    std::size_t drop_from = std::numeric_limits<std::size_t>::max(); // no longer looked at
};

struct BestUpTo {
    double cost = unreachable; // penalised, one penalty too many: it starts at minus one
    std::size_t last_change = 0;
};

BestUpTo best_last_change(std::size_t end, const std::vector<LastChange>& candidates,
                          const std::vector<BestUpTo>& best, const SegmentCosts& cost,
                          const PeltSettings& settings)
{
    BestUpTo result;
    for (const LastChange& change : candidates) {
        if (end - change.at < static_cast<std::size_t>(settings.shortest_segment)) continue;
        const double total = best[change.at].cost + cost(change.at, end) + settings.penalty;
        if (total < result.cost) result = {total, change.at};
    }
    return result;
}

void prune(std::size_t end, const std::vector<BestUpTo>& best, const SegmentCosts& cost,
           std::size_t shortest, std::vector<LastChange>& candidates)
{
    for (LastChange& change : candidates)
        if (end - change.at >= shortest && change.drop_from > end + shortest &&
            best[change.at].cost + cost(change.at, end) > best[end].cost)
            change.drop_from = end + shortest;
    std::erase_if(candidates, [&](const LastChange& c) { return c.drop_from <= end + 1; });
}

std::vector<BestUpTo> best_divisions(std::size_t n, const SegmentCosts& cost,
                                     const PeltSettings& settings)
{
    const auto shortest = static_cast<std::size_t>(settings.shortest_segment);
    std::vector<BestUpTo> best(n + 1);
    best[0].cost = -settings.penalty;
    std::vector<LastChange> candidates{{}};
    for (std::size_t end = shortest; end <= n; ++end) {
        best[end] = best_last_change(end, candidates, best, cost, settings);
        prune(end, best, cost, shortest, candidates);
        candidates.push_back({end});
    }
    return best;
}

Segmentation trace_back(const std::vector<BestUpTo>& best, const SegmentCosts& cost,
                        const PresentValues& present)
{
    Segmentation result;
    result.penalised_cost = best.back().cost;
    for (std::size_t end = present.size(); end > 0; end = best[end].last_change) {
        const std::size_t start = best[end].last_change;
        result.segment_means.push_back(cost.mean(start, end));
        if (start > 0) result.changes.push_back(present.position(start - 1));
    }
    std::reverse(result.changes.begin(), result.changes.end());
    std::reverse(result.segment_means.begin(), result.segment_means.end());
    return result;
}

} // namespace

std::optional<Segmentation> pelt(std::span<const double> series, const PeltSettings& settings)
{
    const PresentValues present = present_values(series);
    const bool negative =
        std::any_of(present.values.begin(), present.values.end(), [](double v) { return v < 0; });
    if (present.values.empty() || settings.shortest_segment < 1) return std::nullopt;
    if (settings.cost == SegmentCost::poisson && negative) return std::nullopt;
    const SegmentCosts cost(settings.cost, present.values);
    if (!cost.are_finite()) return std::nullopt;
    PeltSettings fitting = settings;
    fitting.shortest_segment =
        std::min(settings.shortest_segment, static_cast<int>(present.size()));
    return trace_back(best_divisions(present.size(), cost, fitting), cost, present);
}

std::optional<double> scale_of_differences(std::span<const double> series)
{
    const PresentValues present = present_values(series);
    if (present.size() < 2) return std::nullopt;
    std::vector<double> differences(present.size() - 1);
    for (std::size_t i = 0; i < differences.size(); ++i)
        differences[i] = present.values[i + 1] - present.values[i];
    const double scale = median_absolute_deviation(differences).value_or(0) / std::numbers::sqrt2;
    if (!(scale > 0) || !std::isfinite(scale)) return std::nullopt;
    return scale;
}

} // namespace tuermer::statistics
