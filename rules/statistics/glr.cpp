// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/glr.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

constexpr double widest = 20; // |log factor|

// The counts and means of one stretch, from a supposed onset to the newest period.
struct Stretch {
    std::span<const double> counts, means;
    double alpha;
};

// Derivative of the log-likelihood in the log factor, and (negative) curvature.
struct LikelihoodSlope {
    double first = 0, second = 0;
};

LikelihoodSlope slope(const Stretch& stretch, double log_factor)
{
    LikelihoodSlope sum;
    const double factor = std::exp(log_factor);
    for (std::size_t i = 0; i < stretch.counts.size(); ++i) {
        const double y = stretch.counts[i], mean = factor * stretch.means[i];
        if (std::isnan(y)) continue;
        const double weight = 1 / (1 + stretch.alpha * mean);
        sum.first += (y - mean) * weight;
        sum.second -= (1 + stretch.alpha * y) * mean * weight * weight;
    }
    return sum;
}

// log f(y; factor × mean) − log f(y; mean), summed.
double log_ratio(const Stretch& stretch, double log_factor)
{
    double sum = 0;
    const double factor = std::exp(log_factor), alpha = stretch.alpha;
    for (std::size_t i = 0; i < stretch.counts.size(); ++i) {
        const double y = stretch.counts[i], mean = stretch.means[i];
        if (std::isnan(y)) continue;
        sum += y * log_factor;
        if (alpha > 0)
            sum -= (y + 1 / alpha) * std::log((1 + alpha * mean * factor) / (1 + alpha * mean));
        else
            sum -= (factor - 1) * mean;
    }
    return sum;
}

double poisson_log_factor(const Stretch& stretch)
{
    double counts = 0, means = 0;
    for (std::size_t i = 0; i < stretch.counts.size(); ++i) {
        if (std::isnan(stretch.counts[i])) continue;
        counts += stretch.counts[i];
        means += stretch.means[i];
    }
    return means > 0 ? std::clamp(std::log(counts / means), -widest, widest) : 0;
}

// Newton's method between bounds: the slope falls in the log factor, so its root is bracketed.
double negative_binomial_log_factor(const Stretch& stretch)
{
    double low = -widest, high = widest, at = 0;
    for (int round = 0; round < 100 && high - low > 1e-12; ++round) {
        const LikelihoodSlope s = slope(stretch, at);
        (s.first > 0 ? low : high) = at;
        const double step = s.second < 0 ? at - s.first / s.second : low;
        const double next = step > low && step < high ? step : (low + high) / 2;
        if (std::abs(next - at) < 1e-13) break;
        at = next;
    }
    return at;
}

double best_log_factor(const Stretch& stretch, bool upward)
{
    const double free =
        stretch.alpha > 0 ? negative_binomial_log_factor(stretch) : poisson_log_factor(stretch);
    return upward ? std::max(0.0, free) : std::min(0.0, free);
}

// The last period that may be an onset; before `start` if there is none.
int last_onset(int start, int newest, const GlrSettings& settings)
{
    if (!settings.as_package || settings.dispersion > 0) return newest - settings.shortest + 1;
    if (settings.window > 0) return newest - settings.shortest;
    return newest - start + 1 >= settings.shortest ? newest : start - 1;
}

bool says_nothing(const Stretch& stretch, const GlrSettings& settings)
{
    return settings.as_package && settings.dispersion <= 0 &&
           std::all_of(stretch.counts.begin(), stretch.counts.end(),
                       [](double count) { return count == 0; });
}

// The best onset for the newest of the periods since `start`.
GlrPoint generalised(std::span<const double> counts, std::span<const double> means, int start,
                     int newest, const GlrSettings& settings)
{
    GlrPoint best{.onset = newest};
    const int earliest = settings.window > 0 ? std::max(start, newest - settings.window) : start;
    for (int onset = earliest; onset <= last_onset(start, newest, settings); ++onset) {
        const auto from = static_cast<std::size_t>(onset);
        const auto length = static_cast<std::size_t>(newest - onset + 1);
        const Stretch stretch{counts.subspan(from, length), means.subspan(from, length),
                              settings.dispersion};
        if (says_nothing(stretch, settings)) continue;
        const double log_factor = best_log_factor(stretch, settings.upward);
        const double statistic = log_ratio(stretch, log_factor);
        if (statistic > best.statistic) best = {statistic, log_factor, onset, false};
    }
    return best;
}

} // namespace

std::vector<GlrPoint> glr(std::span<const double> counts, std::span<const double> means,
                          const GlrSettings& settings)
{
    std::vector<GlrPoint> points;
    int start = 0;
    double sum = 0;
    for (int newest = 0; newest < static_cast<int>(counts.size()); ++newest) {
        GlrPoint point{.onset = start};
        if (settings.fixed_log_factor) {
            const auto at = static_cast<std::size_t>(newest);
            const Stretch one{counts.subspan(at, 1), means.subspan(at, 1), settings.dispersion};
            point.log_factor = *settings.fixed_log_factor;
            sum = std::max(0.0, sum + log_ratio(one, point.log_factor));
            point.statistic = sum;
            if (sum == 0) start = newest + 1;
        } else {
            point = generalised(counts, means, start, newest, settings);
        }
        point.alarm = point.statistic >= settings.limit;
        if (point.alarm) start = newest + 1, sum = 0;
        points.push_back(point);
    }
    return points;
}

} // namespace tuermer::statistics
