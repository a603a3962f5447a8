// SPDX-License-Identifier: EUPL-1.2
// The Mann–Kendall test for a monotone trend (Mann, Econometrica 1945; Kendall, Rank Correlation
// Methods, 1975): later values are compared with earlier ones, only the direction counts. It needs
// no distribution, but takes the periods for independent; for autocorrelated series see
// mann_kendall_hamed_rao.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace tuermer::statistics {

enum class TrendSide : std::uint8_t { either, rising, falling };

struct MannKendall {
    int n = 0;                     // values present
    std::int64_t s = 0;            // rising minus falling pairs
    std::int64_t tied_pairs = 0;   // pairs of equal values
    double variance = 0;           // of s without trend, corrected for ties
    double z = 0;                  // normal score of s; 0 where the variance is 0
    double p = 1;                  // by the normal approximation; 1 where the variance is 0
    std::optional<double> exact_p; // up to 10 values without ties: the one to use
    double tau_a = 0;              // s over all pairs
    double tau_b = 0;              // Kendall's tau-b, corrected for ties; 0 where undefined
};

struct MannKendallSettings {
    TrendSide side = TrendSide::either;
    bool continuity = true; // s moves one towards 0 before it is standardised
};

// Gaps are left out. Below 4 values the figures are computed but cannot show anything (the
// smallest exact p of 3 is 0.33, of 4 it is 0.083).
MannKendall mann_kendall(std::span<const double> series, const MannKendallSettings& settings = {});

// The score and p of a statistic s with a known variance; 0 and 1 where the variance is 0.
struct TrendScore {
    double z = 0;
    double p = 1;
};
TrendScore trend_score(std::int64_t s, double variance, const MannKendallSettings& settings = {});

// P of s or further out if all orders of n distinct values are equally likely, by counting
// inversions (Kendall 1975); `either` doubles the smaller tail. For n from 2 to 60.
double exact_trend_p(int n, std::int64_t s, TrendSide side);

} // namespace tuermer::statistics
