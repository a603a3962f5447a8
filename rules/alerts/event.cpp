// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/event.hpp"

#include <array>

namespace tuermer {

std::string_view code_of(GateSay::Effect effect)
{
    constexpr std::array<std::string_view, 4> codes{"passed", "mentioned", "downgraded", "held"};
    return codes[static_cast<std::size_t>(effect)];
}

Event as_judged(Event event)
{
    const auto is_about_telling = [](const GateSay& say) {
        return say.gate == "budget" || say.gate == "recipients" || say.gate == "history";
    };
    if (std::erase_if(event.evidence.gates, is_about_telling) > 0) event.reach = Reach::notify;
    return event;
}

} // namespace tuermer
