// SPDX-License-Identifier: EUPL-1.2
// Which rows a rule watches as areas come and go, and what goes on where they became others.
#include "rules/alerts/published.hpp"
#include "rules/alerts/row_at_hand.hpp"
#include "rules/alerts/trajectory.hpp"

#include <algorithm>
#include <utility>

namespace tuermer {

namespace {

// Its successors are judged in its stead, unless the publisher goes on with it.
bool has_ceased(const Areas& areas, std::string_view code, const Panel& panel, std::uint32_t row,
                Date on)
{
    const auto* area = areas.find(code, on);
    if (area == nullptr || !area->valid_to || *area->valid_to >= on) return false;
    if (areas.successors_of(code).empty()) return false;
    const auto said = published(panel, row);
    return !said || said->last.first_day() <= *area->valid_to;
}

bool differs_between(const Areas& areas, Date before, Date on)
{
    const auto between = [&](const std::optional<Date>& day) {
        return day && *day > before && *day <= on;
    };
    return std::ranges::any_of(areas.all(), [&](const Area& area) {
        return between(area.valid_from) ||
               (area.valid_to && *area.valid_to >= before && *area.valid_to < on);
    });
}

std::optional<std::uint32_t> row_of(const KeyTable& keys, std::string_view key)
{
    const auto parts = parse_key(key);
    if (!parts || parts->size() != keys.dimensions().size()) return std::nullopt;
    std::vector<std::string_view> codes;
    for (const auto& dimension : keys.dimensions()) {
        const auto part =
            std::ranges::find(*parts, dimension, [](const auto& p) { return p.first; });
        if (part == parts->end()) return std::nullopt;
        codes.emplace_back(part->second);
    }
    return keys.find(codes);
}

} // namespace

bool Watch::is_watched(const Panel& panel, std::uint32_t row) const
{
    const auto area = area_of(panel.keys(), row);
    if (rule_.areas.empty()) return area.empty() || area == own_area_;
    const auto selector = std::ranges::find_if(
        rule_.areas, [&](const AreaSelector& one) { return selects(one, area, selected_on_); });
    if (selector == rule_.areas.end()) return false;
    return !selector->areas || !has_ceased(*selector->areas, area, panel, row, selected_on_);
}

// The hierarchy of the newest period counts. Rows that are watched no more keep their alerts as
// they last stood.
void Watch::select_anew(const Panel& panel)
{
    if (panel.empty() || panel.last().last_day() <= selected_on_) return;
    const auto before = std::exchange(selected_on_, panel.last().last_day());
    const bool can_differ = std::ranges::any_of(rule_.areas, [&](const AreaSelector& selector) {
        return selector.areas && differs_between(*selector.areas, before, selected_on_);
    });
    if (!can_differ) return;
    for (std::uint32_t row = 0; row < rows_.size(); ++row) {
        const bool watched = is_watched(panel, row);
        if (!watched)
            rows_[row] = unwatched;
        else if (rows_[row] == unwatched)
            rows_[row] = not_judged;
    }
}

Watch::RowState Watch::state_of(const Graph& graph, std::string_view key)
{
    const auto panels = graph.panels(indicator_);
    extend(panels.value);
    const auto row = row_of(panels.value.keys(), key);
    if (!row || *row >= rows_.size() || rows_[*row] == unwatched) return RowState::absent;
    if (!published(panels.value, *row)) return RowState::absent;
    return rows_[*row] == not_judged ? RowState::fresh : RowState::judged;
}

std::optional<std::uint32_t> Watch::row_with(const Graph& graph, std::string_view key) const
{
    const auto row = row_of(graph.panels(indicator_).value.keys(), key);
    return row && *row < rows_.size() ? row : std::nullopt;
}

void Watch::take_over(const Graph& graph, Alert moved, Alerts& alerts, Turned& turned)
{
    const auto panels = graph.panels(indicator_);
    const auto row = row_of(panels.value.keys(), moved.key);
    const auto said = row ? published(panels.value, *row) : std::nullopt;
    if (!said) return;
    const Row at_hand{graph, panels, *row, *said};
    const auto before = moved.phase();
    const auto severity = moved.steps.back().severity;
    moved.rule_hash = rule_.hash;
    begin_at(moved, said->first);
    judge(at_hand, *said);
    judge_forward(moved, said->first, judgements_of(verdicts_), life_);
    const auto turn = goes_on(moved, severity, said->last, at_hand);
    const auto after = moved.phase();
    const auto place = alerts.put(std::move(moved));
    rows_[*row] = place;
    turned.alerts.push_back({*row, place});
    if (turn) turned.turns.push_back({*row, place, before, after, *turn});
}

// What the newest period makes of an alert whose earlier steps are another area's.
std::optional<Turn> Watch::goes_on(Alert& alert, Severity severity, Period newest,
                                   const Row& row) const
{
    const auto& last = alert.steps.back();
    const auto known = alert.episode;
    if (!is_active(last.phase)) {
        alert.episode.reset();
        alert.told.reset();
        alert.told_provisional = false;
        if (!known) return std::nullopt;
        return Turn{Transition::resolved, *known, newest, severity, false, Reach::notify};
    }
    const auto open = episodes_since(alert, alert.first).back();
    alert.told = measured_in(row)(open.since);
    alert.told_provisional = last.judgement.provisional;
    if (!known) {
        alert.episode = open.first;
        return Turn{Transition::fired, open.first, open.since, last.severity, false, Reach::notify};
    }
    if (last.severity == severity) return std::nullopt;
    const auto transition = last.severity > severity ? Transition::escalated : Transition::eased;
    return Turn{transition, *known, newest, last.severity, false, Reach::notify};
}

} // namespace tuermer
