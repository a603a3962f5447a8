// SPDX-License-Identifier: EUPL-1.2
// A detector answers, for one row of an indicator and one period: has it crossed? It sees values
// only, never a store or a clock, and never a period after the judged one.
#pragma once

#include "rules/base/settings.hpp"
#include "rules/detectors/answer.hpp"
#include "rules/indicators/graph.hpp"
#include "rules/statistics/intervals.hpp"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tuermer {

// One figure a judgement rests on. A pooled reference covers several periods.
struct Figure {
    Text role; // "jetzt", "die drei Jahre davor", "Land, jetzt" …
    std::string area;
    Period first, last;
    std::optional<double> value; // in the indicator's unit
    std::optional<double> numerator, denominator;
    Mark mark; // of the newest cell in it; provisional when any of its cells is
    // Where numerator and denominator do not show it (mean, median): the smallest count, or
    // remainder of a count in its denominator, that one could read back from `value`.
    std::optional<double> least;
};

// How a measured figure is to be read: +18.9 points, +112 %, 3.87 in the indicator's own unit.
enum class Scale : std::uint8_t { own_unit, points, percent, factor };

// What one test says about one period, with all it rests on: enough to write the mail from.
struct Assessment {
    std::string test; // the detector kind's name
    std::array<Truth, severities> truth{Truth::unknown, Truth::unknown, Truth::unknown};
    std::optional<double> measured; // what was compared with the limit
    std::optional<double> limit;    // of the highest severity reached, else of the lowest there is
    std::optional<double> clear;
    bool upward = true; // the test looks for rises (or values above)
    Scale scale = Scale::own_unit;
    std::optional<statistics::Interval> interval; // of `measured`, in its scale
    std::string interval_method;                  // "Newcombe", "Wilson" …
    std::optional<double> p_value;
    std::vector<Figure> figures;               // own now, own reference, then the comparison area's
    std::optional<double> comparison_measured; // the comparison area's own change, same scale
    Text against;                              // "die drei Jahre davor zusammen" …
    Text reason;                               // why unknown; empty otherwise
    std::optional<double>
        expected;                // the figure to be expected if nothing were the matter, own unit
    std::optional<Period> since; // the first period of what was found
    Text finding; // what was found and against which limit, in whole sentences; may be empty
};

// The sight of a detector: one row of an indicator up to period `t`, and the comparison rows.
class Sight {
public:
    Sight(const IndicatorView& panels, const Indicator& indicator, std::uint32_t row, Period t);

    Period period() const { return t_; }
    const Indicator& indicator() const { return *indicator_; }
    bool is_rate() const { return panels_.numerator != nullptr; }
    // Whether chance can be judged: the value counts things (persons, cases …), or numerator and
    // denominator do. Euros and years count nothing.
    bool is_count() const;
    std::string area() const; // code of the dimension "area", or empty
    // not_yet for every period after `t` and outside of what is held.
    Cell value(Period period) const;
    Cell numerator(Period period) const;
    Cell denominator(Period period) const;
    // The same groups in another area; nothing when there is no such row.
    std::optional<Sight> in_area(std::string_view code) const;
    // The row that differs in these dimensions only (dimension, code): the group beside this one.
    using Codes = std::vector<std::pair<std::string, std::string>>;
    std::optional<Sight> beside(const Codes& codes) const;
    // The row of another indicator with this one's codes, those that it does not know left out.
    // Nothing where there is no such indicator, no such row, or the codes do not tell it.
    std::optional<Sight> in_indicator(std::string_view id) const;
    // Another row, seen at the same period.
    Sight at_row(std::uint32_t row) const { return {panels_, *indicator_, row, t_}; }
    // The same row as it was seen at an earlier period.
    Sight until(Period t) const { return {panels_, *indicator_, row_, t}; }
    const IndicatorView& panels() const { return panels_; }
    std::uint32_t row() const { return row_; }

private:
    IndicatorView panels_;
    const Indicator* indicator_;
    std::uint32_t row_;
    Period t_;
};

// Some rows of an indicator, and periods that are to be judged each as if it were the newest.
struct WideSight {
    IndicatorView panels;
    const Indicator& indicator;
    RowRange rows;
    PeriodRange periods;

    std::uint32_t height() const { return rows.end - rows.first; }
    Columns columns() const
    {
        return {periods.first.index(),
                static_cast<std::uint32_t>(periods.last - periods.first + 1)};
    }
    std::size_t cells() const { return std::size_t{height()} * columns().count; }
};

Answer short_form(const Assessment& assessment);

// Whether a unit's numbers count things one by one (persons, cases …); thousands of them, euros,
// years and indices do not.
bool counts_things(const Unit& unit);

class Detector {
public:
    virtual ~Detector() = default;
    // How many periods before the judged one can change the answer.
    virtual int look_back() const = 0;
    // The other area whose figures can change the answer, or empty.
    virtual std::string comparison_area() const { return {}; }
    // Whether the figures of any other row can change the answer.
    virtual bool compares_rows() const { return false; }
    // The other indicators whose figures can change the answer.
    virtual std::vector<std::string> other_indicators() const { return {}; }
    // The severities this test tells apart; empty: it has one limit for all.
    virtual std::vector<Severity> ladder() const { return {}; }
    // The limit of the lowest severity, in the scale of `measured`; 0 where there is none.
    virtual double lowest_limit() const { return 0; }
    virtual Assessment assess(const Sight& sight) const = 0;
    // What `assess` says at each of the periods from `first` to the sight's own, in short. To be
    // overridden where that is much quicker.
    virtual void answer(const Sight& sight, Period first, std::span<Answer> answers) const;
    // The same of many rows: [period][row].
    virtual void answer_wide(const WideSight& wide, std::span<Answer> answers) const;
    // Whether that is a matter of nanoseconds: not worth sharing out (rules/base/share_out.hpp).
    virtual bool is_quick() const { return false; }
};

// An indicator that a test may be held against.
struct OtherIndicator {
    std::string id;
    Text title;
    Unit unit;
    Frequency frequency = Frequency::year;
    std::vector<std::string> dimensions; // empty: not known
};

// What a kind may check its settings against.
struct DetectorContext {
    const Indicator* indicator = nullptr;
    Frequency frequency = Frequency::year;
    Unit unit; // of the indicator's value
    bool is_rate = false;
    std::vector<std::string> areas;           // known area codes; empty: not known
    std::vector<std::string> dimensions = {}; // of the indicator; empty: not known
    std::vector<OtherIndicator> others = {};  // all indicators there are; empty: not known
};

struct DetectorKind {
    std::string_view name;
    Text summary;
    // Reads its settings (noting every mistake), always answers a detector.
    std::unique_ptr<Detector> (*make)(Settings& settings, const DetectorContext& context);
};
const std::vector<DetectorKind>& detector_kinds(); // rules/detectors/registry.cpp

} // namespace tuermer
