// SPDX-License-Identifier: EUPL-1.2
// Cumulative sums (Page, Biometrika 1954): small shifts add up until they can no longer be chance.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tuermer::statistics {

// Both sides of a tabular CUSUM of z = (x − centre)/sd.
struct TabularCusum {
    std::vector<double> upper; // max(0, S + z − slack)
    std::vector<double> lower; // min(0, S + z + slack): negative where the figures lie low
};

// NaN leaves both sums as they are. No restart: a signal is where |S| exceeds the limit.
TabularCusum tabular_cusum(std::span<const double> figures, double centre, double sd, double slack);

// One step of the upper sum over normal scores; a score counts for 4 at most, so that no single
// outlier passes for a shift.
double accumulate_score(double sum, double score, double slack);

enum class CountScale : std::uint8_t { rossi, standard, anscombe, none };

// A count with Poisson mean m as a nearly standard normal figure (Rossi and others 1999).
double standardised_count(double count, double mean, CountScale scale);

// The upper CUSUM of standardised counts, one mean per count (surveillance::cusum). On
// overdispersed or autocorrelated counts its Poisson scale alarms in 18–62 % of all periods: for
// comparison only.
std::vector<double> count_cusum(std::span<const double> counts, std::span<const double> means,
                                CountScale scale, double slack);

// Poisson means for periods first..last (from 1) by a GLM with one harmonic, fitted to the periods
// before the first.
std::vector<double> seasonal_poisson_means(std::span<const double> counts, int frequency, int first,
                                           int last);

struct BinomialCusum {
    std::vector<double> sum; // before a restart
    std::vector<bool> alarm;
};

// The likelihood ratio CUSUM of share p1 against p0 over cases of trials; starts anew after each
// alarm (sum > limit). Trials of 0 or NaN change nothing. Shares in (0, 1).
BinomialCusum binomial_cusum(std::span<const double> cases, std::span<const double> trials,
                             double p0, double p1, double limit);

} // namespace tuermer::statistics
