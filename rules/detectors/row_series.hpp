// SPDX-License-Identifier: EUPL-1.2
// A row up to the judged period as the statistics want it: cases with what they are counted among,
// or plain figures; a gap is NaN. With the reasons why a period cannot be judged.
#pragma once

#include "rules/detectors/completeness.hpp"
#include "rules/statistics/seasonal_expectation.hpp"

#include <optional>
#include <span>
#include <vector>

namespace tuermer {

// How figures are read: settings that all methods over a row share.
struct RowReading {
    std::optional<statistics::Family> model; // `model`; nothing: what the units say
    bool accept_limited = false;             // "( )"
    int history = 0;                         // periods that are learnt from, at most
    // What share of the cases is in while a period is provisional, the newest period first: as many
    // shares as periods are provisional at a time. Empty: all are in.
    std::vector<double> complete = {};

    // Periods before the judged one that can change what is said of it.
    int look_back() const { return history + static_cast<int>(complete.size()); }
};
// `model`, `accept_limited`, `history`, `complete`. usual_history: where none is written.
RowReading read_row_reading(Settings& settings, const DetectorContext& context, int usual_history);

// A stretch of a row by its positions.
struct Positions {
    int first = 0, last = 0;

    int length() const { return last - first + 1; }
};

class RowSeries {
public:
    // The periods from `first` to the sight's own; position 0 is `first`.
    RowSeries(const Sight& sight, Period first, const RowReading& reading);

    int size() const { return static_cast<int>(figures_.size()); }
    Period period(int at) const { return first_ + at; }
    const Sight& sight() const { return sight_; }

    // What is known before a position: from the first figure of the last `history` periods on.
    Positions known_before(int at) const;
    int figures_in(Positions stretch) const; // without gaps
    // Counts, shares or plain figures. Counts that fall below 0 (a balance) are figures from then
    // on.
    statistics::Family family(Positions stretch) const;
    // The stretch in the terms of its family: cases with their exposure, or figures.
    statistics::SeasonalSeries series(Positions stretch, statistics::Family family) const;

    // Why a figure cannot be judged by itself: gap, limited reliability, denominator too small.
    Text objection(int at) const;
    // In the indicator's unit, what so many cases (or such a figure) are at a position.
    double in_unit(double cases, int at, statistics::Family family) const;
    // The share of a position's cases that is in; 1 unless it is provisional and `complete` says
    // so.
    double complete(int at) const
    {
        return complete_.empty() ? 1 : complete_[static_cast<std::size_t>(at)];
    }
    Mark mark(int at) const { return marks_[static_cast<std::size_t>(at)]; }
    Figure now() const;
    // The last three years before a position, rates pooled: what the reader may compare with.
    std::optional<Figure> before(int at) const;

private:
    bool is_counted() const { return !cases_.empty(); }
    void read(const Cell& value, Period period);
    double learnt(const Cell& cell) const;
    Text incomplete_objection(int at) const;

    Sight sight_;
    Period first_;
    RowReading reading_;
    bool is_share_ = false;
    std::vector<double> figures_, cases_, exposure_; // NaN for a gap
    std::vector<double> complete_;                   // empty: all of every count is in
    std::vector<Mark> marks_;
    std::vector<int> present_;  // figures up to and with this position
    std::vector<int> negative_; // the last position up to here with a figure below 0, or −1
};

} // namespace tuermer
