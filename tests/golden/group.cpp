// SPDX-License-Identifier: EUPL-1.2
// Golden vectors of the group methods.
#include "tests/golden/method.hpp"

namespace tuermer::golden {

std::span<const Method> group_methods()
{
    return {};
}

} // namespace tuermer::golden
