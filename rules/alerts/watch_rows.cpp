// SPDX-License-Identifier: EUPL-1.2
// What follows in a row from the verdicts at hand, and what is recorded of it.
#include "rules/alerts/row_at_hand.hpp"
#include "rules/alerts/trajectory.hpp"

namespace tuermer {

namespace {

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

void Watch::advance_row(const Row& row, PeriodRange periods, Alerts& alerts, Turned& turned)
{
    const auto known = rows_[row.number];
    if (known >= most_alerts) {
        if (is_calm()) {
            record(row.number, periods.first);
            rows_[row.number] = calm;
            return;
        }
        auto before = begin(row, periods);
        record(row.number, periods.first);
        advance_alert(row, std::move(before), periods, alerts, turned);
        return;
    }
    record(row.number, periods.first);
    auto& alert = alerts.at(known);
    begin_at(alert, row.said.first);
    if (periods.first == end_of_record(alert) && verdicts_.size() == 1)
        append_newest(row, known, alerts, turned);
    else
        advance_alert(row, alert, periods, alerts, turned);
}

Standing Watch::standing(std::uint32_t row, Period period, const Alerts& alerts) const
{
    const auto known = rows_[row];
    if (known == calm) {
        const auto verdict = record_.at(row, period.index());
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

// The alert of a row in which nothing has held so far. What is recorded of it ends where nothing
// more was judged: at the end of the periods that are judged now, if anywhere.
Alert Watch::begin(const Row& row, PeriodRange periods) const
{
    Alert alert;
    alert.rule = rule_.id;
    alert.key = key_text(row.panels.value.keys(), row.number);
    alert.id = alert_id(alert.rule, alert.key);
    alert.rule_hash = rule_.hash;
    alert.first = row.said.first;
    if (rows_[row.number] == not_judged) return alert;
    const auto verdict = [&](Period period) { return record_.at(row.number, period.index()); };
    auto last = row.said.last;
    while (last >= periods.first && last <= periods.last && verdict(last) == unjudged)
        last = last - 1;
    for (auto period = row.said.first; period <= last; period = period + 1)
        alert.steps.push_back({judgement_of(verdict(period)), Phase::inactive, 0, Severity::note});
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
    std::vector<Verdict> verdicts(panel.columns());
    record_.read({row, row + 1}, {panel.first().index(), panel.columns()}, verdicts.data(), 1);
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
