// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/event.hpp"

#include <array>

namespace tuermer {

std::string_view code_of(GateSay::Effect effect)
{
    constexpr std::array<std::string_view, 4> codes{"passed", "mentioned", "downgraded", "held"};
    return codes[static_cast<std::size_t>(effect)];
}

} // namespace tuermer
