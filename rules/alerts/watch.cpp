// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/watch.hpp"

#include "rules/alerts/published.hpp"
#include "rules/alerts/row_at_hand.hpp"
#include "rules/alerts/trajectory.hpp"

#include <algorithm>
#include <unordered_map>

namespace tuermer {

namespace {

// How many rows before their turn figures are asked for.
constexpr std::uint32_t asked_ahead = 12;

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

bool compares_rows(const Rule& rule)
{
    const auto does = [](const auto& test) { return test->compares_rows(); };
    return std::ranges::any_of(rule.when, does) || std::ranges::any_of(rule.any, does);
}

// The periods in which another indicator moved that a test of the rule looks at.
std::optional<PeriodRange> reach_of_others(const Graph& graph, const Rule& rule,
                                           std::span<const Moved> moved)
{
    std::optional<PeriodRange> reach;
    for (const auto* tests : {&rule.when, &rule.any})
        for (const auto& test : *tests)
            for (const auto& id : test->other_indicators()) {
                const auto blocks = std::ranges::equal_range(
                    moved, graph.indicator(id).value_or(IndicatorId(-1)), {}, &Moved::indicator);
                for (const auto& block : blocks)
                    reach = reach ? hull(*reach, block.periods) : block.periods;
            }
    return reach;
}

Period end_of_record(const Alert& alert)
{
    return alert.first + static_cast<int>(alert.steps.size());
}

// Whether what must outlast the process differs.
bool is_news(const Step& before, const Step& after)
{
    return before.phase != after.phase || before.count != after.count ||
           before.severity != after.severity;
}

bool is_news(const Alert& before, const Alert& after)
{
    const auto last = [](const Alert& alert) {
        return alert.steps.empty() ? Step{} : alert.steps.back();
    };
    return is_news(last(before), last(after)) || before.episode != after.episode ||
           before.told != after.told || before.told_provisional != after.told_provisional ||
           before.flaps != after.flaps;
}

} // namespace

Watch::Watch(Rule rule, IndicatorId indicator, std::string own_area)
    : rule_(std::move(rule)),
      indicator_(indicator),
      own_area_(std::move(own_area)),
      life_(life_of(rule_)),
      look_back_(rule_.look_back()),
      judge_(rule_)
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
    if (!panel.empty()) record_.cover(panel.rows(), {panel.first(), panel.last()});
}

std::span<const Verdict> Watch::judge(const Row& row, PeriodRange periods)
{
    verdicts_.resize(static_cast<std::size_t>(periods.last - periods.first + 1));
    const auto& indicator = row.graph.indicators()[indicator_];
    judge_.judge(rule_, {row.panels, indicator, row.number, periods.last}, periods.first,
                 verdicts_);
    return verdicts_;
}

bool Watch::is_calm(std::span<const Verdict> verdicts) const
{
    return std::ranges::none_of(
        verdicts, [&](Verdict verdict) { return counts_[static_cast<std::size_t>(verdict)]; });
}

void Watch::recall(const Graph& graph, Alerts& alerts)
{
    const auto panels = graph.panels(indicator_);
    extend(panels.value);
    const auto own = own_alerts(panels.value, alerts);
    for (std::uint32_t row = 0; row < rows_.size(); ++row) {
        if (rows_[row] == unwatched) continue;
        if (const auto said = published(panels.value, row))
            recall_row({graph, panels, row, *said}, own.empty() ? std::nullopt : own[row], alerts);
    }
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
    if (place && alerts.at(*place).rule_hash != rule_.hash) return;
    const auto now = judge(row, row.said);
    if (!place && !is_calm(now)) return;
    std::ranges::copy(now, record_.row(row.number, row.said).begin());
    rows_[row.number] = place.value_or(calm);
    if (!place) return;
    auto& alert = alerts.at(*place);
    begin_at(alert, row.said.first);
    judge_forward(alert, row.said.first, judgements_of(now), life_);
}

