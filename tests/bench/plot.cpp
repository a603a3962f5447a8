// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <optional>

namespace tuermer::bench {

namespace {

constexpr double width = 760, height = 480, left = 80, right = 30, top = 50, bottom = 60;
constexpr std::array colours{"#1b5e7d", "#b3541e", "#3d7a3d"};

// Whole powers of ten from `first` to `last`, over so many pixels.
struct Axis {
    int first = 0, last = 0;
    double from = 0, to = 0;

    double at(double value) const
    {
        return from + (to - from) * (std::log10(value) - first) / std::max(1, last - first);
    }
};

Axis axis_over(const std::vector<Curve>& curves, double PlotPoint::*coordinate, double from,
               double to)
{
    std::optional<double> least, most;
    for (const auto& curve : curves)
        for (const auto& point : curve.points) {
            least = std::min(least.value_or(point.*coordinate), point.*coordinate);
            most = std::max(most.value_or(point.*coordinate), point.*coordinate);
        }
    if (!least) return {0, 1, from, to};
    return {static_cast<int>(std::floor(std::log10(*least))),
            static_cast<int>(std::ceil(std::log10(*most))), from, to};
}

std::string text(double x, double y, const char* anchor, const std::string& words)
{
    return fmt::format("<text x='{:.1f}' y='{:.1f}' text-anchor='{}'>{}</text>\n", x, y, anchor,
                       words);
}

std::string line(double x1, double y1, double x2, double y2)
{
    return fmt::format("<line x1='{:.1f}' y1='{:.1f}' x2='{:.1f}' y2='{:.1f}' stroke='#ccc'/>\n",
                       x1, y1, x2, y2);
}

std::string grid(const Axis& x, const Axis& y)
{
    std::string svg;
    for (int power = x.first; power <= x.last; ++power) {
        const auto at = x.at(std::pow(10, power));
        svg += line(at, y.from, at, y.to) +
               text(at, y.from + 20, "middle", fmt::format("1e{}", power));
    }
    for (int power = y.first; power <= y.last; ++power) {
        const auto at = y.at(std::pow(10, power));
        svg += line(x.from, at, x.to, at) +
               text(x.from - 8, at + 4, "end", fmt::format("1e{}", power));
    }
    return svg;
}

std::string drawn(const Curve& curve, const Axis& x, const Axis& y, std::size_t number)
{
    const auto* colour = colours[number % colours.size()];
    std::string path, dots;
    for (const auto& point : curve.points) {
        fmt::format_to(std::back_inserter(path), "{:.1f},{:.1f} ", x.at(point.x), y.at(point.y));
        fmt::format_to(std::back_inserter(dots),
                       "<circle cx='{:.1f}' cy='{:.1f}' r='4' fill='{}'><title>{:.4g}: {:.4g}"
                       "</title></circle>\n",
                       x.at(point.x), y.at(point.y), colour, point.x, point.y);
    }
    const auto legend = top + 20 + 18 * static_cast<double>(number);
    return fmt::format("<polyline points='{}' fill='none' stroke='{}' stroke-width='2'/>\n", path,
                       colour) +
           dots +
           fmt::format("<g fill='{}'>{}</g>", colour, text(left + 12, legend, "start", curve.name));
}

} // namespace

bool write_plot(const std::string& file, const std::string& title, const std::string& x_axis,
                const std::string& y_axis, const std::vector<Curve>& curves)
{
    if (std::ranges::all_of(curves, [](const Curve& curve) { return curve.points.empty(); }))
        return false;
    const auto x = axis_over(curves, &PlotPoint::x, left, width - right);
    const auto y = axis_over(curves, &PlotPoint::y, height - bottom, top);
    auto svg = fmt::format("<svg xmlns='http://www.w3.org/2000/svg' width='{}' height='{}' "
                           "font-family='sans-serif' font-size='13'>\n"
                           "<rect width='100%' height='100%' fill='white'/>\n",
                           width, height);
    svg += text(width / 2, 28, "middle", title) + text(width / 2, height - 14, "middle", x_axis) +
           text(16, top - 12, "start", y_axis) + grid(x, y);
    for (std::size_t number = 0; number < curves.size(); ++number)
        svg += drawn(curves[number], x, y, number);
    std::ofstream out(file, std::ios::binary);
    out << svg << "</svg>\n";
    return static_cast<bool>(out.flush());
}

} // namespace tuermer::bench
