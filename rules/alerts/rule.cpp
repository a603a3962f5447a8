// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/rule.hpp"

#include <algorithm>
#include <array>

namespace tuermer {

std::string_view code_of(BreakAdvice advice)
{
    constexpr std::array<std::string_view, 3> codes{"ignore", "downgrade", "hold"};
    return codes[static_cast<std::size_t>(advice)];
}

std::string_view code_of(MissingPolicy missing)
{
    constexpr std::array<std::string_view, 3> codes{"keep", "alert", "clear"};
    return codes[static_cast<std::size_t>(missing)];
}

std::string_view code_of(Role role)
{
    constexpr std::array<std::string_view, 5> codes{"statistics", "integration", "leadership",
                                                    "public", "it"};
    return codes[static_cast<std::size_t>(role)];
}

int Rule::look_back() const
{
    int longest = 0;
    for (const auto* tests : {&when, &any})
        for (const auto& test : *tests) longest = std::max(longest, test->look_back());
    return longest;
}

} // namespace tuermer
