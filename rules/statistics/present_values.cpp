// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tuermer::statistics {

PresentValues present_values(std::span<const double> series)
{
    PresentValues present;
    present.values.reserve(series.size());
    present.times.reserve(series.size());
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (!std::isfinite(series[i])) continue;
        present.values.push_back(series[i]);
        present.times.push_back(static_cast<double>(i + 1));
    }
    return present;
}

namespace sequences {

double middle(std::span<double> values)
{
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), half, values.end());
    if (values.size() % 2 == 1) return *half;
    return std::midpoint(*std::max_element(values.begin(), half), *half);
}

std::vector<double> ranks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t next = first;
        while (next < order.size() && values[order[next]] == values[order[first]]) ++next;
        const double shared = static_cast<double>(first + 1 + next) / 2;
        for (; first < next; ++first) ranks[order[first]] = shared;
    }
    return ranks;
}

double mean(std::span<const double> values)
{
    const auto n = static_cast<double>(values.size());
    const double first = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double rest = 0;
    for (const double value : values) rest += value - first;
    return first + rest / n; // of equal values exactly that value
}

double upper_normal(double z)
{
    return std::erfc(z / std::sqrt(2.0)) / 2;
}

} // namespace sequences
} // namespace tuermer::statistics
