// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/pettitt.hpp"

#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

std::optional<Pettitt> pettitt(std::span<const double> series)
{
    const PresentValues present = present_values(series);
    if (present.values.empty()) return std::nullopt;
    const auto ranks = sequences::ranks(present.values);
    const auto n = static_cast<double>(ranks.size());
    Pettitt result{-1, {}, 1};
    double sum = 0;
    for (std::size_t k = 0; k < ranks.size(); ++k) {
        sum += 2 * ranks[k] - (n + 1); // whole numbers: exact
        if (std::abs(sum) > result.u) result = {std::abs(sum), {}, 1};
        if (std::abs(sum) == result.u) result.last.push_back(present.position(k));
    }
    result.p = std::min(1.0, 2 * std::exp(-6 * result.u * result.u / (n * n * n + n * n)));
    return result;
}

} // namespace tuermer::statistics
