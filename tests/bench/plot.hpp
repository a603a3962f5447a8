// SPDX-License-Identifier: EUPL-1.2
// Curves over logarithmic axes as an SVG file.
#pragma once

#include <string>
#include <vector>

namespace tuermer::bench {

struct PlotPoint {
    double x = 0, y = 0; // above 0
};
struct Curve {
    std::string name;
    std::vector<PlotPoint> points;
};

// False when the file cannot be written, or there is nothing to draw.
bool write_plot(const std::string& file, const std::string& title, const std::string& x_axis,
                const std::string& y_axis, const std::vector<Curve>& curves);

} // namespace tuermer::bench
