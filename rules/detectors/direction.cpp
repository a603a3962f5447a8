// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/direction.hpp"

namespace tuermer {

namespace {

Direction usual_direction(const Indicator& indicator)
{
    if (indicator.polarity == Polarity::lower_is_better) return Direction::up;
    if (indicator.polarity == Polarity::higher_is_better) return Direction::down;
    if (indicator.frame == Frame::need) return Direction::up;
    return indicator.frame == Frame::resource ? Direction::down : Direction::both;
}

} // namespace

Direction read_direction(Settings& settings, const DetectorContext& context)
{
    const auto word = settings.one_of("direction", {"up", "down", "both"});
    if (word) {
        if (*word == "both") return Direction::both;
        return *word == "up" ? Direction::up : Direction::down;
    }
    return context.indicator == nullptr ? Direction::both : usual_direction(*context.indicator);
}

} // namespace tuermer
