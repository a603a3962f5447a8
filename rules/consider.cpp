// SPDX-License-Identifier: EUPL-1.2
#include "rules/consider.hpp"

#include "rules/alerts/gates.hpp"
#include "rules/alerts/judge.hpp"
#include "rules/alerts/plan.hpp"

#include <algorithm>
#include <optional>

namespace tuermer {

namespace {

// The periods of one row whose verdicts a change can reach.
struct Reached {
    std::uint32_t row = 0;
    PeriodRange periods;
};

// A rule with what it is judged over.
struct Subject {
    const Rule* rule = nullptr;
    IndicatorId id = 0;
    const Indicator* indicator = nullptr;
    IndicatorView panels;
};

std::optional<Subject> subject_of(const Rule& rule, const Graph& graph)
{
    const auto id = graph.indicator(rule.indicator);
    if (!id) return std::nullopt;
    return Subject{&rule, *id, &graph.indicators()[*id], graph.panels(*id)};
}

std::string area_of(const KeyTable& keys, std::uint32_t row)
{
    const auto area = keys.dimension("area");
    return area ? keys.code(row, *area) : std::string();
}

bool is_watched(const Rule& rule, std::string_view area, const Installation& installation)
{
    if (rule.areas.empty()) return area.empty() || area == installation.area;
    return std::ranges::any_of(
        rule.areas, [&](const AreaSelector& selector) { return selects(selector, area); });
}

bool compares_with(const Rule& rule, std::string_view area)
{
    const auto same = [&](const auto& test) { return test->comparison_area() == area; };
    return !area.empty() &&
           (std::ranges::any_of(rule.when, same) || std::ranges::any_of(rule.any, same));
}

PeriodRange hull(const PeriodRange& a, const PeriodRange& b)
{
    return {std::min(a.first, b.first), std::max(a.last, b.last)};
}

// The stretch of a row in which the publisher has said anything at all. A period that has not come
// yet is not judged: when it comes it is news, not a revision.
std::optional<PeriodRange> published(const Panel& panel, std::uint32_t row)
{
    const auto marks = panel.marks(row);
    const auto said = [](std::uint8_t mark) {
        return Mark::from_byte(mark).missing() != Missing::not_yet;
    };
    const auto first = std::ranges::find_if(marks, said);
    if (first == marks.end()) return std::nullopt;
    const auto last = std::find_if(marks.rbegin(), marks.rend(), said);
    return PeriodRange{panel.first() + static_cast<int>(first - marks.begin()),
                       panel.first() + static_cast<int>(marks.rend() - last - 1)};
}

// The rows a rule must judge anew: those that moved, and all of them where the area they are
// compared with moved. Ascending by row, each once.
std::vector<Reached> reached_rows(const Subject& subject, const std::vector<Moved>& moved,
                                  const Installation& installation)
{
    const auto& keys = subject.panels.value.keys();
    std::vector<Reached> reached;
    const auto reach_watched = [&](RowRange rows, const PeriodRange& periods) {
        for (auto row = rows.first; row < rows.end; ++row)
            if (is_watched(*subject.rule, area_of(keys, row), installation))
                reached.push_back({row, periods});
    };
    for (const auto& block : moved) {
        if (block.indicator != subject.id) continue;
        reach_watched(block.rows, block.periods);
        for (auto row = block.rows.first; row < block.rows.end; ++row)
            if (compares_with(*subject.rule, area_of(keys, row)))
                reach_watched({0, keys.rows()}, block.periods);
    }
    std::ranges::stable_sort(reached, {}, &Reached::row);
    std::vector<Reached> merged;
    for (const auto& next : reached) {
        if (!merged.empty() && merged.back().row == next.row)
            merged.back().periods = hull(merged.back().periods, next.periods);
        else
            merged.push_back(next);
    }
    return merged;
}

// Earlier periods than ever before came in: the record begins with periods nobody had judged.
void begin_at(Alert& alert, Period first)
{
    if (alert.steps.empty() || first >= alert.first) return;
    alert.steps.insert(alert.steps.begin(), static_cast<std::size_t>(alert.first - first), Step{});
    alert.first = first;
}

Period end_of_record(const Alert& alert)
{
    return alert.first + static_cast<int>(alert.steps.size());
}

// The judgements from `from` to the newest period: computed where the change reaches or nothing is
// recorded, and as recorded beyond.
std::vector<Judgement> judgements(const Subject& subject, const Reached& reached,
                                  const Alert& alert, Period from, Period newest)
{
    std::vector<Judgement> made;
    for (auto period = from; period <= newest; period = period + 1) {
        const bool recorded = !alert.steps.empty() && period < end_of_record(alert);
        if (recorded && period > reached.periods.last + subject.rule->look_back()) {
            made.push_back(alert.steps[static_cast<std::size_t>(period - alert.first)].judgement);
            continue;
        }
        const Sight sight(subject.panels, *subject.indicator, reached.row, period);
        made.push_back(judge(*subject.rule, sight).judgement);
    }
    return made;
}

Event event_of(const Subject& subject, const Knowledge& knowledge, const Alert& before,
               const Alert& after, const Turn& turn, std::uint32_t row, const Release& release)
{
    const auto area = area_of(subject.panels.value.keys(), row);
    const auto judged_at = [&](Period period) {
        return judge(*subject.rule, Sight(subject.panels, *subject.indicator, row, period));
    };
    const auto judged = judged_at(turn.period);
    // Whoever heard of the beginning hears of the end, and nobody else: the same gates decide.
    const bool ending =
        turn.transition == Transition::resolved || turn.transition == Transition::withdrawn;
    const auto gated =
        pass_gates(*subject.rule, *subject.indicator,
                   ending ? judged_at(turn.episode).assessments : judged.assessments, turn.severity,
                   turn.reach, area, ending ? turn.episode : turn.period, knowledge.breaks);
    Event event;
    event.alert = after.id;
    event.episode = episode_id(after.id, turn.episode);
    event.id = event_id(event.episode, turn.transition, release.vintage.retrieval);
    event.rule = subject.rule->id;
    event.indicator = subject.indicator->id;
    event.key = after.key;
    event.area = area;
    event.transition = turn.transition;
    event.period = turn.period;
    event.episode_start = turn.episode;
    event.severity = gated.severity;
    event.by_revision = turn.by_revision;
    event.reach = gated.reach;
    event.source = release.source;
    event.vintage = release.vintage;
    event.evidence = {
        subject.rule->text, subject.rule->hash, knowledge.graph.definition_hash(subject.id),
        judged.judgement,   judged.assessments, knowledge.graph.trace(subject.id, row, turn.period),
        gated.says,         before.phase(),     after.phase()};
    return event;
}

Alert alert_for(const Knowledge& knowledge, const Rule& rule, const std::string& key)
{
    const auto id = alert_id(rule.id, key);
    const auto known = knowledge.alerts.find(id);
    if (known != knowledge.alerts.end()) return known->second;
    Alert fresh;
    fresh.id = id;
    fresh.rule = rule.id;
    fresh.key = key;
    fresh.rule_hash = rule.hash;
    return fresh;
}

// Judges one row of a rule and notes what follows from it.
void advance_row(Knowledge& knowledge, const Subject& subject, const Reached& reached,
                 const Release& release, Outcome& outcome)
{
    const auto said = published(subject.panels.value, reached.row);
    if (!said) return;
    auto before =
        alert_for(knowledge, *subject.rule, key_text(subject.panels.value.keys(), reached.row));
    begin_at(before, said->first);
    auto from = std::max(reached.periods.first, said->first);
    if (before.steps.empty())
        from = said->first;
    else
        from = std::min(from, end_of_record(before));
    // A publisher may take its newest period back: what was recorded of it is judged again too.
    const auto newest =
        before.steps.empty() ? said->last : std::max(said->last, end_of_record(before) - 1);
    const auto judged = judgements(subject, reached, before, from, newest);
    auto advanced = advance(before, from, judged, life_of(*subject.rule));
    for (const auto& turn : advanced.turns)
        outcome.events.push_back(
            event_of(subject, knowledge, before, advanced.alert, turn, reached.row, release));
    const auto held = knowledge.alerts.find(advanced.alert.id);
    if (held != knowledge.alerts.end() && held->second == advanced.alert) return;
    outcome.alerts.push_back(advanced.alert);
    knowledge.alerts.insert_or_assign(advanced.alert.id, std::move(advanced.alert));
}

std::vector<Notice> notices(const Knowledge& knowledge, const std::vector<Event>& events)
{
    std::map<std::string, const Rule*, std::less<>> rules;
    for (const auto& rule : knowledge.rules) rules.emplace(rule.id, &rule);
    return plan(events, rules, knowledge.recipients);
}

// A rule over rows it had not judged, or had judged under another text: the owner is told once that
// it changed; what now holds is recorded and wakes nobody else.
void rejudge(Knowledge& knowledge, const Rule& rule, const Release& reload, Outcome& outcome)
{
    const auto subject = subject_of(rule, knowledge.graph);
    if (!subject) return;
    const auto& panel = subject->panels.value;
    std::optional<Event> to_owner;
    for (std::uint32_t row = 0; row < panel.rows(); ++row) {
        if (!is_watched(rule, area_of(panel.keys(), row), knowledge.installation)) continue;
        const auto known = knowledge.alerts.find(alert_id(rule.id, key_text(panel.keys(), row)));
        const bool edited = known != knowledge.alerts.end();
        if (edited && known->second.rule_hash == rule.hash) continue;
        const auto thread = edited ? known->second.thread : std::string();
        if (edited) knowledge.alerts.erase(known);
        const auto said = published(panel, row);
        if (!said) continue;
        Outcome one;
        advance_row(knowledge, *subject, {row, *said}, reload, one);
        for (auto& alert : one.alerts) {
            alert.thread = thread;
            knowledge.alerts.insert_or_assign(alert.id, alert);
            outcome.alerts.push_back(alert);
            if (to_owner || (!edited && alert.phase() != Phase::firing)) continue;
            to_owner = event_of(*subject, knowledge, Alert{}, alert,
                                {Transition::rule_changed, said->last, said->last,
                                 rule.severities.front(), false, Reach::notify},
                                row, reload);
        }
        for (auto& event : one.events) {
            event.reach = Reach::record;
            outcome.events.push_back(std::move(event));
        }
    }
    if (to_owner) outcome.events.push_back(std::move(*to_owner));
}

} // namespace

Result<Outcome> consider(Knowledge& knowledge, const Release& release, Instant /*now*/)
{
    auto absorbed = knowledge.graph.absorb(release);
    if (!absorbed) return tl::unexpected(absorbed.error());
    const auto moved = knowledge.graph.update(*absorbed);
    Outcome outcome;
    outcome.source = release.source;
    outcome.vintage = release.vintage;
    outcome.cells = std::move(*absorbed);
    for (const auto& rule : knowledge.rules) {
        const auto subject = subject_of(rule, knowledge.graph);
        if (!subject) continue;
        for (const auto& reached : reached_rows(*subject, moved, knowledge.installation))
            advance_row(knowledge, *subject, reached, release, outcome);
    }
    outcome.notices = notices(knowledge, outcome.events);
    return outcome;
}

Outcome reconsider_rules(Knowledge& knowledge, Instant now)
{
    Release reload;
    reload.vintage = {now, now, to_string(now), {}};
    Outcome outcome;
    outcome.vintage = reload.vintage;
    for (const auto& rule : knowledge.rules) rejudge(knowledge, rule, reload, outcome);
    outcome.notices = notices(knowledge, outcome.events);
    return outcome;
}

} // namespace tuermer
