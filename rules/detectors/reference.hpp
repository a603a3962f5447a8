// SPDX-License-Identifier: EUPL-1.2
// What a change is measured against, as written in `against`: "1 y", "same month last year",
// "pooled 3 y", "mean 3 y", "median of same months 5 y", or a fixed value.
#pragma once

#include "rules/detectors/detector.hpp"

#include <tl/expected.hpp>
#include <vector>

namespace tuermer {

struct Reference {
    enum class Kind : std::uint8_t {
        single, // one earlier period
        pooled, // numerators and denominators of several periods, each added up
        mean,   // of the values of several periods
        median,
        fixed, // a value that somebody set
    } kind = Kind::single;
    std::vector<int> back; // periods before the judged one, nearest first; empty when fixed
    double fixed = 0;
    Text text; // "die drei Jahre davor zusammen"

    int look_back() const { return back.empty() ? 0 : back.back(); }
};

// The reference, or the sentence that says what is wrong with it.
tl::expected<Reference, Text> parse_reference(std::string_view text,
                                              const DetectorContext& context);

} // namespace tuermer
