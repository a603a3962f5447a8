// SPDX-License-Identifier: EUPL-1.2
// Direct standardisation: what would the rate be if the area were as old (or otherwise composed) as
// a standard population? "Explained by age?" is the difference of the crude and adjusted rates.
#pragma once

#include "rules/statistics/intervals.hpp"

#include <optional>
#include <span>

namespace tuermer::statistics {

// One age class or other layer: cases and persons of the area, persons of the standard population.
struct Stratum {
    double count = 0, population = 0, standard = 0;
};

struct StandardisedRate {
    double crude = 0;    // cases per person
    double adjusted = 0; // weighted by the standard
    Interval interval;   // of the adjusted rate: gamma interval of Fay and Feuer, Stat. Med. 1997
};

// Nothing for a negative figure, a standard that adds up to 0, or a stratum without persons that
// the standard needs. Without any case the lower limit is 0.
std::optional<StandardisedRate> direct_standardised_rate(std::span<const Stratum> strata,
                                                         double confidence);

} // namespace tuermer::statistics
