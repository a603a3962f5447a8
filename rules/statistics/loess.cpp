// SPDX-License-Identifier: EUPL-1.2
// Details that decide the last digits are Cleveland et al. 1990's: weights are 1 within a
// thousandth of the bandwidth and 0 in its last thousandth; a line is only fitted where the points
// spread by more than a thousandth of the range.
#include "rules/statistics/loess.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

struct Neighbours {
    std::size_t first = 0, last = 0;
};

// The `window` points around i, kept within the series.
Neighbours neighbours(std::size_t i, std::size_t n, std::size_t window)
{
    if (window >= n) return {0, n - 1};
    const std::size_t before = (window + 1) / 2 - 1;
    const std::size_t first = std::min(i > before ? i - before : 0, n - window);
    return {first, first + window - 1};
}

double tricube(double distance, double bandwidth)
{
    if (distance > 0.999 * bandwidth) return 0;
    if (distance <= 0.001 * bandwidth) return 1;
    const double share = distance / bandwidth;
    const double rest = 1 - share * share * share;
    return rest * rest * rest;
}

double bandwidth_at(double x, const Neighbours& near, std::size_t n, std::size_t window)
{
    const double reach =
        std::max(x - static_cast<double>(near.first), static_cast<double>(near.last) - x);
    return window > n ? reach + static_cast<double>((window - n) / 2) : reach;
}

// Turns weights for a local mean into weights for a local line at x.
void tilt(std::vector<double>& weights, double x, std::size_t first, double range)
{
    double centre = 0, spread = 0;
    for (std::size_t j = 0; j < weights.size(); ++j)
        centre += weights[j] * static_cast<double>(first + j);
    for (std::size_t j = 0; j < weights.size(); ++j) {
        const double away = static_cast<double>(first + j) - centre;
        spread += weights[j] * away * away;
    }
    if (std::sqrt(spread) <= 0.001 * range) return;
    const double slope = (x - centre) / spread;
    for (std::size_t j = 0; j < weights.size(); ++j)
        weights[j] *= slope * (static_cast<double>(first + j) - centre) + 1;
}

// Fills in between two fitted points.
void draw_line(std::vector<double>& fit, std::size_t from, std::size_t to)
{
    const double step = (fit[to] - fit[from]) / static_cast<double>(to - from);
    for (std::size_t j = from + 1; j < to; ++j)
        fit[j] = fit[from] + step * static_cast<double>(j - from);
}

} // namespace

double loess_at(double x, std::span<const double> values, std::size_t first, std::size_t last,
                const LoessSettings& settings, std::span<const double> robustness)
{
    const double bandwidth = bandwidth_at(x, {first, last}, values.size(), settings.window);
    std::vector<double> weights(last - first + 1);
    double total = 0;
    for (std::size_t j = 0; j < weights.size(); ++j) {
        weights[j] = tricube(std::abs(static_cast<double>(first + j) - x), bandwidth);
        if (!robustness.empty()) weights[j] *= robustness[first + j];
        total += weights[j];
    }
    if (!(total > 0)) return std::nan("");
    for (double& weight : weights) weight /= total;
    if (bandwidth > 0 && settings.degree > 0)
        tilt(weights, x, first, static_cast<double>(values.size()) - 1);
    double fit = 0;
    for (std::size_t j = 0; j < weights.size(); ++j) fit += weights[j] * values[first + j];
    return fit;
}

std::vector<double> loess(std::span<const double> values, const LoessSettings& settings,
                          std::span<const double> robustness)
{
    const std::size_t n = values.size();
    std::vector<double> fit(values.begin(), values.end());
    if (n < 2) return fit;
    const std::size_t jump = std::min(settings.jump, n - 1);
    const auto fit_at = [&](std::size_t i) {
        const Neighbours near = neighbours(i, n, settings.window);
        const double smooth =
            loess_at(static_cast<double>(i), values, near.first, near.last, settings, robustness);
        return std::isnan(smooth) ? values[i] : smooth;
    };
    fit[0] = fit_at(0);
    for (std::size_t last = 0; last + 1 < n;) {
        const std::size_t next = std::min(last + jump, n - 1);
        fit[next] = fit_at(next);
        draw_line(fit, last, next);
        last = next;
    }
    return fit;
}

} // namespace tuermer::statistics
