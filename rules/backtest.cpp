// SPDX-License-Identifier: EUPL-1.2
#include "rules/backtest.hpp"

#include "rules/replay.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace tuermer {

namespace {

using Days = std::chrono::days;

using Lives = std::map<std::string, std::vector<LivedEpisode>>; // one rule's, by key

using Ids = std::unordered_set<std::string_view>;

// The events that somebody was notified of.
Ids told_in(const Outcome& outcome)
{
    Ids told;
    for (const auto& notice : outcome.notices)
        for (const auto& event : notice.events) told.insert(event.id);
    return told;
}

LivedEpisode begun(const Event& event, const Ids& told)
{
    LivedEpisode episode;
    episode.key = event.key;
    episode.area = event.area;
    episode.start = event.episode_start;
    episode.fired = event.vintage.known_since;
    episode.severity = event.severity;
    episode.told = told.contains(event.id);
    episode.late = event.by_revision;
    return episode;
}

LivedEpisode* episode_of(std::vector<LivedEpisode>& episodes, Period start)
{
    const auto found = std::find_if(episodes.rbegin(), episodes.rend(),
                                    [&](const auto& episode) { return episode.start == start; });
    return found == episodes.rend() ? nullptr : &*found;
}

void live_through(const Event& event, const Ids& told, LivedHistory& lived)
{
    auto& episodes = lived.rules[event.rule][event.key];
    if (event.transition == Transition::fired) {
        episodes.push_back(begun(event, told));
        return;
    }
    auto* episode = episode_of(episodes, event.episode_start);
    if (episode == nullptr) return;
    episode->severity = std::max(episode->severity, event.severity);
    if (event.transition == Transition::resolved) episode->end = event.period - 1;
    if (event.transition == Transition::withdrawn) {
        episode->withdrawn = true;
        episode->end = event.period;
    }
}

void note_messages(const Outcome& outcome, LivedHistory& lived)
{
    for (const auto& notice : outcome.notices) {
        ++lived.messages[notice.recipient];
        std::set<std::string_view> rules;
        for (const auto& event : notice.events) rules.insert(event.rule);
        for (const auto rule : rules) ++lived.notices[std::string(rule)][notice.recipient];
    }
}

bool overlap(const LivedEpisode& a, const LivedEpisode& b)
{
    return (!a.end || b.start <= *a.end) && (!b.end || a.start <= *b.end);
}

// The warning against an engine that waits for each figure's last word: how much earlier it came,
// and what it never said.
void hold_against_truth(const Lives& truth, RuleBacktest& rule, Lives& lives)
{
    for (const auto& [key, episodes] : truth)
        for (const auto& real : episodes) {
            if (real.withdrawn) continue;
            auto& lived = lives[key];
            const auto found = std::ranges::find_if(lived, [&](const LivedEpisode& episode) {
                return !episode.withdrawn && overlap(episode, real);
            });
            if (found == lived.end()) {
                ++rule.missed;
                continue;
            }
            const auto lead = std::chrono::floor<Days>(real.fired - found->fired).count();
            if (!found->lead_days) found->lead_days = static_cast<int>(lead);
        }
}

void count_verdicts(const Watch& watch, const IndicatorView& panels, const Alerts& alerts,
                    RuleBacktest& rule)
{
    const auto& panel = panels.value;
    const auto area = panel.keys().dimension("area");
    std::set<std::string> areas;
    for (std::uint32_t row = 0; row < panel.rows(); ++row) {
        const auto verdicts = watch.verdicts(panel, row, alerts);
        if (verdicts.empty()) continue;
        if (area) areas.insert(panel.keys().code(row, *area));
        const auto is_clear = [](Verdict verdict) {
            return judgement_of(verdict).truth != Truth::unknown;
        };
        const auto first = std::ranges::find_if(verdicts, is_clear);
        if (first == verdicts.end()) continue;
        auto last = verdicts.end() - 1;
        while (!is_clear(*last)) --last;
        const PeriodRange clear{panel.first() + static_cast<int>(first - verdicts.begin()),
                                panel.first() + static_cast<int>(last - verdicts.begin())};
        if (!rule.periods) rule.periods = clear;
        rule.periods->first = std::min(rule.periods->first, clear.first);
        rule.periods->last = std::max(rule.periods->last, clear.last);
        rule.judged += static_cast<std::uint64_t>(std::count_if(first, last + 1, is_clear));
        rule.holds +=
            static_cast<std::uint64_t>(std::count_if(first, last + 1, [](Verdict verdict) {
                return judgement_of(verdict).truth == Truth::yes;
            }));
    }
    rule.areas.assign(areas.begin(), areas.end());
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// The size of an area's group: its denominator, or what is counted; nothing for other figures.
std::map<std::string, double> sizes_of(const IndicatorView& panels, const RuleBacktest& rule)
{
    std::map<std::string, std::vector<double>> seen;
    const auto& base = panels.denominator != nullptr ? *panels.denominator : panels.value;
    const auto area = base.keys().dimension("area");
    if (!area || (panels.denominator == nullptr && !counts_things(base.unit()))) return {};
    for (std::uint32_t row = 0; row < base.rows(); ++row) {
        if (!std::ranges::binary_search(rule.areas, base.keys().code(row, *area))) continue;
        for (int column = 0; column < static_cast<int>(base.columns()); ++column)
            if (const auto cell = base.at(row, base.first() + column); cell.has_value())
                seen[base.keys().code(row, *area)].push_back(cell.value);
    }
    std::map<std::string, double> sizes;
    for (auto& [code, values] : seen) sizes.emplace(code, median(std::move(values)));
    return sizes;
}

std::vector<SizeClass> classes_of(const std::map<std::string, double>& sizes,
                                  const std::vector<LivedEpisode>& episodes)
{
    constexpr std::size_t classes = 3;
    if (sizes.size() < classes) return {};
    std::vector<double> sorted;
    for (const auto& [area, size] : sizes) sorted.push_back(size);
    std::ranges::sort(sorted);
    std::vector<SizeClass> thirds(classes);
    for (std::size_t i = 0; i < classes; ++i)
        thirds[i].upto = sorted[(i + 1) * sorted.size() / classes - 1];
    const auto class_of = [&](double size) -> SizeClass& {
        return *std::ranges::find_if(thirds, [&](const auto& each) { return size <= each.upto; });
    };
    for (const auto& [area, size] : sizes) ++class_of(size).areas;
    for (const auto& episode : episodes)
        if (const auto size = sizes.find(episode.area); size != sizes.end())
            ++class_of(size->second).episodes;
    return thirds;
}

RuleBacktest tested(const Watch& watch, const Knowledge& knowledge, LivedHistory& lived,
                    const LivedHistory& truth)
{
    RuleBacktest rule;
    rule.rule = watch.rule().id;
    rule.indicator = watch.rule().indicator;
    const auto panels = knowledge.graph.panels(watch.indicator());
    count_verdicts(watch, panels, knowledge.alerts, rule);
    auto& lives = lived.rules[rule.rule];
    if (const auto real = truth.rules.find(rule.rule); real != truth.rules.end())
        hold_against_truth(real->second, rule, lives);
    for (auto& [key, episodes] : lives)
        std::ranges::move(episodes, std::back_inserter(rule.episodes));
    std::ranges::stable_sort(rule.episodes, {}, [](const LivedEpisode& episode) {
        return std::pair(episode.key, episode.start);
    });
    rule.notices = lived.notices[rule.rule];
    rule.sizes = classes_of(sizes_of(panels, rule), rule.episodes);
    return rule;
}

} // namespace

double Backtest::years() const
{
    constexpr double days_per_year = 365.25;
    return std::max(1.0, static_cast<double>((last - first) / Days(1)) / days_per_year);
}

Result<LivedHistory> live_history(Knowledge& knowledge, std::span<const Release> releases,
                                  const std::function<void(double)>& progress)
{
    LivedHistory lived;
    std::size_t done = 0;
    knowledge.rehearsal = true;
    auto replayed = replay(knowledge, releases, [&](const Release&, const Outcome& outcome) {
        lived.events += outcome.events.size();
        const auto told = told_in(outcome);
        for (const auto& event : outcome.events) live_through(event, told, lived);
        note_messages(outcome, lived);
        progress(static_cast<double>(++done) / static_cast<double>(releases.size()));
        return true;
    });
    knowledge.rehearsal = false;
    if (!replayed) return tl::unexpected(replayed.error());
    return lived;
}

Backtest backtest(const Knowledge& knowledge, std::span<const Release> releases, LivedHistory lived,
                  const LivedHistory& truth)
{
    Backtest all;
    all.releases = releases.size();
    all.events = lived.events;
    all.messages = lived.messages;
    for (const auto& release : releases) {
        const auto known = release.vintage.known_since;
        if (&release == &releases.front()) all.first = all.last = known;
        all.first = std::min(all.first, known);
        all.last = std::max(all.last, known);
    }
    for (const auto& watch : knowledge.watches)
        all.rules.push_back(tested(watch, knowledge, lived, truth));
    return all;
}

} // namespace tuermer