void Watch::advance(const Graph& graph, std::span<const Moved> moved, Alerts& alerts,
                    Turned& turned)
{
    const auto own = std::ranges::equal_range(moved, indicator_, {}, &Moved::indicator);
    const std::span<const Moved> blocks(own.begin(), own.end());
    const auto beside = reach_of_others(graph, rule_, moved);
    if (blocks.empty() && !beside) return;
    const auto panels = graph.panels(indicator_);
    extend(panels.value);
    const auto advance_rows = [&](RowRange rows, const PeriodRange& periods) {
        const auto column = periods.first - panels.value.first();
        const auto count = static_cast<std::uint32_t>(periods.last - periods.first + 1);
        for (auto row = rows.first; row < rows.end; ++row) {
            if (row + asked_ahead < rows.end)
                panels.value.prefetch(row + asked_ahead, column, count);
            if (rows_[row] == unwatched) continue;
            if (const auto said = published(panels.value, row))
                advance_row({graph, panels, row, *said}, periods, alerts, turned);
        }
    };
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
        advance_rows({0, static_cast<std::uint32_t>(rows_.size())}, all);
        return;
    }
    // Blocks of the same rows follow each other: each row is judged once.
    for (std::size_t i = 0; i < blocks.size();) {
        auto periods = blocks[i].periods;
        const auto rows = blocks[i].rows;
        for (++i; i < blocks.size() && blocks[i].rows == rows; ++i)
            periods = hull(periods, blocks[i].periods);
        advance_rows(rows, periods);
    }
}

void Watch::judge_unjudged(const Graph& graph, Alerts& alerts, Turned& turned)
{
    const auto panels = graph.panels(indicator_);
    extend(panels.value);
    const auto own = own_alerts(panels.value, alerts);
    for (std::uint32_t row = 0; row < rows_.size(); ++row) {
        if (rows_[row] != not_judged) continue;
        const auto said = published(panels.value, row);
        if (!said) continue;
        const Row at_hand{graph, panels, row, *said};
        if (own.empty() || !own[row]) {
            advance_row(at_hand, *said, alerts, turned);
            continue;
        }
        judge(at_hand, *said);
        advance_alert(at_hand, begin(at_hand), *said, alerts, turned);
    }
}

// `reached`: the periods whose figures moved.
void Watch::advance_row(const Row& row, PeriodRange reached, Alerts& alerts, Turned& turned)
{
    const auto known = rows_[row.number];
    const bool is_new = known == not_judged;
    PeriodRange periods{is_new ? row.said.first : std::max(reached.first, row.said.first),
                        is_new ? row.said.last
                               : std::min(reached.last + look_back_, row.said.last)};
    if (known >= most_alerts) {
        if (periods.first > periods.last || advance_calm(row, periods, turned.judged)) return;
        judge(row, row.said);
        advance_alert(row, begin(row), row.said, alerts, turned);
        return;
    }
    auto& alert = alerts.at(known);
    if (!alert.steps.empty() && row.said.first < alert.first) {
        periods = {row.said.first, std::max(periods.last, alert.first - 1)};
        begin_at(alert, row.said.first);
    }
    // Nothing is left out between what is recorded and what is judged now, nor after it. A
    // publisher may take its newest period back: what was recorded of it is judged again too.
    const auto end = end_of_record(alert);
    periods.first = std::min(periods.first, end);
    periods.last = std::max(periods.last, end <= row.said.last ? row.said.last : periods.first);
    if (periods.first > periods.last) return;
    turned.judged.add(periods.first, judge(row, periods));
    if (periods.first == end && verdicts_.size() == 1)
        append_newest(row, known, alerts, turned);
    else
        advance_alert(row, alert, periods, alerts, turned);
}

// Whether the row stays one in which nothing ever held.
bool Watch::advance_calm(const Row& row, PeriodRange periods, VerdictCounts& judged)
{
    // Gaps between what is recorded and what is new are judged with it.
    const auto recorded = record_.row(row.number, row.said);
    const auto verdict = [&](Period period) {
        return recorded[static_cast<std::size_t>(period - row.said.first)];
    };
    while (periods.first > row.said.first && verdict(periods.first - 1) == unjudged)
        periods.first = periods.first - 1;
    while (periods.last < row.said.last && verdict(periods.last + 1) == unjudged)
        periods.last = periods.last + 1;
    const auto now = judge(row, periods);
    judged.add(periods.first, now);
    if (!is_calm(now)) return false;
    std::ranges::copy(now, record_.row(row.number, periods).begin());
    rows_[row.number] = calm;
    return true;
}

