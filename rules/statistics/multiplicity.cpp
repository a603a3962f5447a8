// SPDX-License-Identifier: EUPL-1.2
// Every adjustment is a factor by rank and a running extreme that keeps the order.
#include "rules/statistics/multiplicity.hpp"

#include <algorithm>
#include <cstddef>

namespace tuermer::statistics {

namespace {

using Ranked = std::vector<std::size_t>; // places of the known p-values, smallest first

Ranked ranked(std::span<const std::optional<double>> p_values)
{
    Ranked places;
    for (std::size_t i = 0; i < p_values.size(); ++i)
        if (p_values[i] && *p_values[i] >= 0 && *p_values[i] <= 1) places.push_back(i);
    std::stable_sort(places.begin(), places.end(),
                     [&](std::size_t a, std::size_t b) { return *p_values[a] < *p_values[b]; });
    return places;
}

double harmonic(std::size_t count)
{
    double sum = 0;
    for (std::size_t i = 1; i <= count; ++i) sum += 1 / static_cast<double>(i);
    return sum;
}

double factor(Adjustment adjustment, std::size_t rank, std::size_t count)
{
    const auto n = static_cast<double>(count), i = static_cast<double>(rank);
    switch (adjustment) {
    case Adjustment::bonferroni:
        return n;
    case Adjustment::holm:
        return n - i + 1;
    case Adjustment::benjamini_hochberg:
        return n / i;
    case Adjustment::benjamini_yekutieli:
        return n / i * harmonic(count);
    }
    return n;
}

} // namespace

std::vector<std::optional<double>> adjusted(std::span<const std::optional<double>> p_values,
                                            Adjustment adjustment, std::size_t tests)
{
    const Ranked places = ranked(p_values);
    tests = std::max(tests, places.size());
    std::vector<std::optional<double>> result(p_values.size());
    for (std::size_t rank = 1; rank <= places.size(); ++rank)
        result[places[rank - 1]] =
            std::min(1.0, *p_values[places[rank - 1]] * factor(adjustment, rank, tests));
    const bool steps_up = adjustment == Adjustment::benjamini_hochberg ||
                          adjustment == Adjustment::benjamini_yekutieli;
    for (std::size_t i = 1; steps_up && i < places.size(); ++i) {
        auto& here = result[places[places.size() - 1 - i]];
        here = std::min(*here, *result[places[places.size() - i]]);
    }
    for (std::size_t i = 1; adjustment == Adjustment::holm && i < places.size(); ++i)
        result[places[i]] = std::max(*result[places[i]], *result[places[i - 1]]);
    return result;
}

} // namespace tuermer::statistics
