// SPDX-License-Identifier: EUPL-1.2
// Counts of which some cases are still to come while a period is provisional: `complete` says what
// share is in, the newest period first; as many shares as periods are provisional at a time. Each
// case is in by itself with this probability (binomial thinning).
#pragma once

#include "rules/detectors/detector.hpp"
#include "rules/statistics/seasonal_expectation.hpp"

#include <optional>
#include <span>
#include <vector>

namespace tuermer {

// `complete`: ["60 %", "90 %"]. Of counts only, and of rates in percent where they are read as
// counts over their whole denominator. Notes every mistake.
std::vector<double> read_complete(Settings& settings, const DetectorContext& context,
                                  std::optional<statistics::Family> model);
// The same for a test that otherwise asks for no model: `model = "counts"`, or nothing.
std::vector<double> read_complete_of_counts(Settings& settings, const DetectorContext& context);

// How old a provisional figure is, those before it tell: the first of them is the oldest. Nothing
// later is asked. 1 where the period is not provisional, or nothing is written; nothing where more
// periods in a row are provisional than there are shares.
std::optional<double> share_in(const Sight& sight, Period period, std::span<const double> complete);
Text too_many_provisional(std::size_t shares);

} // namespace tuermer
