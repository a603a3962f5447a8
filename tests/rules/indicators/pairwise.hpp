// SPDX-License-Identifier: EUPL-1.2
// How a window is folded, told by recursion (rules/indicators/windows.hpp): the length's binary
// digits cut it into blocks, the smallest the oldest; blocks are halved.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace tuermer::naive {

// Of `leaf` of each value, put together by `join`.
template <class Leaf, class Join>
auto pairwise(std::span<const double> values, Leaf leaf, Join join) -> decltype(leaf(values[0]))
{
    const auto n = values.size();
    if (n == 1) return leaf(values[0]);
    const auto smallest = n & (~n + 1);
    if (smallest == n)
        return join(pairwise(values.first(n / 2), leaf, join),
                    pairwise(values.subspan(n / 2), leaf, join));
    // The newest block is the largest; what is older was put together before.
    std::size_t largest = 1;
    while (largest * 2 <= n) largest *= 2;
    return join(pairwise(values.first(n - largest), leaf, join),
                pairwise(values.subspan(n - largest), leaf, join));
}

inline double pairwise_sum(std::span<const double> values)
{
    return pairwise(
        values, [](double x) { return x; }, [](double a, double b) { return a + b; });
}

struct Moments {
    double count = 0, sum = 0, squares = 0; // about the mean
};

// Chan, Golub and LeVeque 1983, (1.5b), as the engine writes it for equal and for other sizes.
inline Moments join(const Moments& a, const Moments& b)
{
    const bool equal = a.count == b.count;
    const double apart = equal ? a.sum - b.sum : b.count * a.sum - a.count * b.sum;
    const double weight = equal ? 0.5 / a.count : 1 / (a.count * b.count * (a.count + b.count));
    return {a.count + b.count, a.sum + b.sum, a.squares + b.squares + apart * apart * weight};
}

inline double pairwise_deviation(std::span<const double> values)
{
    const auto all = pairwise(
        values,
        [](double x) {
            return Moments{1, x, 0};
        },
        join);
    return std::sqrt(all.squares / all.count);
}

} // namespace tuermer::naive
