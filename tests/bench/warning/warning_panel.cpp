// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/warning/warning_panel.hpp"

#include <charconv>
#include <fstream>
#include <limits>
#include <string_view>

namespace tuermer::bench {

namespace {

struct KnownPanel {
    const char* name;
    int frequency, training, periods, spike_window, long_window;
    double cost;
};
constexpr KnownPanel known_panels[] = {
    {"M96", 12, 72, 96, 3, 12, 15}, {"Q40", 4, 28, 40, 3, 6, 5},    {"M36", 12, 24, 36, 3, 6, 15},
    {"A15", 1, 10, 15, 2, 3, 1.25}, {"U96", 12, 72, 96, 3, 12, 15}, {"R96", 12, 72, 96, 3, 12, 15},
};

std::vector<std::string_view> split(std::string_view line)
{
    std::vector<std::string_view> cells;
    while (true) {
        const auto comma = line.find(',');
        cells.push_back(line.substr(0, comma));
        if (comma == std::string_view::npos) return cells;
        line.remove_prefix(comma + 1);
    }
}

double number(std::string_view cell)
{
    double value = std::numeric_limits<double>::quiet_NaN();
    std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return value;
}

// id, scenario, rep, contaminated, condition, onset, y1 … yN
LabelledSeries series_of(const std::string& line)
{
    const auto cells = split(line);
    LabelledSeries series;
    if (cells.size() < 7) return series;
    series.scenario = cells[1];
    series.replicate = cells[2];
    series.condition = cells[4];
    series.onset = static_cast<int>(number(cells[5]));
    for (std::size_t i = 6; i < cells.size(); ++i) series.counts.push_back(number(cells[i]));
    return series;
}

} // namespace

std::vector<WarningPanel> read_panels(const std::filesystem::path& folder)
{
    std::vector<WarningPanel> panels;
    for (const KnownPanel& known : known_panels) {
        const PanelPlan plan{known.name,         known.frequency,   known.training, known.periods,
                             known.spike_window, known.long_window, known.cost,     false};
        std::ifstream file(folder / (plan.name + ".csv"));
        WarningPanel panel{plan, {}};
        std::string line;
        std::getline(file, line);
        while (std::getline(file, line)) panel.series.push_back(series_of(line));
        if (!panel.series.empty()) panels.push_back(std::move(panel));
    }
    return panels;
}

} // namespace tuermer::bench
