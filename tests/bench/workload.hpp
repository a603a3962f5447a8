// SPDX-License-Identifier: EUPL-1.2
// The shared workload as Türmer's own users would write it: five series as formulas, three alerts
// as rules with the test `level`.
#pragma once

#include "rules/alerts/watch.hpp"
#include "rules/indicators/graph.hpp"
#include "tests/bench/common_panel.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace tuermer::bench {

// A graph that computes the workload, still without figures.
Graph workload_graph();

struct Alarm {
    IndicatorId indicator = 0;
    Rule rule;
    std::shared_ptr<RowsJudge> judge; // made once, as a watch does
};
// change > 3 %, z > 1.5, value > 1.02 × district mean.
std::vector<Alarm> workload_alarms(const Graph& graph);

// Releases of the panel's measure. Made once and filled anew, so that no benchmark measures its
// own preparations.
class Press {
public:
    explicit Press(const CommonPanel& panel);
    // All areas' figures of one month.
    const Release& month(Period month, const std::vector<double>& values);
    // One figure of one area.
    const Release& cell(std::size_t area, Period month, double value);

private:
    const CommonPanel& panel_;
    Release month_, cell_;
};

// The history of some areas as one release, added to what is there.
void load_at_once(Graph& graph, const CommonPanel& areas);

// The three alerts over all areas with a life of their own: they end when two months are clear.
std::vector<Watch> workload_watches(const Graph& graph);
// Releases month by month, each absorbed, computed, judged and its turns kept. How many turns.
std::size_t replay(Graph& graph, std::vector<Watch>& watches, const CommonPanel& panel);

std::vector<double> values_of_month(const CommonPanel& panel, std::size_t month);
// The whole history, one release per month, as it would have been published.
void load(Graph& graph, const CommonPanel& panel);

// Judges what moved; how many verdicts are yes.
std::size_t judge_moved(const Graph& graph, const std::vector<Alarm>& alarms,
                        const std::vector<Moved>& moved);
// Judges every cell of every alarm.
std::size_t judge_all(const Graph& graph, const std::vector<Alarm>& alarms);

// What every peer prints of the last period: rows, sums of the five series (the district's mean
// once per area), counts of the three alerts.
struct Checksums {
    double rows = 0;
    std::array<double, 5> sums{};
    std::array<double, 3> alerts{};
};
Checksums checksums(const Graph& graph, const std::vector<Alarm>& alarms);
bool agree(const Checksums& a, const Checksums& b); // to 1e-9, relative

} // namespace tuermer::bench
