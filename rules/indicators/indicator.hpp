// SPDX-License-Identifier: EUPL-1.2
// What is computed: a rate that keeps its numerator and denominator, so that tests can judge
// reliability, pool years and protect small counts; or a plain value.
#pragma once

#include "rules/base/settings.hpp"
#include "rules/base/text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tuermer {

enum class Frame : std::uint8_t { need, resource, neutral };
enum class Polarity : std::uint8_t { lower_is_better, higher_is_better, none };

struct Indicator {
    std::string id;
    Text title;
    std::string numerator, denominator; // formulas of a rate, or both empty …
    std::string value;                  // … and a formula of a plain value
    double per = 1;                     // 100: percent, 1000: per mille; any other: "je N"
    std::string theme;
    Frame frame = Frame::neutral;
    Polarity polarity = Polarity::none;
    std::string concept_id; // group concept: "foreign", "migration_background" …; may be empty
    double minimum_denominator = 0;
    Text limits;  // what this figure does not say; required
    Text context; // what helps to read it
    std::vector<std::string> refers_to;
    bool perceived = false; // kind = "perceived"
    std::string measured_by;
    // A rate: who left the group measured without moving away (naturalised), of all who were in it.
    std::string drained_by;

    Place place;                                           // of the table
    Place numerator_place, denominator_place, value_place; // of the formula's first character

    bool is_rate() const { return value.empty(); }
};

} // namespace tuermer
