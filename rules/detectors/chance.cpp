// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/chance.hpp"

namespace tuermer {

NamedInterval level_interval(const Counts& now, double confidence)
{
    const auto share = statistics::wilson(now.count, now.exposure, confidence);
    if (now.is_rate && share) return {share, "Wilson"};
    return {statistics::poisson_rate(now.count, now.exposure, confidence), "Garwood"};
}

NamedInterval difference_interval(const Counts& now, const Counts& before, double confidence)
{
    const auto shares =
        statistics::newcombe(now.count, now.exposure, before.count, before.exposure, confidence);
    if (now.is_rate && before.is_rate && shares) return {shares, "Newcombe"};
    return {statistics::rate_difference(now.count, now.exposure, before.count, before.exposure,
                                        confidence),
            "Garwood, MOVER"};
}

NamedInterval ratio_interval(const Counts& now, const Counts& before, double confidence)
{
    const auto ratio =
        statistics::rate_ratio(now.count, now.exposure, before.count, before.exposure, confidence);
    if (!ratio || !ratio->upper) return {};
    return {statistics::Interval{ratio->lower, *ratio->upper, confidence}, "Clopper-Pearson"};
}

} // namespace tuermer
