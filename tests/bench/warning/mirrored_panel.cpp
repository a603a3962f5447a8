// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/warning/mirrored_panel.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace tuermer::bench {

WarningPanel mirrored(const WarningPanel& panel)
{
    WarningPanel result = panel;
    result.plan.falls = !panel.plan.falls;
    for (LabelledSeries& one : result.series)
        for (std::size_t i = 0; i < one.counts.size(); ++i)
            one.counts[i] = (one.exposure.empty() ? 0 : one.exposure[i]) - one.counts[i];
    return result;
}

WarningPanel falls_of(const WarningPanel& panel)
{
    std::map<std::pair<std::string, std::string>, const LabelledSeries*> base;
    for (const LabelledSeries& one : panel.series)
        if (one.condition == "base") base[{one.scenario, one.replicate}] = &one;
    WarningPanel result = panel;
    result.plan.falls = true;
    for (LabelledSeries& one : result.series) {
        const auto& calm = base.at({one.scenario, one.replicate})->counts;
        for (std::size_t i = 0; i < one.counts.size(); ++i)
            one.counts[i] = std::max(0.0, 2 * calm[i] - one.counts[i]);
    }
    return result;
}

} // namespace tuermer::bench
