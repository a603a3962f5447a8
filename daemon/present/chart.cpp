// SPDX-License-Identifier: EUPL-1.2
// An event's chart as values: the same row over time, the comparison area's, and the known breaks.
// A pixel discloses as much as a word, so small numbers leave gaps in the line.
#include "daemon/present/case.hpp"
#include "daemon/present/figures.hpp"
#include "daemon/present/words.hpp"

#include "rules/alerts/gates.hpp"
#include "rules/disclosure/disclosure.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::present {

namespace {

constexpr std::int32_t longest_years = 20;
constexpr std::int32_t longest_others = 48; // four years of months, twelve of quarters
constexpr std::size_t fewest_points = 2;    // of the subject's line

// The codes of "area=03153 nationality=foreign", in the order of the dimensions.
std::vector<std::string> codes_of(const KeyTable& keys, std::string_view key)
{
    const auto& dimensions = keys.dimensions();
    std::vector<std::string> codes;
    std::size_t at = 0;
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
        at = key.find(dimensions[i] + "=", at);
        if (at == std::string_view::npos) return {};
        at += dimensions[i].size() + 1;
        const auto next =
            i + 1 < dimensions.size() ? key.find(" " + dimensions[i + 1] + "=", at) : key.size();
        if (next == std::string_view::npos) return {};
        codes.emplace_back(key.substr(at, next - at));
        at = next;
    }
    return codes;
}

std::optional<std::uint32_t> row_of(const KeyTable& keys, const std::vector<std::string>& codes)
{
    if (codes.empty()) return std::nullopt;
    return keys.find(std::vector<std::string_view>(codes.begin(), codes.end()));
}

bool is_small(const Trace& trace, int threshold)
{
    const bool small = trace.is_input && counts_things(trace.unit) && trace.cell.has_value() &&
                       !may_show(trace.cell.value, std::nullopt, threshold);
    if (small) return true;
    return std::ranges::any_of(trace.parts,
                               [&](const Trace& part) { return is_small(part, threshold); });
}

std::optional<double> value_in(const Panel* panel, std::uint32_t row, Period period)
{
    const auto cell = panel->at(row, period);
    return cell.has_value() ? std::optional(cell.value) : std::nullopt;
}

// One point of a line, unless its reader may not see the numbers below it.
std::optional<double> point(const Case& c, const IndicatorView& panels, std::uint32_t row,
                            Period period)
{
    const auto cell = panels.value.at(row, period);
    if (!cell.has_value()) return std::nullopt;
    const bool shown =
        panels.numerator && panels.denominator
            ? may_show(value_in(panels.numerator, row, period),
                       value_in(panels.denominator, row, period), c.threshold)
            : !is_small(c.knowledge->graph.trace(*c.indicator_id, row, period), c.threshold);
    return shown ? std::optional(cell.value) : std::nullopt;
}

ChartSeries series_of(const Case& c, const IndicatorView& panels, std::uint32_t row,
                      PeriodRange range, std::string label)
{
    ChartSeries series{std::move(label), {}};
    for (auto period = range.first; period <= range.last; period = period + 1)
        series.values.push_back(point(c, panels, row, period));
    return series;
}

bool is_protected(const Panel& panel, std::uint32_t row, Period period,
                  const std::optional<double>& shown)
{
    return !shown && panel.at(row, period).has_value();
}

// A pooled figure less the years that are shown would give away the one that is not: then none of
// the stretch is drawn.
void hide_stretches(ChartSeries& series, const Case& c, const Panel& panel, std::uint32_t row,
                    PeriodRange range)
{
    for (const auto* figure : {c.now, c.reference}) {
        if (figure == nullptr || figure->first == figure->last) continue;
        const auto first = std::max(figure->first, range.first);
        const auto last = std::min(figure->last, range.last);
        if (last < first) continue;
        const auto begin = series.values.begin() + (first - range.first);
        const auto end = series.values.begin() + (last - range.first) + 1;
        auto period = first - 1;
        const bool any = std::any_of(begin, end, [&](const std::optional<double>& shown) {
            period = period + 1;
            return is_protected(panel, row, period, shown);
        });
        if (any) std::fill(begin, end, std::nullopt);
    }
}

bool is_drawable(const ChartSeries& series)
{
    const auto has_value = [](const std::optional<double>& value) { return value.has_value(); };
    return static_cast<std::size_t>(std::ranges::count_if(series.values, has_value)) >=
           fewest_points;
}

PeriodRange range_of(const Panel& panel, Period last)
{
    const bool yearly =
        last.frequency() == Frequency::year || last.frequency() == Frequency::school_year;
    const int longest = yearly ? longest_years : longest_others;
    return {std::max(panel.first(), last - (longest - 1)), last};
}

// Periods before anyone counted would squeeze the line to the right.
void drop_empty_beginning(Chart& chart)
{
    std::size_t empty = chart.periods.size();
    for (const auto& series : chart.series) {
        const auto first = std::ranges::find_if(
            series.values, [](const std::optional<double>& value) { return value.has_value(); });
        empty = std::min(empty, static_cast<std::size_t>(first - series.values.begin()));
    }
    const auto count = static_cast<std::ptrdiff_t>(empty);
    chart.periods.erase(chart.periods.begin(), chart.periods.begin() + count);
    for (auto& series : chart.series)
        series.values.erase(series.values.begin(), series.values.begin() + count);
    for (auto& mark : chart.breaks) mark.first = mark.first > empty ? mark.first - empty : 0;
    if (chart.highlight) *chart.highlight -= std::min(empty, *chart.highlight);
}

