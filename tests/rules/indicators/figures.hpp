// SPDX-License-Identifier: EUPL-1.2
// Short ways to write measures, indicators and releases in a test.
#pragma once

#include "rules/indicators/graph.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tuermer::testing_figures {

inline MeasureShape measure(std::string name, std::string_view unit,
                            std::vector<std::string> dimensions, Frequency frequency)
{
    return {std::move(name), *parse_unit(unit), std::move(dimensions), frequency, "test"};
}

inline Indicator value(std::string id, std::string formula)
{
    Indicator indicator;
    indicator.id = std::move(id);
    indicator.value = std::move(formula);
    return indicator;
}

inline Indicator rate(std::string id, std::string numerator, std::string denominator, double per)
{
    Indicator indicator;
    indicator.id = std::move(id);
    indicator.numerator = std::move(numerator);
    indicator.denominator = std::move(denominator);
    indicator.per = per;
    return indicator;
}

struct Figure {
    std::vector<std::string> codes;
    Period period;
    Cell cell;
};

inline Cell known(double figure, Status status = Status::final)
{
    return {figure, Mark(Missing::none, status)};
}
inline Cell missing(Missing reason)
{
    return {0, reason};
}

inline MeasureBlock block(const MeasureShape& shape, const std::vector<Figure>& figures)
{
    MeasureBlock result{shape.name, KeyTable(shape.dimensions), {}};
    for (const auto& [codes, period, cell] : figures)
        result.observations.push_back(
            {result.keys.row({codes.begin(), codes.end()}), period, cell});
    return result;
}

inline Release release(std::vector<MeasureBlock> blocks, bool full = false)
{
    Release result;
    result.source = "test";
    result.full = full;
    result.blocks = std::move(blocks);
    return result;
}

inline Graph built(std::vector<MeasureShape> measures, std::vector<Indicator> indicators)
{
    auto graph = Graph::build(std::move(measures), std::move(indicators));
    if (graph) return std::move(*graph);
    for (const auto& error : graph.error())
        ADD_FAILURE() << error.indicator << "." << error.field << ": " << error.what.en;
    return {};
}

inline std::vector<Moved> take(Graph& graph, const Release& release)
{
    const auto changed = graph.absorb(release);
    if (changed) return graph.update(*changed);
    ADD_FAILURE() << changed.error().what.en;
    return {};
}

inline Cell at(const Panel& panel, const std::vector<std::string>& codes, Period period)
{
    const auto row = panel.keys().find({codes.begin(), codes.end()});
    if (row) return panel.at(*row, period);
    ADD_FAILURE() << "no such row in " << panel.name();
    return {};
}

} // namespace tuermer::testing_figures
