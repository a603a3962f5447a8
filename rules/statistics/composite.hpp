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

    // Scores over runs of periods: sum/length^exponent against its limit; nothing: not used.
    std::optional<double> run_limit;
    double run_exponent = 0.6;
    int longest_run = 8;
    double most_per_score = 4; // no single period passes for a shift
    // Page's sum with restart; nothing: not used.
    std::optional<double> cusum_limit;
    double cusum_slack = 0.75;
    // Up to where the sum is held once it does not restart.
    double held_limit() const { return cusum_limit.value_or(outbreak_limit); }
    int look_back = 12; // periods before the newest whose scores composite_newest makes anew
};

// Tuned on the benchmark, by frequency and by how many periods are known before the judged one.
CompositeSettings composite_settings(int frequency, int known, Family family = Family::count);
// As the prototype decided (warnbench/tools/proto.R), for comparison with R's reference results.
CompositeSettings prototype_settings(int frequency);

// What the next judgement needs of the judgements before it. Without it they are made anew.
struct CompositeMemory {
    std::vector<double> scores; // since the last alarm of a run, oldest first; at most longest_run
    double cusum = 0;
    int periods_since_start = 0; // since the sum was last 0
    double held = 0;             // the sum without restart, at most its limit
};

struct CompositePoint {
    double score = 0;  // above 1: an alarm; the larger of the single period's and the run's
    double single = 0; // z / outbreak_limit
    double run = 0;    // of the best run (or Page's sum), as a share of its limit
    double z = 0;      // normal score in the bad direction
    int since = 0;     // periods before this one at which the best run begins; 0: this one
    double held = 0;   // Page's sum without restart, as a share of its limit, 1 at most
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

// A period whose z is known, after what is remembered of the periods before it: fills single, run,
// since, score, alarm and the memory for the next one.
CompositePoint with_memory(CompositePoint point, CompositeMemory before,
                           const CompositeSettings& settings);
// The largest score that the newest of these z (oldest first; nothing for a period without a
// verdict) can have, whatever came before them: most rows need no more to be known as calm.
double largest_score(std::span<const std::optional<double>> newest,
                     const CompositeSettings& settings);

// The same of what is held of the sum without restart.
double largest_held(std::span<const std::optional<double>> newest,
                    const CompositeSettings& settings);

// Whether these tell the newest one's score, and what is held, whatever came before them: Page's
// sum, had it stood at its limit (or at `highest`, where other limits held before), falls to 0
// among them. Never where runs count.
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
