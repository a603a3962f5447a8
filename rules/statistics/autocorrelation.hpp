// SPDX-License-Identifier: EUPL-1.2
// How much a series resembles itself some periods before: what trend tests and charts must know
// before they take neighbouring periods for independent.
#pragma once

#include <span>
#include <vector>

namespace tuermer::statistics {

// Autocorrelations of lag 1, 2, … up to max_lag, or as many as the length allows. Sums are divided
// by the number of periods, so that the estimates form a valid sequence (Box and Jenkins); with
// gaps by the number of pairs present plus the lag. A series without variance has 0 throughout.
std::vector<double> autocorrelations(std::span<const double> series, int max_lag);

} // namespace tuermer::statistics
