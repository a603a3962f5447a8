// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/compare.hpp"

#include "rules/base/vectorised.hpp"

namespace tuermer {

namespace {

static_assert(sizeof(Answer) == 1 && Truth::band == static_cast<Truth>(1) &&
                  Truth::yes == static_cast<Truth>(2),
              "how many of the two lines a value has crossed is its truth");

struct Lines {
    double clear = 0, limit = 0;
};

// The two bits of a truth, `times` 0x15 in all three places or 1 << shift in one of them.
TUERMER_VECTORISED void cross_upward(const double* __restrict values, std::size_t count,
                                     Lines lines, unsigned times, std::uint8_t* __restrict bits)
{
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned crossed =
            (values[i] >= lines.clear ? 1U : 0U) + (values[i] >= lines.limit ? 1U : 0U);
        bits[i] = static_cast<std::uint8_t>(bits[i] | crossed * times);
    }
}

TUERMER_VECTORISED void cross_downward(const double* __restrict values, std::size_t count,
                                       Lines lines, unsigned times, std::uint8_t* __restrict bits)
{
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned crossed =
            (values[i] <= lines.clear ? 1U : 0U) + (values[i] <= lines.limit ? 1U : 0U);
        bits[i] = static_cast<std::uint8_t>(bits[i] | crossed * times);
    }
}

} // namespace

void compare(std::span<const double> values, const Limits& limits, Answer* answers)
{
    auto* bits = reinterpret_cast<std::uint8_t*>(answers);
    std::fill_n(bits, values.size(), std::uint8_t{0});
    const auto cross = limits.upward ? cross_upward : cross_downward;
    if (limits.ladder.empty()) {
        cross(values.data(), values.size(), {limits.lowest().clear, limits.lowest().value}, 0x15U,
              bits);
        return;
    }
    for (std::size_t i = 0; i < severities; ++i)
        cross(values.data(), values.size(), {limits.of[i].clear, limits.of[i].value}, 1U << 2 * i,
              bits);
}

} // namespace tuermer