Standing Watch::standing(std::uint32_t row, Period period, const Alerts& alerts) const
{
    const auto known = rows_[row];
    if (known == calm) {
        const auto verdict = record_.row(row, {period, period}).front();
        return {judgement_of(verdict).truth != Truth::unknown, false};
    }
    if (known >= most_alerts) return {};
    const auto& alert = alerts.at(known);
    const auto* step = step_at(alert, period);
    if (step == nullptr) return {};
    const auto* before = step_at(alert, period - 1);
    const bool was_active = before != nullptr && is_active(before->phase);
    return {step->judgement.truth != Truth::unknown, is_active(step->phase) && !was_active};
}

// The alert of a row in which nothing has held so far.
Alert Watch::begin(const Row& row) const
{
    Alert alert;
    alert.rule = rule_.id;
    alert.key = key_text(row.panels.value.keys(), row.number);
    alert.id = alert_id(alert.rule, alert.key);
    alert.rule_hash = rule_.hash;
    alert.first = row.said.first;
    if (rows_[row.number] == not_judged) return alert;
    const auto recorded = record_.row(row.number, row.said);
    const auto last = std::find_if(recorded.rbegin(), recorded.rend(),
                                   [](Verdict verdict) { return verdict != unjudged; });
    for (auto verdict = recorded.begin(); verdict != last.base(); ++verdict)
        alert.steps.push_back({judgement_of(*verdict), Phase::inactive, 0, Severity::note});
    return alert;
}

Measured Watch::measured_in(const Row& row) const
{
    return [this, &row](Period period) {
        const auto& indicator = row.graph.indicators()[indicator_];
        return tuermer::judge(rule_, {row.panels, indicator, row.number, period}).measured;
    };
}

// The one verdict at hand, of the period right behind the record.
void Watch::append_newest(const Row& row, Alerts::Place place, Alerts& alerts, Turned& turned)
{
    auto& alert = alerts.at(place);
    const auto flaps = alert.flaps;
    const auto last = alert.steps.empty() ? Step{} : alert.steps.back();
    const auto turn = append(alert, judgement_of(verdicts_.front()), life_, measured_in(row));
    if (turn || is_news(last, alert.steps.back()) || alert.flaps != flaps)
        turned.alerts.push_back({row.number, place});
    if (turn) turned.turns.push_back({row.number, place, last.phase, alert.phase(), *turn});
}

// By the verdicts at hand.
void Watch::advance_alert(const Row& row, Alert before, PeriodRange periods, Alerts& alerts,
                          Turned& turned)
{
    const bool is_new = rows_[row.number] >= most_alerts;
    // Behind what is judged, what is recorded stays in force.
    auto judgements = judgements_of(verdicts_);
    for (auto period = periods.last + 1; period < end_of_record(before); period = period + 1)
        judgements.push_back(step_at(before, period)->judgement);
    auto advanced = tuermer::advance(before, periods.first, judgements, life_, measured_in(row));
    const bool store = is_new || !advanced.turns.empty() || is_news(before, advanced.alert);
    const auto phase = advanced.alert.phase();
    const auto place = alerts.put(std::move(advanced.alert));
    rows_[row.number] = place;
    if (store) turned.alerts.push_back({row.number, place});
    for (const auto& turn : advanced.turns)
        turned.turns.push_back({row.number, place, before.phase(), phase, turn});
}

std::vector<Verdict> Watch::verdicts(const Panel& panel, std::uint32_t row,
                                     const Alerts& alerts) const
{
    if (panel.empty() || row >= rows_.size() || rows_[row] == unwatched) return {};
    const auto said = record_.row(row, {panel.first(), panel.last()});
    std::vector<Verdict> verdicts(said.begin(), said.end());
    if (rows_[row] >= most_alerts) return verdicts;
    const auto& alert = alerts.at(rows_[row]);
    for (std::size_t i = 0; i < alert.steps.size(); ++i) {
        const auto column = alert.first + static_cast<int>(i) - panel.first();
        if (column >= 0 && column < static_cast<int>(verdicts.size()))
            verdicts[static_cast<std::size_t>(column)] = verdict_of(alert.steps[i].judgement);
    }
    return verdicts;
}

} // namespace tuermer
