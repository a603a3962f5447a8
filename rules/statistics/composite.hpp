// SPDX-License-Identifier: EUPL-1.2
// The composite detector: is the newest figure, or what the newest figures add up to, more (less)
// than level, trend and season of the series' own past let expect? A penalised model predicts each
// period from the periods before it; the prediction's tail gives a normal score; scores of the last
// periods are added up so that small lasting shifts show (Lorden 1971; Noufaily and others 2013 for
// the model). methods.md 4.3 and 5.1; what each constant is worth stands in rules/README.md.
#pragma once

#include "rules/statistics/seasonal_expectation.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

enum class BadSide : std::uint8_t { high, low };

struct CompositeSettings {
    SeasonalPrior prior;
    // Whether there may be no trend, or no season, at all: what the models without them say is
    // weighed by how likely the past has made each (model averaging).
    Lacking may_lack;
    BadSide bad = BadSide::high;
    int guard = 2;             // newest periods before the judged one that are not learnt from
    int least_history = 6;     // figures before the judged one
    double noise_variance = 0; // of the figure itself: m²/12 where it is rounded to multiples of m

    double autocorrelation_z = 1.96; // times 1/sqrt(n): from here on innovations are scored
    double outbreak_limit = 2.5;     // of a single period's score

    // Page's sum with restart, of log-likelihood ratios for a lasting shift of so many standard
    // deviations: shift × (z − shift/2).
    double shift = 1.4;
    // Whether there is a second sum, for a shift twice as large, and the mean of both likelihood
    // ratios is held against the limit (mixture rules: Pollak 1978): two figures that nearly stand
    // out alone then count before they have become a shift.
    bool or_twice = true;
    double sum_limit = 3.7;    // of the logarithm
    double most_per_score = 4; // no single period passes for a shift
    int look_back = 12;        // periods before the newest whose scores composite_newest makes anew
};

// Tuned on the benchmark, by frequency and by how many periods are known before the judged one.
CompositeSettings composite_settings(int frequency, int known, Family family = Family::count);
// As the prototype decided (warnbench/tools/proto.R), for comparison with R's reference results.
CompositeSettings prototype_settings(int frequency);

// Page's sums for the shift and for one twice as large (0 where that is not used), which is 0
// whenever the first one is.
struct ShiftSums {
    double shift = 0, twice = 0;
    bool operator==(const ShiftSums&) const = default;
};

// What the next judgement needs of the judgements before it. Without it they are made anew.
struct CompositeMemory {
    ShiftSums sums;
    int periods_since_start = 0; // since both sums were last 0
    double held = 0;             // the first sum without restart, at most its limit
};

struct CompositePoint {
    double score = 0;   // above 1: an alarm; the larger of the next two
    double single = 0;  // z / outbreak_limit
    double lasting = 0; // Page's sums, as a share of their limit
    double z = 0;       // normal score in the bad direction
    int since = 0;      // periods before this one at which the sums begin; 0: this one
    double held = 0;    // Page's first sum without restart, as a share of the limit, 1 at most
    double expected = 0;
    double variance = 0; // of the figure around it, the model's own uncertainty included
    double trials = 1;   // of a share
    double dispersion = 1;
    double trend_per_year = 0, trend_error = 0; // log or logit scale; of a real figure its unit
    double season = 0;          // the season's part of the linear predictor at this period
    double autocorrelation = 0; // 0 where it was not used
    int used = 0;               // figures learnt from
    int outliers = 0;           // of them, those that count less
    bool alarm = false;
    CompositeMemory memory; // for the next period
};

// Why a period has no verdict; a gap is not an all-clear.
enum class Unjudged : std::uint8_t { none, insufficient_history, missing_value, degenerate };

struct CompositeVerdict {
    std::optional<CompositePoint> point;
    Unjudged why = Unjudged::none;
};

// Verdicts on the periods first..last (from 0) of a series, each from what came before it alone.
std::vector<CompositeVerdict> composite(const SeasonalSeries& series, int first, int last,
                                        const CompositeSettings& settings,
                                        const CompositeMemory& memory = {});

// A period whose z is known, after what is remembered of the periods before it: fills single,
// lasting, since, held, score, alarm and the memory for the next one.
CompositePoint with_memory(CompositePoint point, const CompositeMemory& before,
                           const CompositeSettings& settings);
// The largest score that the newest of these z (oldest first; nothing for a period without a
// verdict) can have, whatever came before them: most rows need no more to be known as calm.
double largest_score(std::span<const std::optional<double>> newest,
                     const CompositeSettings& settings);

// The same of what is held of the sum without restart.
double largest_held(std::span<const std::optional<double>> newest,
                    const CompositeSettings& settings);

// Whether these tell the newest one's score, and what is held, whatever came before them: Page's
// sums, had they stood at their limit (or at `highest`, where other limits held before), fall to 0
// among them.
bool forgets_before(std::span<const std::optional<double>> newest,
                    const CompositeSettings& settings, double highest = 0);

// Between which figures a single period says nothing, at the outbreak limit: whole counts, cases,
// or figures. Asked for where it is shown, for it costs as much as a verdict.
struct CompositeLimits {
    double lower = 0, upper = 0;
};
CompositeLimits composite_limits(const CompositePoint& point, const CompositeSettings& settings);

// The verdict on the last period, with the scores of up to `look_back` periods before it made anew:
// of so many as can change it, so the result is that of all of them.
CompositeVerdict composite_newest(const SeasonalSeries& series, const CompositeSettings& settings);

} // namespace tuermer::statistics
