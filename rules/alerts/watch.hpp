// SPDX-License-Identifier: EUPL-1.2
// One rule over the rows of its indicator. A row costs a byte per period; an alert begins to exist
// with the first verdict that counts. All of it can be made again from the figures and the alerts
// that are stored.
#pragma once

#include "rules/alerts/alerts.hpp"
#include "rules/alerts/judge.hpp"
#include "rules/alerts/verdict_counts.hpp"
#include "rules/base/share_out.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace tuermer {

// What turned in one row.
struct RowTurn {
    std::uint32_t row = 0;
    Alerts::Place alert = 0;
    Phase before = Phase::inactive, after = Phase::inactive;
    Turn turn;
};

// What judging brought about: the turns, and the alerts that must be stored anew. A period that
// only continues an alert's state is not stored; it is judged again at the next start.
struct Turned {
    struct Touched {
        std::uint32_t row = 0;
        Alerts::Place alert = 0;
    };
    std::vector<RowTurn> turns;
    std::vector<Touched> alerts;
    VerdictCounts judged; // of this release
};

// How a row stood at one period, as far as it was judged.
struct Standing {
    bool judged = false; // with a verdict other than unknown
    bool began = false;  // an episode begins there
};

class Watch {
public:
    // `own_area`: what is watched where the rule names no areas. `share_out`: who judges many areas
    // at once, if that pays.
    Watch(Rule rule, IndicatorId indicator, std::string own_area, const ShareOut& share_out = {});

    const Rule& rule() const { return rule_; }
    IndicatorId indicator() const { return indicator_; }
    // Makes the record from the figures held, and brings the rule's own alerts up to date, without
    // a word. Rows that the rule has not judged under its present text stay unjudged.
    void recall(const Graph& graph, Alerts& alerts);
    // Judges what the moved cells reach.
    void advance(const Graph& graph, std::span<const Moved> moved, Alerts& alerts, Turned& turned);
    // Judges all rows that are unjudged. Alerts that were recorded under another text of the rule
    // begin anew, in their places.
    void judge_unjudged(const Graph& graph, Alerts& alerts, Turned& turned);
    // What was said of a row, a verdict per column of the indicator's panel; nothing for a row that
    // is not watched.
    std::vector<Verdict> verdicts(const Panel& panel, std::uint32_t row,
                                  const Alerts& alerts) const;
    // Goes on, in the row of its new key, with an episode that began under another area: the past
    // is judged silently by the row's own figures, and only what the newest period says is a turn.
    // Only for a row that is `fresh`.
    void take_over(const Graph& graph, Alert moved, Alerts& alerts, Turned& turned);
    // What became of the row with this key, which the rule may never have seen.
    enum class RowState : std::uint8_t { absent, judged, fresh };
    RowState state_of(const Graph& graph, std::string_view key);
    std::optional<std::uint32_t> row_with(const Graph& graph, std::string_view key) const;
    // Rows that were seen so far; all of them the panel's at the last advance.
    std::uint32_t rows() const { return static_cast<std::uint32_t>(rows_.size()); }
    // `period` must lie within the indicator's panel.
    Standing standing(std::uint32_t row, Period period, const Alerts& alerts) const;

private:
    // What is known of a row: one of these, or the place of its alert.
    static constexpr Alerts::Place unwatched = 0xFFFF'FFFF, not_judged = 0xFFFF'FFFE,
                                   calm = 0xFFFF'FFFD, most_alerts = 0xFFFF'FFF0;
    struct Row;
    // Rows that are judged together, and what is said of them: [period][row].
    struct Sheet {
        RowsJudge judge;
        std::vector<Verdict> verdicts = {};
    };

    void extend(const Panel& panel);
    bool is_watched(const Panel& panel, std::uint32_t row) const;
    void select_anew(const Panel& panel);
    std::vector<std::optional<Alerts::Place>> own_alerts(const Panel& panel,
                                                         const Alerts& alerts) const;
    template <class Ask, class Conclude>
    void judge_rows(const Graph& graph, RowRange rows, Ask ask, Conclude conclude);
    std::uint32_t rows_in_sheet(RowRange rows, std::uint32_t columns) const;
    std::size_t sheets_at_once() const;
    void judge_sheets(std::span<const WideSight> wides);
    void advance_rows(const Graph& graph, RowRange rows, PeriodRange reached, Alerts& alerts,
                      Turned& turned);
    bool are_in_step(const Panel& panel, RowRange rows, PeriodRange periods) const;
    void advance_in_step(const Graph& graph, RowRange rows, PeriodRange periods, Alerts& alerts,
                         Turned& turned);
    void conclude_in_step(const Graph& graph, const WideSight& wide, const Sheet& sheet,
                          Alerts& alerts, Turned& turned);
    void judge(const Row& row, PeriodRange periods);
    std::optional<PeriodRange> asked(std::uint32_t row, PeriodRange said, PeriodRange reached,
                                     const Alerts& alerts) const;
    PeriodRange with_gaps(std::uint32_t row, PeriodRange said, PeriodRange periods) const;

    // By the verdicts at hand, which are those of `periods`.
    void recall_row(const Row& row, std::optional<Alerts::Place> alert, Alerts& alerts);
    void advance_row(const Row& row, PeriodRange periods, Alerts& alerts, Turned& turned);
    void advance_alert(const Row& row, Alert before, PeriodRange periods, Alerts& alerts,
                       Turned& turned);
    void append_newest(const Row& row, Alerts::Place place, Alerts& alerts, Turned& turned);
    void advance_exceptions(const Graph& graph, const WideSight& wide, const Sheet& sheet,
                            Alerts& alerts, Turned& turned);
    void prefetch_alert(std::uint32_t row, const Alerts& alerts) const;
    void take_in_hand(const Sheet& sheet, std::uint32_t i, std::uint32_t height);
    bool is_calm() const;
    bool is_calm(const Sheet& sheet, std::size_t i, std::size_t height) const;
    void record(std::uint32_t row, Period first);

    Alert begin(const Row& row, PeriodRange periods) const;
    Measured measured_in(const Row& row) const;
    std::optional<Turn> goes_on(Alert& alert, Severity severity, Period newest,
                                const Row& row) const;

    Rule rule_;
    IndicatorId indicator_;
    std::string own_area_;
    Life life_;
    int look_back_;
    ShareOut share_out_;
    std::array<bool, verdict_count> counts_; // [verdict]: it would begin an alert
    BlockedCells<Verdict, static_cast<unsigned>(unjudged)> record_;
    std::vector<Alerts::Place> rows_;
    Date selected_on_;                    // the day whose hierarchy decided which rows are watched
    std::vector<std::uint32_t> compared_; // rows that others are compared with
    std::vector<Sheet> sheets_;           // at hand
    std::vector<std::uint32_t> exceptions_; // among their rows: those looked at one by one
    std::vector<Verdict> verdicts_;         // of the row at hand
};

} // namespace tuermer
