// SPDX-License-Identifier: EUPL-1.2
// What a short history lets expect of a later period: level, trend and season in a generalised
// linear model whose trend and season are held back by priors, so that a dozen figures suffice;
// past outbreaks count less (Anscombe weights, as in Noufaily and others 2013).
#pragma once

#include "rules/statistics/glm.hpp"
#include "rules/statistics/scaled_cholesky.hpp"
#include "rules/statistics/seasonal_rows.hpp"

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

// One series, oldest period first; NaN is a gap. Exposure belongs to counts (per so many persons:
// the offset) and to shares (trials, then values are cases); empty: none. `complete`, of counts:
// the share of each that is in already (0 to 1]; the composite thins what it expects. Empty: all of
// it.
struct SeasonalSeries {
    std::span<const double> values;
    std::span<const double> exposure = {};
    std::span<const double> complete = {};
};

// The exposure that belongs to what is in of each count: its own times `complete`.
std::vector<double> exposure_so_far(const SeasonalSeries& series);

enum class Outliers : std::uint8_t { high, low, both };

struct SeasonalPrior {
    int frequency = 12; // 12, 4 or 1 periods per year; others have no season
    Family family = Family::count;
    double trend_sd = 0.15; // per year; log or logit scale, of a real figure its level
    double season_sd = 0.5; // of the first harmonic; of the j-th 1/j of it
    int first_harmonic_from = 18, second_harmonic_from = 30; // months known; quarters: from 8 on
    double dispersion = 1.2, dispersion_df = 2; // prior guess and its weight in periods
    double outlier_limit = 2.2;                 // standardised residual that keeps full weight
    Outliers outliers = Outliers::high;
    // As the prototype (warnbench/tools/proto.R), for comparison: no outliers by twos, and a small
    // count tells as much of the dispersion as a large one.
    bool as_prototype = false;
};

inline constexpr std::size_t most_seasonal_columns = 6; // level, trend, two harmonics

struct SeasonalFit {
    using Solver = ScaledCholesky<most_seasonal_columns>;

    std::size_t columns = 0;
    Solver::Vector coefficients{}; // level, trend per year, season
    Solver::Matrix inverse{};      // (X'WX + phi L)^-1
    double parameters = 0;         // sum of the leverages: with priors fewer than columns
    double dispersion = 1;         // variance per unit of the model's variance
    double degrees_of_freedom = 1; // left for the dispersion, in periods of normal figures
    double pearson = 0;            // what so many say of it
    double told = 1;               // of the dispersion by a period, against a normal figure's
    double autocorrelation = 0;    // of successive residuals
    int known = 0;                 // periods fitted, gaps among them
    int used = 0;                  // the same without gaps
    int outliers = 0;              // periods that count less
};

struct SeasonalPoint {
    double mean = 0;           // expected count, cases, or figure
    double model_variance = 0; // of the mean itself, per unit of dispersion
    double unit_variance = 0;  // V(mean): variance around it, per unit of dispersion
    double trials = 1;
};

// What a model may lack.
struct Lacking {
    bool trend = false, season = false;
};

// One series with the rows of its model: made once, asked for many periods. What it says of a
// period depends on the periods before it alone, whatever was asked before.
class SeasonalModel {
public:
    SeasonalModel(const SeasonalSeries& series, const SeasonalPrior& prior);

    // Fitted to the first `known` periods. Nothing where fewer than three of them have a figure.
    std::optional<SeasonalFit> fit(int known);
    // What a fit expects of a period (from 0). Nothing where its exposure is missing or 0.
    std::optional<SeasonalPoint> expect(const SeasonalFit& fit, int period) const;
    // The fit averaged with those of the models without trend, without season, without either, as
    // far as these may be lacking: each weighs as much as the past has made it likely, all having
    // been as likely before. Coefficients have the mean and the variance of the mixture.
    SeasonalFit averaged(const SeasonalFit& fit, Lacking may) const;
    // The standard deviation of what a residual is beyond `autocorrelation` times the one before,
    // from the fit's own; residuals beyond 2.2 of them count as such.
    double innovation_deviation(const SeasonalFit& fit, double autocorrelation) const;
    // The season's part of the linear predictor.
    double season(const SeasonalFit& fit, int period) const;
    // The figure, or NaN for a gap.
    double value(int period) const { return series_[static_cast<std::size_t>(period)]; }

private:
    using Solver = SeasonalFit::Solver;

    void begin(SeasonalFit& fit);
    void part(const SeasonalFit& fit, bool with_sixths);
    Solver penalised(const SeasonalFit& fit, const RoundSums& sums) const;
    Solver::Vector slope(const SeasonalFit& fit, const RoundSums& sums) const;
    void solve(SeasonalFit& fit, double largest_change);
    LeverageParts leverage(const SeasonalFit& fit) const;
    // A fit without what it may lack, and how much likelier than it that has become.
    struct Simpler {
        SeasonalFit fit;
        double log_odds = 0;
    };
    Simpler without(const SeasonalFit& fit, Lacking lacking) const;
    double told_of_dispersion(const SeasonalFit& fit, double rarity) const;
    void estimate_dispersion(SeasonalFit& fit, const FitSums& sums) const;
    double dispersion_of(const SeasonalFit& fit) const;
    void weigh(const SeasonalFit& fit);
    double pearson_residual(const SeasonalFit& fit, std::size_t i) const;
    void relate_residuals(SeasonalFit& fit) const;

    SeasonalPrior prior_;
    const Waves& waves_;
    std::vector<double> series_; // NaN where there is no figure to learn from
    SeasonalRows rows_;
    PredictorParts parts_;
    Solver::Vector precision_{}; // of the priors
    double scale_ = 1;           // of the priors: level of a real figure
};

} // namespace tuermer::statistics
