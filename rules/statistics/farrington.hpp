// SPDX-License-Identifier: EUPL-1.2
// Farrington's outbreak detection as Noufaily and others improved it (Statistics in Medicine 2013):
// is the newest count larger than the same season of earlier years lets expect? The anchor's own
// method (R's surveillance::farringtonFlexible), for comparison with the practice of the Robert
// Koch Institute; the composite is the better alarm.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace tuermer::statistics {

enum class FarringtonThreshold : std::uint8_t {
    delta,     // normal on the scale y^(2/3), with the mean's own uncertainty
    nb_plugin, // negative binomial quantile around the expected mean
    muan,      // the same around the mean's upper confidence limit
};

enum class FarringtonMode : std::uint8_t {
    parity,    // as surveillance 1.20.3 answers, with its oversight (methods.md 4.4)
    corrected, // the dispersion of the reweighted fit; all-zero references by Bayes (4.6)
};

struct FarringtonSettings {
    int frequency = 12;   // periods per year
    int years = 5;        // b
    int half_window = 3;  // w, periods on both sides of each reference point
    int seasons = 1;      // noPeriods: 1 = only the windows, more = the rest of the year in blocks
    int left_out = -1;    // pastWeeksNotIncluded: newest periods not learnt from; −1 = w
    bool reweight = true; // past outbreaks count less
    double weights_threshold = 2.58;
    double alpha = 0.05; // one-sided
    bool trend = true;
    double trend_level = 0.05; // p-value below which the trend stays; 1 = always where allowed
    double complete = 1;  // share of the newest count's cases that is in; the offset holds it, too
    int least_cases = 5;  // limit54: no statement with fewer cases
    int case_periods = 4; //   in so many periods, the newest included
    FarringtonThreshold threshold = FarringtonThreshold::delta;
    FarringtonMode mode = FarringtonMode::corrected;
};

struct FarringtonPoint {
    std::optional<double> upper; // nothing with fewer than least_cases; parity: nor with a gap
                                 // among the last case_periods
    std::optional<double> trend; // per period on the log scale, where it was kept
    double expected = 0;
    double fitted = 0; // exp of the linear predictor; with muan its upper limit, which is expected
    double error = 0;  // standard error of the linear predictor
    double p_value = 1;
    double dispersion = 1;
    double score = 0; // (y − expected)/(upper − expected): above 1 is beyond the limit
    bool alarm = false;
};

// Judges the last of the counts; NaN is a gap. population: per period, as offset; empty: none.
// Nothing where the history is too short (years × frequency + half_window), the newest count is
// missing (parity: a point without limit and with p 1) or the fit does not converge. Cost: three or
// four fits.
std::optional<FarringtonPoint> farrington(std::span<const double> counts,
                                          std::span<const double> population,
                                          const FarringtonSettings& settings);

} // namespace tuermer::statistics
