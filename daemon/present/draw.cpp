// SPDX-License-Identifier: EUPL-1.2
// Draws a chart: the subject's line in blue with round points, the comparison thin and grey with
// square ones (Okabe–Ito blue and a grey: told apart by everyone, on paper too), words at the
// lines' ends instead of a legend, gaps where there is no value to show.
#include "daemon/present/canvas.hpp"
#include "daemon/present/figures.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::present {

namespace {

constexpr Size sheet{800, 400};
constexpr double density = 1.6; // writing the PNG is nearly all the work: no more than is seen
constexpr double left = 56, right = 628, bottom = 352; // of the plot; words stand right of it
constexpr double margin = 16;

constexpr Colour white = colour(0xFFFFFF), ink = colour(0x1A1A1A), soft_ink = colour(0x4D4D4D);
constexpr Colour grid = colour(0xE3E3E3), axis = colour(0x8C8C8C), break_line = colour(0x767676);
constexpr Colour subject = colour(0x0072B2), subject_ink = colour(0x005A8C);
constexpr Colour comparison = colour(0x595959);

struct Scaling {
    double low = 0, high = 1, step = 1;
};

// 1, 2, 2.5 or 5 times a power of ten, so that about five lines cover the range.
double step_for(double range)
{
    const double rough = range / 5;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (rough <= factor * power) return factor * power;
    return 10 * power;
}

std::vector<double> all_values(const Chart& chart)
{
    std::vector<double> values;
    for (const auto& series : chart.series)
        for (const auto& value : series.values)
            if (value) values.push_back(*value);
    return values;
}

// From zero, unless everything lies in the upper half: then the line would be a flat one.
Scaling scaling_of(const Chart& chart)
{
    const auto values = all_values(chart);
    if (values.empty()) return {};
    const auto [smallest, largest] = std::ranges::minmax_element(values);
    const double low = *smallest > *largest / 2 ? *smallest : std::min(0.0, *smallest);
    const double range = *largest > low ? *largest - low : std::max(1.0, std::abs(*largest));
    const double step = step_for(range);
    return {std::floor(low / step) * step, std::ceil((low + range) / step) * step, step};
}

struct Sheet {
    Canvas canvas;
    const Chart* chart;
    Language language;
    Scaling scaling;
    double top;

    double x(std::size_t period) const
    {
        const auto last = std::max<std::size_t>(chart->periods.size(), 2) - 1;
        return left + (right - left) * static_cast<double>(period) / static_cast<double>(last);
    }
    double y(double value) const
    {
        return bottom - (bottom - top) * (value - scaling.low) / (scaling.high - scaling.low);
    }
};

void draw_title(Sheet& s)
{
    s.canvas.write({margin, 12}, s.chart->title, {ink, 15, true, sheet.width - 2 * margin, 1});
    s.canvas.write({margin, 35}, s.chart->unit_label, {soft_ink, 12});
}

int decimals_of_step(double step)
{
    for (int digits = 0; digits < 3; ++digits)
        if (std::abs(step * std::pow(10, digits) - std::round(step * std::pow(10, digits))) < 1e-9)
            return digits;
    return 3;
}

void draw_levels(Sheet& s)
{
    const auto count = std::lround((s.scaling.high - s.scaling.low) / s.scaling.step);
    const int decimals = decimals_of_step(s.scaling.step);
    for (long i = 0; i <= count; ++i) {
        const double value = s.scaling.low + static_cast<double>(i) * s.scaling.step;
        const double y = s.y(value);
        s.canvas.line({{left, y}, {right, y}}, {i == 0 ? axis : grid, 1, {}});
        const auto text = number_text(value, decimals, s.language);
        const auto size = s.canvas.measure(text, {soft_ink, 12});
        s.canvas.write({left - 8 - size.width, y - size.height / 2}, text, {soft_ink, 12});
    }
}

// As many words as fit without touching, counted back from the newest.
void draw_periods(Sheet& s)
{
    const Lettering lettering{soft_ink, 12};
    double widest = 1;
    for (const auto& period : s.chart->periods)
        widest = std::max(widest, s.canvas.measure(period, lettering).width);
    const double apart = s.chart->periods.size() > 1 ? s.x(1) - s.x(0) : right - left;
    const auto stride = static_cast<std::size_t>(std::ceil((widest + 10) / apart));
    const auto last = s.chart->periods.size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
        if ((last - i) % stride != 0) continue;
        const auto& text = s.chart->periods[i];
        s.canvas.line({{s.x(i), bottom}, {s.x(i), bottom + 4}}, {axis, 1, {}});
        s.canvas.write({s.x(i) - s.canvas.measure(text, lettering).width / 2, bottom + 8}, text,
                       lettering);
    }
}

// A break lies between its period and the one before.
double break_x(const Sheet& s, std::size_t position)
{
    const double half = s.chart->periods.size() > 1 ? (s.x(1) - s.x(0)) / 2 : 0;
    return std::max(left, s.x(position) - half);
}

struct Room {
    double from = 0, width = 0;
};

// Room for a break's words to the right of its line. Where there is none, the alt text has them.
Room room_beside(const Sheet& s, std::size_t number, double at)
{
    constexpr double widest = 190, least = 70;
    const auto& breaks = s.chart->breaks;
    const auto next = number + 1;
    const double end = next < breaks.size() ? break_x(s, breaks[next].first) : sheet.width - margin;
    if (end - at - 8 >= least) return {at + 4, std::min(widest, end - at - 8)};
    return {};
}

