// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/warning/live_anchors.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace tuermer::bench {

namespace {

// "1.5,,0.2": nothing between two commas is no score.
std::vector<std::optional<double>> scores_of(const std::string& text, std::size_t periods)
{
    std::vector<std::optional<double>> scores;
    std::istringstream cells(text);
    for (std::string cell; std::getline(cells, cell, ',');)
        scores.push_back(cell.empty() ? std::nullopt
                                      : std::optional(std::strtod(cell.c_str(), nullptr)));
    scores.resize(periods);
    return scores;
}

std::vector<std::optional<double>> alarms_of(const std::string& letters)
{
    std::vector<std::optional<double>> alarms;
    for (const char letter : letters)
        alarms.push_back(letter == 'N' ? std::nullopt : std::optional(letter == '1' ? 2.0 : 0.0));
    return alarms;
}

} // namespace

std::vector<LiveAnchor> read_live_anchors(const std::filesystem::path& file,
                                          const std::vector<WarningPanel>& panels)
{
    std::vector<LiveAnchor> anchors;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string panel, method, alarms, scores;
        std::size_t row = 0;
        if (!(words >> panel >> method >> row >> alarms)) continue;
        words >> scores;
        const auto of = std::ranges::find_if(
            panels, [&](const WarningPanel& one) { return one.plan.name == panel; });
        if (of == panels.end() || row == 0 || row > of->series.size()) continue;
        auto anchor = std::ranges::find_if(anchors, [&](const LiveAnchor& one) {
            return one.panel == panel && one.method == method;
        });
        if (anchor == anchors.end())
            anchor = anchors.insert(anchors.end(), {panel, method, {of->plan, {}}, {}, {}});
        anchor->rows.series.push_back(of->series[row - 1]);
        anchor->alarms.push_back(alarms_of(alarms));
        anchor->scores.push_back(scores_of(scores, alarms.size()));
    }
    return anchors;
}

} // namespace tuermer::bench
