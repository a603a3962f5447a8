// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/survey.hpp"

#include <algorithm>

namespace tuermer {

std::optional<Observation> contradiction(const std::vector<Observation>& observations)
{
    const auto before = [](const Observation& a, const Observation& b) {
        return place_of(a) < place_of(b);
    };
    const auto disagree = [](const Observation& a, const Observation& b) {
        return place_of(a) == place_of(b) && a.cell != b.cell;
    };
    const auto first = [&](const std::vector<Observation>& sorted) {
        const auto found = std::ranges::adjacent_find(sorted, disagree);
        return found == sorted.end() ? std::nullopt : std::optional(*found);
    };
    if (std::ranges::is_sorted(observations, before)) return first(observations);
    auto sorted = observations;
    std::ranges::stable_sort(sorted, before);
    return first(sorted);
}

} // namespace tuermer
