// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/cost_plot.hpp"

#include "tests/bench/measure.hpp"
#include "tests/bench/plot.hpp"
#include "tests/bench/workload.hpp"

#include <fmt/format.h>
#include <map>
#include <random>
#include <string_view>
#include <unistd.h>

namespace tuermer::bench {

namespace {

constexpr std::uint32_t months = 120;
// Of the panel in memory: the measure, six figures computed from it, and the panel's own copy.
constexpr double bytes_per_cell = 8 * 9 + 8;

// Every district has four areas, however many there are: a revised cell reaches as many cells in a
// small panel as in a large one.
CommonPanel panel_of(std::uint32_t areas)
{
    auto panel = common_panel(areas, months);
    for (std::size_t a = 0; a < panel.areas.size(); ++a)
        panel.areas[a].district = fmt::format("d{:06}", a / 4);
    return panel;
}

struct Loaded {
    explicit Loaded(std::uint32_t areas) : panel(panel_of(areas)), graph(workload_graph())
    {
        load(graph, panel);
        graph.update_all();
        alarms = workload_alarms(graph);
    }
    double cells() const { return static_cast<double>(panel.values.size()); }

    CommonPanel panel;
    Graph graph;
    std::vector<Alarm> alarms;
};

// `count` different cells anywhere, each a little changed.
Release revision(const Loaded& loaded, std::size_t count, std::mt19937& chance)
{
    const auto& shape = loaded.graph.measures().front();
    Release release{"bench", {}, false, {}};
    auto& block =
        release.blocks.emplace_back(MeasureBlock{shape.name, KeyTable(shape.dimensions), {}});
    std::map<std::pair<std::size_t, std::size_t>, double> cells;
    while (cells.size() < count) {
        const auto area = chance() % loaded.panel.areas.size(), month = chance() % months;
        cells[{area, month}] =
            loaded.panel.value(area, month) + 1e-3 * static_cast<double>(chance() % 1000 + 1);
    }
    for (const auto& [place, value] : cells) {
        const auto& area = loaded.panel.areas[place.first];
        const auto row = block.keys.row({area.code, area.district});
        block.observations.push_back(
            {row, loaded.panel.months[place.second], {value, Missing::none}});
    }
    return release;
}

// The median time from a revision of so many cells to the verdicts.
double cost_of(Loaded& loaded, std::size_t count, int runs)
{
    std::mt19937 chance(static_cast<std::uint32_t>(count)); // never the same revisions again
    std::vector<double> readings;
    for (int run = 0; run < runs; ++run) {
        const auto release = revision(loaded, count, chance);
        readings.push_back(wall_time([&] {
            const auto cells = *loaded.graph.absorb(release);
            judge_moved(loaded.graph, loaded.alarms, loaded.graph.update(cells));
        }));
    }
    return median(readings);
}

bool fits(double cells)
{
    const auto free = static_cast<double>(::sysconf(_SC_AVPHYS_PAGES)) *
                      static_cast<double>(::sysconf(_SC_PAGESIZE));
    return cells * bytes_per_cell * 1.5 < free;
}

Curve by_size(Results& results)
{
    Curve curve{"one revised cell, against the cells of the panel", {}};
    for (const auto areas : {84U, 834U, 8'334U, 83'334U, 833'334U}) {
        if (!fits(1.0 * areas * months)) {
            results.notes.push_back(
                fmt::format("A panel of {:.0e} cells does not fit into the memory "
                            "that is free; the plot ends before it.",
                            1.0 * areas * months));
            continue;
        }
        Loaded loaded(areas);
        curve.points.push_back({loaded.cells(), cost_of(loaded, 1, 2000)});
    }
    return curve;
}

Curve by_reach()
{
    Curve curve{"revised cells, in a panel of 10^7 cells", {}};
    Loaded loaded(83'334);
    for (const std::size_t count : {1U, 10U, 100U, 1'000U, 10'000U, 100'000U})
        curve.points.push_back(
            {static_cast<double>(count), cost_of(loaded, count, count < 1'000 ? 200 : 5)});
    return curve;
}

void add_rows(const Curve& curve, std::string_view what, Results& results)
{
    for (const auto& point : curve.points) {
        Row row;
        row.work = fmt::format("cost: {} {:.3g}", what, point.x);
        row.ours = point.y;
        results.rows.push_back(std::move(row));
    }
}

} // namespace

Results cost_plot(const std::string& file)
{
    Results results;
    const auto size = by_size(results), reach = by_reach();
    add_rows(size, "one revised cell, panel of cells", results);
    add_rows(reach, "cells revised at once, panel of 10^7:", results);
    const auto drawn =
        write_plot(file, "Cost grows as the cells reached", "cells", "ms", {size, reach});
    results.notes.push_back(drawn ? "The cost plot is in " + file + "."
                                  : "The cost plot could not be written to " + file + ".");
    return results;
}

} // namespace tuermer::bench
