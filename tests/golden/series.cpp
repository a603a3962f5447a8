// SPDX-License-Identifier: EUPL-1.2
// Golden vectors of the series methods: trends, breaks, look-ahead and smoothing.
#include "tests/golden/series.hpp"

namespace tuermer::golden {

std::span<const Method> series_methods()
{
    static const std::vector<Method> all = [] {
        std::vector<Method> methods;
        for (const auto part : {trend_methods(), break_methods(), forecast_methods()})
            methods.insert(methods.end(), part.begin(), part.end());
        return methods;
    }();
    return all;
}

} // namespace tuermer::golden
