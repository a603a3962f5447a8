// SPDX-License-Identifier: EUPL-1.2
// Which way a figure must go to be told: a setting, or what the indicator calls bad.
#pragma once

#include "rules/detectors/detector.hpp"

namespace tuermer {

enum class Direction : std::uint8_t { up, down, both };

// `direction`; left out: against the indicator's polarity, without one the rise of a need and the
// fall of a resource, and both of what is neutral.
Direction read_direction(Settings& settings, const DetectorContext& context);

constexpr bool looks_up(Direction direction)
{
    return direction != Direction::down;
}
constexpr bool looks_down(Direction direction)
{
    return direction != Direction::up;
}

} // namespace tuermer
