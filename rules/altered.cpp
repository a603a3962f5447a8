// SPDX-License-Identifier: EUPL-1.2
#include "rules/altered.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

IndicatorPanels copy_of(const IndicatorView& view)
{
    IndicatorPanels panels{view.value, {}, {}};
    if (view.numerator != nullptr) panels.numerator = *view.numerator;
    if (view.denominator != nullptr) panels.denominator = *view.denominator;
    return panels;
}

std::vector<Cell> copy_of(const Panel& panel, std::uint32_t row)
{
    std::vector<Cell> cells;
    for (int column = 0; column < static_cast<int>(panel.columns()); ++column)
        cells.push_back(panel.at(row, panel.first() + column));
    return cells;
}

void put_into(Panel& panel, std::uint32_t row, const std::vector<Cell>& cells)
{
    for (std::size_t column = 0; column < cells.size(); ++column)
        panel.put(row, panel.first() + static_cast<int>(column), cells[column]);
}

double whole(double value, const Unit& unit)
{
    return counts_things(unit) ? std::max(0.0, std::round(value)) : value;
}

} // namespace

AlteredFigures::AlteredFigures(const Knowledge& knowledge, IndicatorId indicator)
    : indicator_(knowledge.graph.indicators()[indicator]),
      panels_(copy_of(knowledge.graph.panels(indicator))),
      view_(panels_)
{
    view_.graph = &knowledge.graph;
}

bool AlteredFigures::counts() const
{
    return counts_things(panels_.numerator ? panels_.numerator->unit() : panels_.value.unit());
}

void AlteredFigures::keep(std::uint32_t row)
{
    row_ = row;
    values_ = copy_of(panels_.value, row);
    if (panels_.numerator) numerators_ = copy_of(*panels_.numerator, row);
}

void AlteredFigures::put_back()
{
    put_into(panels_.value, row_, values_);
    if (panels_.numerator) put_into(*panels_.numerator, row_, numerators_);
}

void AlteredFigures::set(std::size_t column, double value)
{
    const auto period = panels_.value.first() + static_cast<int>(column);
    auto figure = panels_.value.at(row_, period);
    if (!panels_.numerator) {
        figure.value = whole(value, panels_.value.unit());
        panels_.value.put(row_, period, figure);
        return;
    }
    const double denominator = panels_.denominator->at(row_, period).value;
    auto part = panels_.numerator->at(row_, period);
    double numerator = whole(value * denominator / indicator_.per, panels_.numerator->unit());
    if (part.value <= denominator) numerator = std::min(numerator, denominator);
    part.value = numerator;
    panels_.numerator->put(row_, period, part);
    figure.value = indicator_.per * numerator / denominator;
    panels_.value.put(row_, period, figure);
}

namespace {

constexpr int most_doublings = 40; // from one person to all there are
constexpr double fine = 1e-4;      // share of the figure that is exact enough where nothing counts

// One figure of one row, turned until the rule says otherwise.
class Search {
public:
    Search(const Knowledge& knowledge, const Rule& rule, IndicatorId indicator, std::uint32_t row,
           Period period)
        : rule_(rule),
          figures_(knowledge, indicator),
          row_(row),
          period_(period),
          column_(static_cast<std::size_t>(period - figures_.panels().value.first())),
          before_(figures_.panels().value.at(row, period).value)
    {
        figures_.keep(row);
    }

    std::optional<TurningPoint> find()
    {
        const auto judged = judge(rule_, sight());
        if (judged.judgement.truth == Truth::unknown || judged.assessments.empty())
            return std::nullopt;
        const bool fires = judged.judgement.truth == Truth::yes;
        const bool rises = judged.assessments.front().upward != fires;
        const double unit = step();
        if (unit <= 0) return std::nullopt;
        double same = 0, other = 0; // so many steps away
        for (int i = 0; other == 0; ++i) {
            const double away = std::pow(2.0, i);
            if (i == most_doublings || !is_possible(rises ? away * unit : -away * unit))
                return std::nullopt;
            if (fires_at((rises ? away : -away) * unit) == fires)
                same = away;
            else
                other = away;
        }
        while (other - same > 1) {
            const double middle = std::floor((same + other) / 2);
            (fires_at((rises ? middle : -middle) * unit) == fires ? same : other) = middle;
        }
        return point(fires, (rises ? other : -other) * unit);
    }

private:
    Sight sight() const { return {figures_.view(), figures_.indicator(), row_, period_}; }

    double denominator() const
    {
        const auto& panel = figures_.panels().denominator;
        return panel ? panel->at(row_, period_).value : 0;
    }

    // One person more or less where persons are counted.
    double step() const
    {
        if (!figures_.counts()) return std::abs(before_) * fine;
        return figures_.panels().numerator ? figures_.indicator().per / denominator() : 1;
    }

    // Counts do not fall below nothing, and a part does not exceed its whole.
    bool is_possible(double change) const
    {
        if (!figures_.counts()) return true;
        const double wanted = before_ + change;
        const auto& numerator = figures_.panels().numerator;
        const bool is_part = numerator && numerator->at(row_, period_).value <= denominator();
        // The last doubling may overshoot; `set` then stops at the end.
        return wanted > -before_ - 1 && (!is_part || wanted < 2 * figures_.indicator().per);
    }

    bool fires_at(double change)
    {
        figures_.set(column_, before_ + change);
        const bool fires = judge(rule_, sight()).judgement.truth == Truth::yes;
        figures_.put_back();
        return fires;
    }

    TurningPoint point(bool fires, double change)
    {
        TurningPoint found;
        found.fires = fires;
        found.value = before_;
        const auto& panels = figures_.panels();
        if (panels.numerator) found.numerator = panels.numerator->at(row_, period_).value;
        figures_.set(column_, before_ + change);
        found.turned = panels.value.at(row_, period_).value;
        if (panels.numerator) {
            found.turned_numerator = panels.numerator->at(row_, period_).value;
            found.denominator = denominator();
        }
        figures_.put_back();
        return found;
    }

    const Rule& rule_;
    AlteredFigures figures_;
    std::uint32_t row_;
    Period period_;
    std::size_t column_;
    double before_;
};

} // namespace

std::optional<TurningPoint> turning_point(const Knowledge& knowledge, const Rule& rule,
                                          std::uint32_t row, Period period)
{
    const auto indicator = knowledge.graph.indicator(rule.indicator);
    if (!indicator) return std::nullopt;
    const auto& panel = knowledge.graph.panels(*indicator).value;
    if (row >= panel.rows() || !panel.at(row, period).has_value()) return std::nullopt;
    return Search(knowledge, rule, *indicator, row, period).find();
}

} // namespace tuermer
