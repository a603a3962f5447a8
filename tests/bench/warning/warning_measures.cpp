// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/warning/warning_measures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <tuple>

namespace tuermer::bench {

namespace {

constexpr std::array conditions{"spike3", "spike5", "spike10",  "shift1",
                                "shift2", "shift3", "drift025", "drift050"};

using Scores = std::vector<std::optional<double>>;

bool alarms(const std::optional<double>& score, double threshold)
{
    return score && *score > threshold;
}

// Periods from the onset to the first alarm within the window.
std::optional<int> first_alarm(const Scores& scores, int from, int window, double threshold)
{
    for (int i = 0; i < window; ++i)
        if (alarms(scores.at(static_cast<std::size_t>(from + i)), threshold)) return i;
    return std::nullopt;
}

double timeliness(std::optional<int> delay, int window)
{
    return delay ? 1 - static_cast<double>(*delay) / window : 0;
}

// How often base series alarm, in all and in the worst scenario.
struct FalseAlarms {
    std::map<std::string, std::pair<double, double>> of_scenario; // alarms, periods

    double worst() const
    {
        double most = 0;
        for (const auto& [name, of] : of_scenario)
            most = std::max(most, of.second > 0 ? of.first / of.second : 0);
        return most;
    }
    double share() const
    {
        double count = 0, periods = 0;
        for (const auto& [name, of] : of_scenario) count += of.first, periods += of.second;
        return periods > 0 ? count / periods : 0;
    }
};

FalseAlarms false_alarms(const WarningPanel& panel, const PanelScores& scores, double threshold)
{
    FalseAlarms found;
    for (std::size_t s = 0; s < panel.series.size(); ++s) {
        if (panel.series[s].condition != "base") continue;
        auto& [count, periods] = found.of_scenario[panel.series[s].scenario];
        for (const auto& score : scores[s]) {
            count += alarms(score, threshold) ? 1 : 0;
            periods += score ? 1 : 0;
        }
    }
    return found;
}

// Each event series beside the base series it was made from.
std::map<std::tuple<std::string, std::string, std::string>, std::size_t>
index_of(const WarningPanel& panel)
{
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> index;
    for (std::size_t s = 0; s < panel.series.size(); ++s) {
        const LabelledSeries& one = panel.series[s];
        index[{one.scenario, one.replicate, one.condition}] = s;
    }
    return index;
}

} // namespace

WarningMeasures measure(const WarningPanel& panel, const PanelScores& scores, double threshold)
{
    const FalseAlarms wolf = false_alarms(panel, scores, threshold);
    WarningMeasures result{wolf.share(), wolf.worst(), 0, 0, 0, 0, {}};
    const auto index = index_of(panel);
    double delays = 0, seen = 0;
    for (const char* condition : conditions) {
        const bool spike = std::string_view(condition).starts_with("spike");
        const int window = spike ? panel.plan.spike_window : panel.plan.long_window;
        double detected = 0, events = 0, timely = 0;
        for (std::size_t s = 0; s < panel.series.size(); ++s) {
            const LabelledSeries& one = panel.series[s];
            if (one.condition != condition) continue;
            const int from = one.onset - panel.plan.training - 1;
            const auto base = index.at({one.scenario, one.replicate, "base"});
            const auto delay = first_alarm(scores[s], from, window, threshold);
            const auto without = first_alarm(scores[base], from, window, threshold);
            timely += timeliness(delay, window) - timeliness(without, window);
            events += 1;
            detected += delay ? 1 : 0;
            delays += delay.value_or(0);
        }
        seen += detected;
        result.by_condition.push_back(events > 0 ? detected / events : 0);
        result.detected += result.by_condition.back() / conditions.size();
        result.timely += events > 0 ? timely / events / conditions.size() : 0;
    }
    result.delay = seen > 0 ? delays / seen : 0;
    result.score = 100 * (result.timely - panel.plan.cost * result.false_alarms);
    return result;
}

double threshold_at(const WarningPanel& panel, const PanelScores& scores, double share)
{
    std::vector<double> all;
    for (std::size_t s = 0; s < panel.series.size(); ++s)
        if (panel.series[s].condition == "base")
            for (const auto& score : scores[s])
                if (score) all.push_back(*score);
    if (all.empty()) return 1;
    std::sort(all.begin(), all.end(), std::greater<>());
    return all[std::min(all.size() - 1, static_cast<std::size_t>(share * double(all.size())))];
}

} // namespace tuermer::bench
