// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/warning/stored_results.hpp"

namespace tuermer::bench {

namespace {

// ffA, ffB, ffC: farringtonFlexible with delta, nbPlugin, muan; glrnb: GLR on negative binomial
// counts; naive2sd: mean + 2 sd; yoy20: 20 % above the year before.
constexpr StoredResult results[] = {
    {"M96", "oracle", 0.84, 2, 77.2, 2.52, 42.9, 41.7},
    {"M96", "prototype (R)", 0.72, 2, 74.1, 2.84, 41.4, 39.5},
    {"M96", "glrnb (R)", 0.49, 3, 62.6, 3.61, 32.6, 27.4},
    {"Q40", "oracle", 0.79, 2, 64.8, 1.35, 42.5, 44.4},
    {"Q40", "prototype (R)", 0.71, 2, 50.1, 1.56, 30.2, 31.2},
    {"Q40", "ffB (R)", 5.14, 21, 65.9, 1.10, 14.5, 20.4},
    {"Q40", "ffC (R)", 3.37, 17, 58.0, 1.15, 21.6, 20.1},
    {"M36", "oracle", 1.05, 3, 63.1, 1.44, 28.1, 28.8},
    {"M36", "prototype (R)", 0.97, 3, 45.1, 1.82, 13.8, 14.4},
    {"M36", "glrnb (R)", 2.46, 9, 50.4, 1.61, -5.8, 5.6},
    {"A15", "oracle", 0.95, 6, 52.6, 0.48, 40.2, 40.7},
    {"A15", "prototype (R)", 3.71, 22, 46.1, 0.46, 28.7, 17.5},
    {"A15", "ffA (R)", 9.29, 56, 53.0, 0.31, 21.4, 15.2},
    {"A15", "ffB (R)", 6.10, 38, 45.5, 0.30, 23.2, 15.2},
    {"U96", "prototype (R)", 1.29, 2, 58.8, 2.16, 23.9, 24.4},
    {"U96", "naive2sd (R)", 12.33, 26, 68.0, 2.17, -158.2, 5.3},
    {"U96", "yoy20 (R)", 1.58, 8, 27.2, 4.19, -10.1, -5.6},
    {"R96", "prototype (R)", 1.59, 6, 66.5, 2.60, 22.5, 28.7},
    {"R96", "ffA (R)", 3.28, 11, 76.9, 2.50, -1.9, 29.0},
    {"R96", "ffB (R)", 2.70, 10, 67.1, 2.42, 4.4, 23.3},
};

} // namespace

std::span<const StoredResult> stored_results()
{
    return results;
}

} // namespace tuermer::bench
