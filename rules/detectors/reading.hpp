// SPDX-License-Identifier: EUPL-1.2
// A figure taken from a sight, judged for whether a verdict may rest on it: is it there, is it
// reliable, is its denominator large enough. One reading is one period, or several pooled.
#pragma once

#include "rules/detectors/chance.hpp"
#include "rules/detectors/detector.hpp"
#include "rules/detectors/reference.hpp"

namespace tuermer {

struct Reading {
    Figure figure;
    double value = 0; // finite; meaningful unless `unknown`
    std::optional<Counts> counts;
    Text unknown; // why no verdict may rest on it; empty otherwise
};

struct ReadingTerms {
    bool accept_limited = false; // "( )"
    Text area;                   // "Land" before each period, or empty for the own area
};

Reading read_now(const Sight& sight, const ReadingTerms& terms);
Reading read_reference(const Sight& sight, const Reference& reference, const ReadingTerms& terms);

} // namespace tuermer
