// SPDX-License-Identifier: EUPL-1.2
// The one source of chance: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), a counter stirred
// by a fixed mixing function. The same seed gives the same numbers on every machine.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tuermer::statistics {

class SeededRandom {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next()
    {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31);
    }

    double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; } // in [0, 1)

    // One of 0, …, bound − 1; bound > 0. The bias, bound / 2^53, is far below what can be noticed.
    std::size_t below(std::size_t bound)
    {
        return static_cast<std::size_t>(uniform() * static_cast<double>(bound));
    }

private:
    std::uint64_t state_;
};

} // namespace tuermer::statistics
