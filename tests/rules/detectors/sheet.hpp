// SPDX-License-Identifier: EUPL-1.2
// Small tables written by hand, and the settings of a test as its author would write them.
#pragma once

#include "rules/detectors/detector.hpp"

#include <initializer_list>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace tuermer::testing {

inline const Unit percent{{}, 0.01};
inline const Unit persons{{{"persons", 1}}, 1};
inline const Unit ratio{};

struct Rate {
    double numerator = 0, denominator = 0;
};

// The figures of an indicator by area, year after year.
class Sheet {
public:
    explicit Sheet(Period first = Period::year(2015)) : first_(first)
    {
        indicator.id = "leavers";
        indicator.per = 100;
        unit = percent;
    }

    Sheet& rates(const std::string& area, const std::vector<Rate>& rates);
    Sheet& values(const std::string& area, const std::vector<double>& values);
    // Replaces one cell everywhere: value, numerator and denominator.
    Sheet& mark(const std::string& area, Period period, Mark mark);
    Sight sight(const std::string& area, Period t) const
    {
        return {panels, indicator, *panels.value.keys().find({area}), t};
    }

    Indicator indicator;
    Unit unit;
    IndicatorPanels panels;

private:
    Panel fresh(const Unit& of) const { return {"leavers", of, first_.frequency(), {"area"}}; }
    void begin(bool with_counts)
    {
        if (panels.value.keys().dimensions().empty()) panels.value = fresh(unit);
        if (!with_counts || panels.numerator) return;
        panels.numerator = fresh(persons);
        panels.denominator = fresh(persons);
    }

    Period first_;
};

inline void put(Panel& panel, const std::string& area, Period period, Cell cell)
{
    panel.put(panel.row({area}), period, cell);
}

inline Sheet& Sheet::rates(const std::string& area, const std::vector<Rate>& rates)
{
    begin(true);
    auto period = first_;
    for (const auto& [numerator, denominator] : rates) {
        put(*panels.numerator, area, period, {numerator, Missing::none});
        put(*panels.denominator, area, period, {denominator, Missing::none});
        const double value = numerator / denominator * indicator.per;
        put(panels.value, area, period,
            denominator > 0 ? Cell{value, Missing::none} : Cell{0, Missing::not_applicable});
        period = period + 1;
    }
    return *this;
}

inline Sheet& Sheet::values(const std::string& area, const std::vector<double>& values)
{
    begin(false);
    auto period = first_;
    for (const double value : values) {
        put(panels.value, area, period, {value, Missing::none});
        period = period + 1;
    }
    return *this;
}

inline Sheet& Sheet::mark(const std::string& area, Period period, Mark mark)
{
    const auto remark = [&](Panel& panel) {
        const double value = panel.at(panel.row({area}), period).value;
        put(panel, area, period, {mark.has_value() ? value : 0, mark});
    };
    remark(panels.value);
    if (panels.numerator) remark(*panels.numerator);
    if (panels.denominator) remark(*panels.denominator);
    return *this;
}

using Rungs = std::map<std::string, std::string>;
using Listed = std::vector<std::string>;
using Written = std::variant<std::string, double, bool, Rungs, Listed>;

inline Node node_of(const Written& written)
{
    Node node{{"regeln.toml", 3, 12}, {}};
    if (const auto* text = std::get_if<std::string>(&written)) node.value = *text;
    if (const auto* number = std::get_if<double>(&written)) node.value = *number;
    if (const auto* flag = std::get_if<bool>(&written)) node.value = *flag;
    if (const auto* listed = std::get_if<Listed>(&written)) {
        Array members;
        for (const auto& text : *listed) members.push_back({node.place, text});
        node.value = members;
    }
    if (const auto* rungs = std::get_if<Rungs>(&written)) {
        Table table;
        for (const auto& [severity, amount] : *rungs)
            table[severity] = {node.place, std::make_shared<Node>(node_of(amount))};
        node.value = table;
    }
    return node;
}

using SettingsWritten = std::map<std::string, Written>;

struct Made {
    std::unique_ptr<Detector> detector;
    std::vector<Mistake> mistakes;
};

// The detector of a kind with these settings, and everything that is wrong with them.
inline Made make(std::string_view kind, const SettingsWritten& written,
                 const DetectorContext& context)
{
    Table table;
    for (const auto& [key, value] : written)
        table[key] = {{"regeln.toml", 3, 1}, std::make_shared<Node>(node_of(value))};
    Mistakes mistakes;
    Settings settings(table, {"regeln.toml", 1, 1}, "test '" + std::string(kind) + "'", mistakes);
    Made made;
    for (const auto& known : detector_kinds())
        if (known.name == kind) made.detector = known.make(settings, context);
    settings.finish();
    made.mistakes = mistakes.sorted();
    return made;
}

inline DetectorContext context_of(const Sheet& sheet)
{
    return {&sheet.indicator,
            sheet.panels.value.frequency(),
            sheet.unit,
            sheet.panels.numerator.has_value(),
            {}};
}

} // namespace tuermer::testing