// Where breaks lie: the first period that ends on or after the day.
void add_breaks(Chart& chart, const Case& c, PeriodRange range)
{
    for (const auto* known : breaks_between(c.knowledge->breaks, *c.indicator, c.event->area,
                                            range.first.first_day(), range.last.last_day())) {
        auto period = range.first;
        while (period.last_day() < known->date) period = period + 1;
        const auto position = static_cast<std::size_t>(period - range.first);
        chart.breaks.emplace_back(position, c.in(known->why));
    }
    std::ranges::sort(chart.breaks);
}

std::string unit_words(const Case& c)
{
    if (c.per == 100) return c.say("Prozent", "percent");
    if (c.per != 1) return c.say("je {}", "per {}", count_text(c.per, c.language));
    return c.in(title_of(c.unit));
}

std::optional<ChartSeries> comparison_series(const Case& c, const IndicatorView& panels,
                                             std::vector<std::string> codes, PeriodRange range)
{
    if (c.comparison_now == nullptr) return std::nullopt;
    const auto dimension = panels.value.keys().dimension("area");
    if (!dimension) return std::nullopt;
    codes[*dimension] = c.comparison_now->area;
    const auto row = row_of(panels.value.keys(), codes);
    if (!row) return std::nullopt;
    auto series = series_of(c, panels, *row, range,
                            area_name(c.comparison_now->area, *c.knowledge, c.language));
    return is_drawable(series) ? std::optional(std::move(series)) : std::nullopt;
}

// "Landkreis Goslar: von 34,7 (2005) auf 38,7 (2024), niedrigster Wert 11,0 (2017), …".
std::string course_text(const Chart& chart, const ChartSeries& series, const Case& c)
{
    std::vector<std::size_t> held;
    for (std::size_t i = 0; i < series.values.size(); ++i)
        if (series.values[i]) held.push_back(i);
    if (held.empty()) return c.say("{}: kein Wert", "{}: no value", series.label);
    const auto by_value = [&](std::size_t a, std::size_t b) {
        return *series.values[a] < *series.values[b];
    };
    const auto at = [&](std::size_t i) {
        return unbroken(fmt::format("{} ({})", c.level(*series.values[i]), chart.periods[i]));
    };
    const auto lowest = *std::ranges::min_element(held, by_value);
    const auto highest = *std::ranges::max_element(held, by_value);
    const auto gaps = series.values.size() - held.size();
    auto text = c.say("{}: von {} auf {}, niedrigster Wert {}, höchster {}",
                      "{}: from {} to {}, lowest value {}, highest {}", series.label,
                      at(held.front()), at(held.back()), at(lowest), at(highest));
    if (gaps == 0) return text;
    return text + c.say("; für {} {} kein gezeigter Wert", "; no value shown for {} {}",
                        spelled(gaps, c.language),
                        gaps == 1 ? c.say("Zeitpunkt", "period") : c.say("Zeitpunkte", "periods"));
}

std::string_view without_full_stop(std::string_view sentence)
{
    return sentence.ends_with('.') ? sentence.substr(0, sentence.size() - 1) : sentence;
}

} // namespace

std::optional<Chart> chart_of(const Case& c)
{
    if (c.hidden || c.indicator == nullptr) return std::nullopt;
    const auto& panels = c.knowledge->graph.panels(*c.indicator_id);
    const auto codes = codes_of(panels.value.keys(), c.event->key);
    const auto row = row_of(panels.value.keys(), codes);
    if (!row || panels.value.empty() || c.event->period < panels.value.first()) return std::nullopt;
    const auto range = range_of(panels.value, c.event->period);
    Chart chart{.title = c.title(),
                .unit_label = unit_words(c),
                .periods = {},
                .series = {series_of(c, panels, *row, range, c.area())},
                .breaks = {},
                .highlight = static_cast<std::size_t>(range.last - range.first)};
    hide_stretches(chart.series.front(), c, panels.value, *row, range);
    if (!is_drawable(chart.series.front())) return std::nullopt;
    for (auto period = range.first; period <= range.last; period = period + 1)
        chart.periods.push_back(axis_text(period));
    if (auto other = comparison_series(c, panels, codes, range))
        chart.series.push_back(std::move(*other));
    add_breaks(chart, c, range);
    drop_empty_beginning(chart);
    const auto last = chart.series.front().values.back();
    chart.decimals = decimals_of(last.value_or(0), c.unit, c.per);
    return chart;
}

std::string alt_text(const Chart& chart, const Case& c)
{
    auto text = c.say("Liniendiagramm von {} bis {}, {}.", "Line chart from {} to {}, {}.",
                      chart.periods.front(), chart.periods.back(), chart.unit_label);
    for (const auto& series : chart.series) text += " " + course_text(chart, series, c) + ".";
    for (const auto& [position, why] : chart.breaks)
        text += c.say(" Bekannter Bruch ab {}: {}.", " Known break from {} on: {}.",
                      chart.periods[position], without_full_stop(why));
    return text;
}

} // namespace tuermer::present
