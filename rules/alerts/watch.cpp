// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/watch.hpp"

#include "rules/alerts/published.hpp"
#include "rules/alerts/row_at_hand.hpp"
#include "rules/alerts/trajectory.hpp"

#include <algorithm>
#include <unordered_map>

namespace tuermer {

namespace {

// How many rows before their turn alerts are asked for.
constexpr std::size_t asked_ahead = 16;

PeriodRange hull(const PeriodRange& a, const PeriodRange& b)
{
    return {std::min(a.first, b.first), std::max(a.last, b.last)};
}

bool compares_with(const Rule& rule, std::string_view area)
{
    const auto same = [&](const auto& test) { return test->comparison_area() == area; };
    return !area.empty() &&
           (std::ranges::any_of(rule.when, same) || std::ranges::any_of(rule.any, same));
}

bool is_quick(const Rule& rule)
{
    const auto is = [](const auto& test) { return test->is_quick(); };
    return std::ranges::all_of(rule.when, is) && std::ranges::all_of(rule.any, is);
}

bool compares_rows(const Rule& rule)
{
    const auto does = [](const auto& test) { return test->compares_rows(); };
    return std::ranges::any_of(rule.when, does) || std::ranges::any_of(rule.any, does);
}

std::span<const Moved> blocks_of(IndicatorId indicator, std::span<const Moved> moved)
{
    const auto first = std::ranges::lower_bound(moved, indicator, {}, &Moved::indicator);
    return {first, std::ranges::upper_bound(first, moved.end(), indicator, {}, &Moved::indicator)};
}

// The periods in which another indicator moved that a test of the rule looks at.
std::optional<PeriodRange> reach_of_others(const Graph& graph, const Rule& rule,
                                           std::span<const Moved> moved)
{
    std::optional<PeriodRange> reach;
    for (const auto* tests : {&rule.when, &rule.any})
        for (const auto& test : *tests)
            for (const auto& id : test->other_indicators()) {
                const auto other = graph.indicator(id).value_or(IndicatorId(-1));
                for (const auto& block : blocks_of(other, moved))
                    reach = reach ? hull(*reach, block.periods) : block.periods;
            }
    return reach;
}

} // namespace

Watch::Watch(Rule rule, IndicatorId indicator, std::string own_area, const ShareOut& share_out)
    : rule_(std::move(rule)),
      indicator_(indicator),
      own_area_(std::move(own_area)),
      life_(life_of(rule_)),
      look_back_(rule_.look_back()),
      share_out_(is_quick(rule_) ? ShareOut{} : share_out),
      sheets_{{RowsJudge(rule_)}}
{
    for (unsigned bits = 0; bits < counts_.size(); ++bits) {
        const auto step = next_step(Step{}, judgement_of(static_cast<Verdict>(bits)), life_);
        counts_[bits] = step.phase != Phase::inactive;
    }
}

// Takes in rows that appeared since.
void Watch::extend(const Panel& panel)
{
    select_anew(panel);
    const auto& keys = panel.keys();
    const bool any_row = compares_rows(rule_);
    for (auto row = static_cast<std::uint32_t>(rows_.size()); row < panel.rows(); ++row) {
        const auto area = area_of(keys, row);
        rows_.push_back(is_watched(panel, row) ? not_judged : unwatched);
        if (any_row || compares_with(rule_, area)) compared_.push_back(row);
    }
    if (!panel.empty()) {
        record_.grow(panel.rows());
        record_.cover({panel.first().index(), panel.columns()});
    }
}

// Sheets: as large as caches like them, and where hands share them out, small and many enough for
// all hands to end at about the same time.
std::uint32_t Watch::rows_in_sheet(RowRange rows, std::uint32_t columns) const
{
    constexpr std::uint32_t most_cells = 1024, fewest_rows = 8, sheets_of_a_hand = 4;
    const auto most = std::max(1U, most_cells / columns);
    if (share_out_.at_once() == 1) return most;
    const auto hands = static_cast<std::uint32_t>(share_out_.at_once());
    const auto fair = (rows.end - rows.first) / (sheets_of_a_hand * hands);
    return std::min(most, std::max(fair, fewest_rows));
}

// How many are judged before what follows from them is concluded.
std::size_t Watch::sheets_at_once() const
{
    return share_out_.at_once() == 1 ? 1 : 8 * share_out_.at_once();
}

void Watch::judge_sheets(std::span<const WideSight> wides)
{
    if (sheets_.size() < wides.size()) sheets_.resize(wides.size(), sheets_.front());
    share_out_(wides.size(), [&](std::size_t i) {
        auto& sheet = sheets_[i];
        sheet.verdicts.resize(wides[i].cells());
        sheet.judge.judge(rule_, wides[i], sheet.verdicts);
    });
}

// Asks each row that is watched, and of which anything is known, for the periods that are to be
// judged. Neighbours that ask for the same ones are judged together; `conclude` follows row by row.
// What a row asks for depends on no other row.
template <class Ask, class Conclude>
void Watch::judge_rows(const Graph& graph, RowRange rows, Ask ask, Conclude conclude)
{
    const auto panels = graph.panels(indicator_);
    std::optional<PeriodRange> known;
    const auto asked_by = [&](std::uint32_t row) -> std::optional<PeriodRange> {
        known = rows_[row] == unwatched ? std::nullopt : published(panels.value, row);
        return known ? ask(row, *known) : std::nullopt;
    };
    std::vector<WideSight> wides;
    std::vector<PeriodRange> said; // of their rows
    const auto conclude_all = [&] {
        judge_sheets(wides);
        std::size_t place = 0;
        for (std::size_t k = 0; k < wides.size(); ++k)
            for (std::uint32_t i = 0; i < wides[k].height(); ++i) {
                take_in_hand(sheets_[k], i, wides[k].height());
                conclude(Row{graph, panels, wides[k].rows.first + i, said[place++]},
                         wides[k].periods);
            }
        wides.clear();
        said.clear();
    };
    for (auto row = rows.first; row < rows.end;) {
        const auto first = row++;
        const auto periods = asked_by(first);
        if (!periods) continue;
        said.push_back(*known);
        wides.push_back({panels, graph.indicators()[indicator_], {first, row}, *periods});
        auto& wide = wides.back();
        const auto most = rows_in_sheet(rows, wide.columns().count);
        for (; row < rows.end && row - first < most && asked_by(row) == periods; ++row)
            said.push_back(*known);
        wide.rows.end = row;
        if (wides.size() == sheets_at_once()) conclude_all();
    }
    if (!wides.empty()) conclude_all();
}

void Watch::judge(const Row& row, PeriodRange periods)
{
    const auto& indicator = row.graph.indicators()[indicator_];
    const WideSight wide{row.panels, indicator, {row.number, row.number + 1}, periods};
    verdicts_.resize(wide.cells());
    sheets_.front().judge.judge(rule_, wide, verdicts_);
}

// The i-th row of the sheet.
void Watch::take_in_hand(const Sheet& sheet, std::uint32_t i, std::uint32_t height)
{
    verdicts_.resize(sheet.verdicts.size() / height);
    for (auto& verdict : verdicts_) {
        verdict = sheet.verdicts[i];
        i += height;
    }
}

bool Watch::is_calm() const
{
    return std::ranges::none_of(
        verdicts_, [&](Verdict verdict) { return counts_[static_cast<std::size_t>(verdict)]; });
}

bool Watch::is_calm(const Sheet& sheet, std::size_t i, std::size_t height) const
{
    for (; i < sheet.verdicts.size(); i += height)
        if (counts_[static_cast<std::size_t>(sheet.verdicts[i])]) return false;
    return true;
}

void Watch::record(std::uint32_t row, Period first)
{
    record_.write({row, row + 1}, {first.index(), static_cast<std::uint32_t>(verdicts_.size())},
                  verdicts_.data());
}

void Watch::recall(const Graph& graph, Alerts& alerts)
{
    const auto& panel = graph.panels(indicator_).value;
    extend(panel);
    const auto own = own_alerts(panel, alerts);
    const auto place_of = [&](std::uint32_t row) { return own.empty() ? std::nullopt : own[row]; };
    judge_rows(
        graph, {0, panel.rows()},
        [&](std::uint32_t row, PeriodRange said) -> std::optional<PeriodRange> {
            const auto place = place_of(row);
            if (place && alerts.at(*place).rule_hash != rule_.hash) return std::nullopt;
            return said;
        },
        [&](const Row& row, PeriodRange) { recall_row(row, place_of(row.number), alerts); });
}

// By row; nothing at all when the rule has none.
std::vector<std::optional<Alerts::Place>> Watch::own_alerts(const Panel& panel,
                                                            const Alerts& alerts) const
{
    std::unordered_map<std::string, Alerts::Place> by_key;
    for (Alerts::Place place = 0; place < alerts.size(); ++place)
        if (alerts.at(place).rule == rule_.id) by_key.emplace(alerts.at(place).key, place);
    std::vector<std::optional<Alerts::Place>> own;
    if (by_key.empty()) return own;
    own.resize(panel.rows());
    for (std::uint32_t row = 0; row < panel.rows(); ++row)
        if (const auto found = by_key.find(key_text(panel.keys(), row)); found != by_key.end())
            own[row] = found->second;
    return own;
}

void Watch::recall_row(const Row& row, std::optional<Alerts::Place> place, Alerts& alerts)
{
    if (!place) {
        if (!is_calm()) return;
        record(row.number, row.said.first);
        rows_[row.number] = calm;
        return;
    }
    record(row.number, row.said.first);
    rows_[row.number] = *place;
    auto& alert = alerts.at(*place);
    begin_at(alert, row.said.first);
    judge_forward(alert, row.said.first, judgements_of(verdicts_), life_);
}

// Octets of rows that are in step are judged together, however many, and all others row by row.
void Watch::advance_rows(const Graph& graph, RowRange rows, PeriodRange reached, Alerts& alerts,
                         Turned& turned)
{
    const auto& panel = graph.panels(indicator_).value;
    const PeriodRange newest{std::max(reached.first, panel.first()), panel.last()};
    const bool reaches_newest = reached.last + look_back_ >= panel.last();
    for (auto row = rows.first; row < rows.end;) {
        const auto first = row;
        const auto octet = [&] { return RowRange{row, std::min(rows.end, end_of_octet(row))}; };
        const auto in_step = [&] { return reaches_newest && are_in_step(panel, octet(), newest); };
        const bool are = in_step();
        do row = octet().end;
        while (row < rows.end && in_step() == are);
        if (are) {
            advance_in_step(graph, {first, row}, newest, alerts, turned);
            continue;
        }
        judge_rows(
            graph, {first, row},
            [&](std::uint32_t one, PeriodRange said) { return asked(one, said, reached, alerts); },
            [&](const Row& one, PeriodRange periods) {
                turned.judged.add(periods.first, verdicts_, 1);
                advance_row(one, periods, alerts, turned);
            });
    }
}

void Watch::advance(const Graph& graph, std::span<const Moved> moved, Alerts& alerts,
                    Turned& turned)
{
    const auto blocks = blocks_of(indicator_, moved);
    const auto beside = reach_of_others(graph, rule_, moved);
    if (blocks.empty() && !beside) return;
    extend(graph.panels(indicator_).value);
    auto all = blocks.empty() ? *beside : blocks.front().periods;
    bool comparison_moved = beside.has_value();
    if (beside) all = hull(all, *beside);
    for (const auto& block : blocks) {
        all = hull(all, block.periods);
        comparison_moved = comparison_moved || std::ranges::any_of(compared_, [&](auto row) {
                               return block.rows.first <= row && row < block.rows.end;
                           });
    }
    // What all are compared with reaches all of them.
    if (comparison_moved) {
        advance_rows(graph, {0, static_cast<std::uint32_t>(rows_.size())}, all, alerts, turned);
        return;
    }
    // Blocks of the same rows follow each other: each row is judged once.
    for (std::size_t i = 0; i < blocks.size();) {
        auto periods = blocks[i].periods;
        const auto rows = blocks[i].rows;
        for (++i; i < blocks.size() && blocks[i].rows == rows; ++i)
            periods = hull(periods, blocks[i].periods);
        advance_rows(graph, rows, periods, alerts, turned);
    }
}

void Watch::judge_unjudged(const Graph& graph, Alerts& alerts, Turned& turned)
{
    const auto& panel = graph.panels(indicator_).value;
    extend(panel);
    const auto own = own_alerts(panel, alerts);
    judge_rows(
        graph, {0, panel.rows()},
        [&](std::uint32_t row, PeriodRange said) {
            return rows_[row] == not_judged ? std::optional(said) : std::nullopt;
        },
        [&](const Row& row, PeriodRange periods) {
            if (own.empty() || !own[row.number])
                advance_row(row, periods, alerts, turned);
            else
                advance_alert(row, begin(row, periods), periods, alerts, turned);
        });
}

// The periods of a row that are to be judged when the figures of some have moved.
std::optional<PeriodRange> Watch::asked(std::uint32_t row, PeriodRange said, PeriodRange reached,
                                        const Alerts& alerts) const
{
    if (row + asked_ahead < rows_.size() && rows_[row + asked_ahead] < most_alerts)
        __builtin_prefetch(&alerts.at(rows_[row + asked_ahead]).steps);
    const auto known = rows_[row];
    if (known == not_judged) return said;
    PeriodRange periods{std::max(reached.first, said.first),
                        std::min(reached.last + look_back_, said.last)};
    if (known != calm) {
        const auto& alert = alerts.at(known);
        if (!alert.steps.empty() && said.first < alert.first)
            periods = {said.first, std::max(periods.last, alert.first - 1)};
        // Nothing is left out between what is recorded and what is judged now, nor after it. A
        // publisher may take its newest period back: what was recorded of it is judged again too.
        const auto end = end_of_record(alert);
        __builtin_prefetch(alert.steps.data() + alert.steps.size(), 1);
        periods.first = std::min(periods.first, end);
        periods.last = std::max(periods.last, end <= said.last ? said.last : periods.first);
    }
    if (periods.first > periods.last) return std::nullopt;
    return known == calm ? with_gaps(row, said, periods) : periods;
}

// Gaps between what is recorded and what is new are judged with it.
PeriodRange Watch::with_gaps(std::uint32_t row, PeriodRange said, PeriodRange periods) const
{
    const auto is_gap = [&](Period period) { return record_.at(row, period.index()) == unjudged; };
    while (periods.first > said.first && is_gap(periods.first - 1))
        periods.first = periods.first - 1;
    while (periods.last < said.last && is_gap(periods.last + 1)) periods.last = periods.last + 1;
    return periods;
}

} // namespace tuermer
