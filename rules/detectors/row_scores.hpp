// SPDX-License-Identifier: EUPL-1.2
// How unusual each period of a row was, seen from what came before it: the composite's normal
// scores. A score rests on the `history` periods before it and on nothing else, so it is the same
// whoever asks, in whatever order; each is computed when it is first needed, and once.
#pragma once

#include "rules/detectors/row_series.hpp"
#include "rules/statistics/composite.hpp"

#include <optional>
#include <vector>

namespace tuermer {

struct Scoring {
    RowReading reading;
    bool rises = true;      // positive scores are figures above what was expected
    double caution = 1;     // multiplies the composite's limits
    double least_cases = 3; // fewer cases, seen and expected, are too few to speak of
    double rounded_to = 1;  // the publisher's rounding, in cases or the figure's unit
};
// `least_cases`, `rounded_to` and what `read_row_reading` reads.
Scoring read_scoring(Settings& settings, const DetectorContext& context);

// Periods of history where none is written: what the composite's constants were chosen on.
int usual_history(Frequency frequency);

enum class Unscored : std::uint8_t {
    none,
    objection, // the figure itself: RowSeries::objection
    insufficient_history,
    too_many_gaps,
    small_numbers,
    degenerate,
};

class RowScores {
public:
    RowScores(const RowSeries& series, const Scoring& scoring);

    const RowSeries& series() const { return series_; }
    const Scoring& scoring() const { return scoring_; }
    statistics::CompositeSettings settings_at(int at) const;
    // z, expectation and what the model says of a position; single, run and score are not set.
    const std::optional<statistics::CompositePoint>& at(int position);
    // Why nothing is said of a position.
    Unscored why_not(int position);
    Text reason(int position); // the same as a sentence; empty where something is said

private:
    Unscored before_scoring(int position) const;
    bool is_small(int position) const;

    const RowSeries& series_;
    Scoring scoring_;
    struct Scored {
        bool done = false;
        Unscored why = Unscored::none;
        std::optional<statistics::CompositePoint> point;
    };
    const Scored& scored(int position);
    std::vector<Scored> scored_;
};

} // namespace tuermer
