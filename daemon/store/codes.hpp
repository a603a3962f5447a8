// SPDX-License-Identifier: EUPL-1.2
// Codes as they are stored, and the way back from a code to its value.
#pragma once

#include "rules/alerts/event.hpp"

#include <optional>
#include <string_view>

namespace tuermer::stored {

template <class Enum>
std::string_view name_of(Enum value)
{
    return code_of(value); // of the rules
}

constexpr std::string_view name_of(Scale scale)
{
    switch (scale) {
    case Scale::own_unit:
        return "own_unit";
    case Scale::points:
        return "points";
    case Scale::percent:
        return "percent";
    case Scale::factor:
        return "factor";
    }
    return {};
}

constexpr Missing last_of(Missing)
{
    return Missing::withdrawn;
}
constexpr Status last_of(Status)
{
    return Status::limited;
}
constexpr Severity last_of(Severity)
{
    return Severity::urgent;
}
constexpr Truth last_of(Truth)
{
    return Truth::unknown;
}
constexpr Phase last_of(Phase)
{
    return Phase::recovering;
}
constexpr Transition last_of(Transition)
{
    return Transition::rekeyed;
}
constexpr Reach last_of(Reach)
{
    return Reach::record;
}
constexpr Scale last_of(Scale)
{
    return Scale::factor;
}
constexpr GateSay::Effect last_of(GateSay::Effect)
{
    return GateSay::Effect::held;
}

// The value that has this code; nothing for a code nobody wrote.
template <class Enum>
std::optional<Enum> value_of(std::string_view code)
{
    for (int number = 0; number <= static_cast<int>(last_of(Enum{})); ++number)
        if (name_of(static_cast<Enum>(number)) == code) return static_cast<Enum>(number);
    return std::nullopt;
}

} // namespace tuermer::stored