void draw_breaks(Sheet& s)
{
    for (std::size_t i = 0; i < s.chart->breaks.size(); ++i) {
        const auto& [position, why] = s.chart->breaks[i];
        const double at = break_x(s, position);
        s.canvas.line({{at, 60}, {at, bottom}}, {break_line, 1, {4, 3}});
        const auto room = room_beside(s, i, at);
        if (room.width > 0)
            s.canvas.write({room.from, 58}, why, {soft_ink, 11, false, room.width, 3});
    }
}

// Runs of neighbouring values: a gap ends a run.
std::vector<std::vector<Point>> runs_of(const Sheet& s, const ChartSeries& series)
{
    std::vector<std::vector<Point>> runs(1);
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        if (series.values[i])
            runs.back().push_back({s.x(i), s.y(*series.values[i])});
        else if (!runs.back().empty())
            runs.emplace_back();
    }
    return runs;
}

void draw_series(Sheet& s, std::size_t number)
{
    const bool first = number == 0;
    for (const auto& run : runs_of(s, s.chart->series[number])) {
        s.canvas.line(run, {first ? subject : comparison, first ? 3.0 : 1.5, {}});
        for (const auto& point : run) {
            if (first)
                s.canvas.disc(point, 3.5, subject);
            else
                s.canvas.box(point, 4, comparison);
        }
    }
}

// Where the subject has no value to show: a small cross on the axis, said in words below.
void draw_gaps(Sheet& s)
{
    const auto& values = s.chart->series.front().values;
    bool any = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i]) continue;
        const Point at{s.x(i), bottom};
        s.canvas.line({{at.x - 3, at.y - 9}, {at.x + 3, at.y - 3}}, {break_line, 1.2, {}});
        s.canvas.line({{at.x - 3, at.y - 3}, {at.x + 3, at.y - 9}}, {break_line, 1.2, {}});
        any = true;
    }
    if (!any) return;
    const auto words = say("× {}: kein Wert veröffentlicht oder geschützt",
                           "× {}: no value published, or protected", s.chart->series.front().label);
    s.canvas.write({left, bottom + 28}, words.in(s.language), {soft_ink, 11});
}

void draw_highlight(Sheet& s)
{
    if (!s.chart->highlight) return;
    const auto& value = s.chart->series.front().values[*s.chart->highlight];
    if (!value) return;
    const Point at{s.x(*s.chart->highlight), s.y(*value)};
    s.canvas.disc(at, 8, white);
    s.canvas.disc(at, 6.5, subject);
}

struct Label {
    double y = 0; // of its middle
    std::string name, value;
    bool first = false;
};

std::optional<Label> label_of(const Sheet& s, std::size_t number)
{
    const auto& series = s.chart->series[number];
    const auto last =
        std::ranges::find_if(series.values.rbegin(), series.values.rend(),
                             [](const std::optional<double>& value) { return value.has_value(); });
    if (last == series.values.rend()) return std::nullopt;
    const auto& period =
        s.chart->periods[static_cast<std::size_t>(series.values.rend() - last) - 1];
    const bool newest = last == series.values.rbegin();
    auto value = number_text(**last, s.chart->decimals, s.language);
    if (!newest) value += " (" + period + ")";
    return Label{s.y(**last), series.label, value, number == 0};
}

// Words at the lines' ends, pushed apart where they would lie on each other.
void draw_labels(Sheet& s)
{
    constexpr double height = 38, x = right + 16;
    std::vector<Label> labels;
    for (std::size_t i = 0; i < s.chart->series.size(); ++i)
        if (auto label = label_of(s, i)) labels.push_back(std::move(*label));
    std::ranges::sort(labels, {}, &Label::y);
    for (std::size_t i = 1; i < labels.size(); ++i)
        labels[i].y = std::max(labels[i].y, labels[i - 1].y + height);
    double lowest = bottom;
    for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
        label->y = std::min(label->y, lowest);
        lowest = label->y - height;
        const auto tint = label->first ? subject_ink : soft_ink;
        const double width = sheet.width - margin - x;
        s.canvas.write({x, label->y - 17}, label->name, {tint, 12, label->first, width, 1});
        s.canvas.write({x, label->y - 1}, label->value, {tint, 15, label->first, width, 1});
    }
}

} // namespace

} // namespace tuermer::present

namespace tuermer {

using namespace present;

Result<std::string> draw_png(const Chart& chart, Language language)
{
    auto canvas = Canvas::open(sheet, density);
    if (!canvas) return tl::unexpected(canvas.error());
    Sheet s{.canvas = std::move(*canvas),
            .chart = &chart,
            .language = language,
            .scaling = scaling_of(chart),
            .top = chart.breaks.empty() ? 68.0 : 108.0};
    s.canvas.fill(white);
    if (chart.periods.empty() || chart.series.empty()) return s.canvas.png();
    draw_title(s);
    draw_levels(s);
    draw_periods(s);
    draw_breaks(s);
    draw_gaps(s);
    for (auto i = chart.series.size(); i-- > 0;) draw_series(s, i);
    draw_highlight(s);
    draw_labels(s);
    return s.canvas.png();
}

} // namespace tuermer
