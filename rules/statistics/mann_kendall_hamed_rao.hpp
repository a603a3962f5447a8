// SPDX-License-Identifier: EUPL-1.2
// Mann–Kendall for autocorrelated series: the variance of s is stretched by the autocorrelation of
// the ranks once the trend is taken out (Hamed and Rao, Journal of Hydrology 1998). For short
// series a block bootstrap instead.
#pragma once

#include "rules/statistics/mann_kendall.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace tuermer::statistics {

struct HamedRaoSettings {
    double confidence = 0.95;  // an autocorrelation counts if it is significant at this level
    int lags = 0;              // 1 to so many; 0: all there are
    bool to_first_gap = false; // only up to the first insignificant lag
    std::optional<double> smallest_stretch = std::nullopt; // the factor is at least this
    MannKendallSettings test = {};
};

// As published, with all lags: R's modifiedmk::mmkh.
HamedRaoSettings published_hamed_rao();
// The engine's default: lags up to a quarter of the series or two years, whichever is less, only
// up to the first insignificant one; never a smaller variance than without correction. The
// published form sums many chance correlations and may make the test overconfident.
HamedRaoSettings cautious_hamed_rao(int n, int periods_per_year);

struct HamedRao {
    MannKendall plain;       // without correction
    double slope = 0;        // Theil–Sen, per period
    double stretch = 1;      // factor on the variance
    double variance = 0;     // of s, stretched
    std::optional<double> z; // nothing where the stretched variance is negative
    std::optional<double> p;
};

// Gaps are closed up before the lags are counted. Nothing below 3 values.
std::optional<HamedRao> mann_kendall_hamed_rao(std::span<const double> series,
                                               const HamedRaoSettings& settings);

// For fewer than 20 values: (1 + resamples at least as extreme) / (1 + resamples), where
// resamples draw circular blocks of the series without its slope (Künsch 1989; Politis and Romano
// 1992). Block length ceil(n^(1/3)), of monthly series a year. The same seed gives the same p.
struct BlockBootstrapSettings {
    int resamples = 999;
    int periods_per_year = 1;
    std::uint64_t seed = 0; // of the series: its key's hash
    TrendSide side = TrendSide::either;
};
std::optional<double> block_bootstrap_trend_p(std::span<const double> series,
                                              const BlockBootstrapSettings& settings);

} // namespace tuermer::statistics
