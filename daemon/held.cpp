// SPDX-License-Identifier: EUPL-1.2
#include "daemon/held.hpp"

#include "rules/alerts/judge.hpp"
#include "rules/alerts/published.hpp"

#include <algorithm>

namespace tuermer {

namespace {

// Fewer verdicts than this say nothing about "never" or "always".
constexpr std::size_t fewest_verdicts = 3;

std::string_view area_of_row(const KeyTable& keys, std::uint32_t row)
{
    const auto area = keys.dimension("area");
    return area ? std::string_view(keys.code(row, *area)) : std::string_view();
}

bool watches(const Rule& rule, std::string_view area, std::string_view own_area)
{
    if (rule.areas.empty()) return area.empty() || area == own_area;
    return std::ranges::any_of(
        rule.areas, [&](const AreaSelector& selector) { return selects(selector, area); });
}

Text reason_of(const Rule& rule, const Sight& sight)
{
    for (const auto& assessment : judge(rule, sight).assessments)
        if (!assessment.reason.empty()) return assessment.reason;
    return {};
}

void count(HeldVerdicts& held, const std::vector<Verdict>& verdicts)
{
    for (const auto verdict : verdicts) {
        const auto truth = judgement_of(verdict).truth;
        ++(truth == Truth::yes ? held.yes : truth == Truth::unknown ? held.unknown : held.no);
    }
}

void warn(const Rule& rule, Level level, std::string_view code, Text what, Mistakes& mistakes)
{
    mistakes.note(level, rule.place, rule.id, std::move(what), code);
}

void advise_on(const Rule& rule, const HeldVerdicts& held, Mistakes& mistakes)
{
    const auto judged = held.yes + held.no;
    const auto first = to_string(*held.first), last = to_string(*held.last);
    if (judged == 0)
        warn(rule, Level::warning, "never-judged",
             {fmt::format(
                  "die Regel kommt auf den vorliegenden Zahlen ({} bis {}) zu keinem Urteil: "
                  "{}",
                  first, last, held.reason.de),
              fmt::format("on the figures held ({} to {}) the rule comes to no verdict: {}", first,
                          last, held.reason.en)},
             mistakes);
    else if (judged >= fewest_verdicts && held.no == 0)
        warn(
            rule, Level::warning, "always-fires",
            say("die Regel trifft auf alle {} beurteilbaren Zahlen von {} bis {} zu: sie meldet "
                "einen Zustand, kein Ereignis",
                "the rule holds for all {} figures that can be judged, {} to {}: it tells a state, "
                "not an event",
                judged, first, last),
            mistakes);
    else if (judged >= fewest_verdicts && held.yes == 0)
        warn(rule, Level::hint, "never-fires",
             say("die Regel hätte auf den {} beurteilbaren Zahlen von {} bis {} nie zugetroffen",
                 "the rule would never have held for the {} figures that can be judged, {} to {}",
                 judged, first, last),
             mistakes);
}

void advise_without_verdicts(const Rule& rule, const Panel& panel, Mistakes& mistakes)
{
    if (panel.empty() || panel.rows() == 0) {
        warn(rule, Level::hint, "no-figures",
             say("zum Indikator '{}' liegen noch keine Zahlen vor",
                 "no figures are held for the indicator '{}' yet", rule.indicator),
             mistakes);
        return;
    }
    warn(
        rule, Level::warning, "matches-no-data",
        say("die Regel trifft keine der {} Zeilen von '{}': die Gebiete der Regel kommen dort "
            "nicht "
            "vor (es gibt etwa \"{}\")",
            "the rule matches none of the {} rows of '{}': its areas do not occur there (there is, "
            "for one, \"{}\")",
            panel.rows(), rule.indicator, area_of_row(panel.keys(), 0)),
        mistakes);
}

} // namespace

HeldVerdicts verdicts_held(const Rule& rule, const Graph& graph, const std::string& own_area)
{
    HeldVerdicts held;
    const auto id = graph.indicator(rule.indicator);
    if (!id) return held;
    const auto panels = graph.panels(*id);
    const auto& indicator = graph.indicators()[*id];
    RowsJudge judge_rows(rule);
    std::vector<Verdict> verdicts;
    for (std::uint32_t row = 0; row < panels.value.rows(); ++row) {
        if (!watches(rule, area_of_row(panels.value.keys(), row), own_area)) continue;
        const auto said = published(panels.value, row);
        if (!said) continue;
        ++held.rows;
        held.first = std::min(held.first.value_or(said->first), said->first);
        held.last = std::max(held.last.value_or(said->last), said->last);
        verdicts.assign(static_cast<std::size_t>(said->last - said->first + 1), unjudged);
        judge_rows.judge(rule, {panels, indicator, {row, row + 1}, *said}, verdicts);
        count(held, verdicts);
        if (held.reason.empty() && verdicts.back() == unjudged)
            held.reason = reason_of(rule, {panels, indicator, row, said->last});
    }
    return held;
}

void advise_by_figures(const std::vector<Rule>& rules, const Graph& graph,
                       const std::string& own_area, Mistakes& mistakes)
{
    for (const auto& rule : rules) {
        const auto id = graph.indicator(rule.indicator);
        if (!id) continue;
        const auto held = verdicts_held(rule, graph, own_area);
        if (held.rows > 0)
            advise_on(rule, held, mistakes);
        else
            advise_without_verdicts(rule, graph.panels(*id).value, mistakes);
    }
}

} // namespace tuermer
