// SPDX-License-Identifier: EUPL-1.2
#include "rules/tune_shocks.hpp"

#include "rules/altered.hpp"

#include <algorithm>

namespace tuermer {

namespace {

struct Beginning {
    std::uint32_t row = 0;
    std::int32_t column = 0;
};

// Where a shock may begin: the rule judges that period, and the following ones are held.
std::vector<Beginning> beginnings(const Watch& watch, const Panel& panel, const Alerts& alerts,
                                  int periods)
{
    std::vector<Beginning> all;
    for (std::uint32_t row = 0; row < panel.rows(); ++row) {
        const auto verdicts = watch.verdicts(panel, row, alerts);
        const auto end = static_cast<std::int32_t>(verdicts.size()) - periods + 1;
        for (std::int32_t column = 0; column < end; ++column)
            if (judgement_of(verdicts[static_cast<std::size_t>(column)]).truth != Truth::unknown)
                all.push_back({row, column});
    }
    if (all.size() <= most_shocks) return all;
    std::vector<Beginning> some;
    for (std::size_t i = 0; i < most_shocks; ++i) some.push_back(all[i * all.size() / most_shocks]);
    return some;
}

bool fires(const AlteredFigures& figures, const Watch& watch, RowsJudge& judge, const Beginning& at,
           int periods)
{
    std::vector<Verdict> verdicts(static_cast<std::size_t>(periods));
    const auto first = figures.panels().value.first() + at.column;
    const WideSight wide{
        figures.view(), figures.indicator(), {at.row, at.row + 1}, {first, first + (periods - 1)}};
    judge.judge(watch.rule(), wide, verdicts);
    std::vector<Judgement> judgements;
    for (const auto verdict : verdicts) judgements.push_back(judgement_of(verdict));
    const auto lived = advance(Alert{}, first, judgements, life_of(watch.rule()),
                               [](Period) { return std::nullopt; });
    return std::ranges::any_of(
        lived.turns, [](const Turn& turn) { return turn.transition == Transition::fired; });
}

void change(AlteredFigures& figures, const Beginning& at, const Shock& shock)
{
    figures.keep(at.row);
    const auto& panel = figures.panels().value;
    for (auto column = at.column; column < static_cast<std::int32_t>(panel.columns()); ++column) {
        const auto cell = panel.at(at.row, panel.first() + column);
        if (!cell.has_value()) continue;
        figures.set(static_cast<std::size_t>(column), shock.scale == Shock::Scale::percent
                                                          ? cell.value * (1 + shock.size)
                                                          : cell.value + shock.size);
    }
}

} // namespace

bool looks_upward(const Knowledge& knowledge, const Watch& watch)
{
    const auto panels = knowledge.graph.panels(watch.indicator());
    const auto all = beginnings(watch, panels.value, knowledge.alerts, 1);
    if (all.empty()) return true;
    const auto& at = all.back();
    const Sight sight(panels, knowledge.graph.indicators()[watch.indicator()], at.row,
                      panels.value.first() + at.column);
    return judge(watch.rule(), sight).assessments.front().upward;
}

int periods_to_find(Frequency frequency, const Rule& present)
{
    const int usual = frequency == Frequency::week ? 4 : frequency == Frequency::month ? 3 : 2;
    return std::max(usual, present.for_periods);
}

ShocksFound shocks_found(const Knowledge& knowledge, const Watch& watch, const Shock& shock,
                         int periods)
{
    AlteredFigures figures(knowledge, watch.indicator());
    RowsJudge judge(watch.rule());
    ShocksFound all;
    for (const auto& at : beginnings(watch, figures.panels().value, knowledge.alerts, periods)) {
        if (fires(figures, watch, judge, at, periods)) continue;
        ++all.shocks;
        change(figures, at, shock);
        if (fires(figures, watch, judge, at, periods)) ++all.found;
        figures.put_back();
    }
    return all;
}

} // namespace tuermer
