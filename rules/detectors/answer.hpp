// SPDX-License-Identifier: EUPL-1.2
// What one test says about one period, without the figures behind it: a byte, so that a row is
// judged by a loop and millions of answers can be kept.
#pragma once

#include "rules/detectors/truth.hpp"

#include <cstdint>

namespace tuermer {

class Answer {
public:
    Answer() = default; // unknown at every severity
    // The same at every severity; or one truth per severity, by shifts of two bits.
    static constexpr Answer same(Truth truth)
    {
        return Answer(static_cast<std::uint8_t>(truth) * 0x15U);
    }
    static constexpr Answer from_bits(unsigned bits) { return Answer(bits); }

    Truth truth(Severity severity) const
    {
        return static_cast<Truth>(bits_ >> (2 * static_cast<unsigned>(severity)) & 3U);
    }
    void set(Severity severity, Truth truth)
    {
        const auto shift = 2 * static_cast<unsigned>(severity);
        bits_ = static_cast<std::uint8_t>((bits_ & ~(3U << shift)) | static_cast<unsigned>(truth)
                                                                         << shift);
    }
    // Rests on a figure that is provisional or estimated.
    bool is_provisional() const { return (bits_ & provisional_bit) != 0; }
    void set_provisional(bool is)
    {
        bits_ = static_cast<std::uint8_t>(is ? bits_ | provisional_bit : bits_ & ~provisional_bit);
    }
    std::uint8_t bits() const { return bits_; }
    bool operator==(const Answer&) const = default;

    static constexpr unsigned provisional_bit = 0x40, all_bits = 0x7F;

private:
    constexpr explicit Answer(unsigned bits) : bits_(static_cast<std::uint8_t>(bits)) {}

    std::uint8_t bits_ = 0x3F;
};

} // namespace tuermer
