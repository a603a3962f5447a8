// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/stl_gaps.hpp"

#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

std::optional<std::vector<double>> season_medians(std::span<const double> series, std::size_t year)
{
    std::vector<double> medians;
    for (std::size_t season = 0; season < year; ++season) {
        std::vector<double> values;
        for (std::size_t i = season; i < series.size(); i += year)
            if (std::isfinite(series[i])) values.push_back(series[i]);
        if (values.empty()) return std::nullopt;
        medians.push_back(sequences::middle(values));
    }
    return medians;
}

// Between the neighbours that are present, at a place between them.
double interpolated(const PresentValues& present, double time)
{
    const auto next = std::upper_bound(present.times.begin(), present.times.end(), time);
    if (next == present.times.begin()) return present.values.front();
    if (next == present.times.end()) return present.values.back();
    const auto i = static_cast<std::size_t>(next - present.times.begin());
    const double share = (time - present.times[i - 1]) / (present.times[i] - present.times[i - 1]);
    return present.values[i - 1] + share * (present.values[i] - present.values[i - 1]);
}

} // namespace

std::optional<std::vector<double>> with_gaps_filled(std::span<const double> series,
                                                    std::size_t periods_per_year)
{
    const auto medians = season_medians(series, periods_per_year);
    if (!medians) return std::nullopt;
    std::vector<double> adjusted(series.begin(), series.end());
    for (std::size_t i = 0; i < adjusted.size(); ++i)
        adjusted[i] -= (*medians)[i % periods_per_year];
    const PresentValues present = present_values(adjusted);
    std::vector<double> filled(series.begin(), series.end());
    for (std::size_t i = 0; i < filled.size(); ++i)
        if (!std::isfinite(filled[i]))
            filled[i] = interpolated(present, static_cast<double>(i + 1)) +
                        (*medians)[i % periods_per_year];
    return filled;
}

} // namespace tuermer::statistics
