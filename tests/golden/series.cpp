// SPDX-License-Identifier: EUPL-1.2
// Golden vectors of the series methods.
#include "tests/golden/method.hpp"

namespace tuermer::golden {

std::span<const Method> series_methods()
{
    return {};
}

} // namespace tuermer::golden
