// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/breakpoints.hpp"

#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace tuermer::statistics {

namespace {

struct Division {
    double rest = std::numeric_limits<double>::infinity();
    std::size_t last_break = 0;
};

// The best last break for the first `end` values in m + 1 segments.
Division best_division(std::size_t end, std::size_t m, std::size_t shortest,
                       const std::vector<Division>& with_one_less, const SegmentFits& fits)
{
    Division best;
    for (std::size_t at = m * shortest; at + shortest <= end; ++at) {
        const double rest = with_one_less[at].rest + fits.rest(at, end);
        if (rest < best.rest) best = {rest, at};
    }
    return best;
}

// Row m, column end: the best division of the first `end` values by m breaks.
std::vector<std::vector<Division>> divisions(std::size_t n, std::size_t shortest,
                                             std::size_t most_breaks, const SegmentFits& fits)
{
    std::vector<std::vector<Division>> table(most_breaks + 1, std::vector<Division>(n + 1));
    for (std::size_t end = shortest; end <= n; ++end) table[0][end] = {fits.rest(0, end), 0};
    for (std::size_t m = 1; m <= most_breaks; ++m)
        for (std::size_t end = (m + 1) * shortest; end <= n; ++end)
            table[m][end] = best_division(end, m, shortest, table[m - 1], fits);
    return table;
}

std::optional<double> schwarz(double rest, double n, double parameters)
{
    if (!(rest > 0)) return std::nullopt;
    return n * (std::log(rest) - std::log(n) + std::log(2 * std::numbers::pi) + 1) +
           std::log(n) * parameters;
}

// The number of breaks with the least criterion; a perfect fit beats all, with the fewest breaks.
std::size_t best_number(const Breakpoints& found)
{
    const auto perfect = std::find(found.bic.begin(), found.bic.end(), std::nullopt);
    const auto best =
        perfect != found.bic.end() ? perfect : std::min_element(found.bic.begin(), found.bic.end());
    return static_cast<std::size_t>(best - found.bic.begin());
}

std::vector<int> trace_back(const std::vector<std::vector<Division>>& table, std::size_t breaks,
                            const PresentValues& present)
{
    std::vector<int> result(breaks);
    std::size_t end = present.size();
    for (std::size_t m = breaks; m > 0; --m) {
        end = table[m][end].last_break;
        result[m - 1] = present.position(end - 1);
    }
    return result;
}

std::size_t segment_length(double share, std::size_t n)
{
    if (share >= 1) return static_cast<std::size_t>(share);
    return static_cast<std::size_t>(std::floor(share * static_cast<double>(n)));
}

std::size_t break_limit(const BreakpointSettings& settings, std::size_t n, std::size_t shortest)
{
    const std::size_t fitting = n / shortest - 1; // so many segments have room
    const std::size_t customary = std::max<std::size_t>((n + shortest - 1) / shortest, 2) - 2;
    if (!settings.most_breaks) return std::min(fitting, customary);
    return std::min(fitting, static_cast<std::size_t>(std::max(0, *settings.most_breaks)));
}

} // namespace

std::optional<Breakpoints> breakpoints(std::span<const double> series,
                                       const BreakpointSettings& settings)
{
    const PresentValues present = present_values(series);
    const std::size_t n = present.size();
    if (!(settings.smallest_share > 0) || !std::isfinite(settings.smallest_share))
        return std::nullopt;
    const std::size_t shortest = segment_length(settings.smallest_share, n);
    const int width = coefficients(settings.model);
    if (shortest <= static_cast<std::size_t>(width) || 2 * shortest > n) return std::nullopt;
    const SegmentFits fits(settings.model, present.times, present.values);
    if (!fits.are_finite()) return std::nullopt;

    const auto table = divisions(n, shortest, break_limit(settings, n, shortest), fits);
    Breakpoints result;
    for (std::size_t m = 0; m < table.size(); ++m) {
        const double rest = table[m][n].rest;
        result.rest.push_back(rest);
        result.bic.push_back(
            schwarz(rest, static_cast<double>(n), (width + 1) * (static_cast<double>(m) + 1)));
    }
    result.breaks = trace_back(table, best_number(result), present);
    return result;
}

} // namespace tuermer::statistics
