// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/workload.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/core.h>
#include <utility>

namespace tuermer::bench {

namespace {

Indicator indicator(std::string id, std::string formula)
{
    Indicator made;
    made.id = std::move(id);
    made.value = std::move(formula);
    return made;
}

MeasureShape measure()
{
    return {"x", *parse_unit("euro"), {"area", "district"}, Frequency::month, "bench"};
}

[[noreturn]] void give_up(const std::string& why)
{
    fmt::print(stderr, "bench: {}\n", why);
    std::exit(1);
}

std::shared_ptr<const Detector> level(const Graph& graph, IndicatorId id, std::string at_least)
{
    const Place place{"bench", 1, 1};
    const Table table{
        {"at_least", {place, std::make_shared<Node>(Node{place, std::move(at_least)})}}};
    Mistakes mistakes;
    Settings settings(table, place, "test 'level'", mistakes);
    const DetectorContext context{
        &graph.indicators()[id], Frequency::month, graph.unit(id), false, {}};
    const auto& kinds = detector_kinds();
    const auto kind = std::ranges::find(kinds, "level", &DetectorKind::name);
    std::shared_ptr<const Detector> detector = kind->make(settings, context);
    if (mistakes.any_error()) give_up(describe(mistakes.sorted().front(), Language::en));
    return detector;
}

Alarm alarm(const Graph& graph, std::string_view indicator, std::string at_least)
{
    Alarm made;
    made.indicator = *graph.indicator(indicator);
    made.rule.id = made.rule.indicator = indicator;
    made.rule.when.push_back(level(graph, made.indicator, std::move(at_least)));
    made.judge = std::make_shared<RowsJudge>(made.rule);
    return made;
}

std::size_t judge_block(const Graph& graph, const Alarm& alarm, RowRange rows, PeriodRange periods)
{
    WideSight wide{graph.panels(alarm.indicator), graph.indicators()[alarm.indicator], rows,
                   periods};
    const auto at_a_time = std::max(1U, 1024 / wide.columns().count);
    std::vector<Verdict> verdicts;
    std::size_t yes = 0;
    for (auto& [first, end] = wide.rows; first < rows.end; first = end) {
        end = std::min(first + at_a_time, rows.end);
        verdicts.resize(wide.cells());
        alarm.judge->judge(alarm.rule, wide, verdicts);
        for (const auto verdict : verdicts)
            yes += (static_cast<unsigned>(verdict) & 3U) == static_cast<unsigned>(Truth::yes);
    }
    return yes;
}

MeasureBlock empty_block()
{
    const auto shape = measure();
    return {shape.name, KeyTable(shape.dimensions), {}};
}

void take_in(Graph& graph, const Release& release)
{
    const auto absorbed = graph.absorb(release);
    if (!absorbed) give_up(absorbed.error().what.en);
}

bool close(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

} // namespace

Graph workload_graph()
{
    auto graph =
        Graph::build({measure()}, {
                                      indicator("last", "x"),
                                      indicator("change", "100 * (x / lag(x, 1 y) - 1)"),
                                      indicator("mean12", "mean(x, 12 m)"),
                                      indicator("z36", "(x - mean(x, 36 m)) / sd(x, 36 m)"),
                                      indicator("district", "mean(x by district)"),
                                      indicator("gap", "x - 1.02 * district"),
                                  });
    if (!graph) give_up(graph.error().front().what.en);
    return std::move(*graph);
}

std::vector<Alarm> workload_alarms(const Graph& graph)
{
    return {alarm(graph, "change", "3 %"), alarm(graph, "z36", "1.5"),
            alarm(graph, "gap", "0 euro")};
}

Press::Press(const CommonPanel& panel) : panel_(panel)
{
    for (auto* release : {&month_, &cell_}) {
        release->source = "bench";
        release->full = false;
        release->blocks.push_back(empty_block());
    }
    auto& block = month_.blocks.front();
    for (const auto& area : panel.areas)
        block.observations.push_back({block.keys.row({area.code, area.district}), {}, {}});
}

const Release& Press::month(Period month, const std::vector<double>& values)
{
    auto& observations = month_.blocks.front().observations;
    for (std::size_t a = 0; a < observations.size(); ++a) {
        observations[a].period = month;
        observations[a].cell = {values[a], Missing::none};
    }
    return month_;
}

const Release& Press::cell(std::size_t area, Period month, double value)
{
    auto& block = cell_.blocks.front();
    block = empty_block();
    const auto row = block.keys.row({panel_.areas[area].code, panel_.areas[area].district});
    block.observations.push_back({row, month, {value, Missing::none}});
    return cell_;
}

std::vector<double> values_of_month(const CommonPanel& panel, std::size_t month)
{
    std::vector<double> values;
    values.reserve(panel.areas.size());
    for (std::size_t a = 0; a < panel.areas.size(); ++a) values.push_back(panel.value(a, month));
    return values;
}

void load(Graph& graph, const CommonPanel& panel)
{
    Press press(panel);
    for (std::size_t m = 0; m < panel.months.size(); ++m)
        take_in(graph, press.month(panel.months[m], values_of_month(panel, m)));
}

void load_at_once(Graph& graph, const CommonPanel& areas)
{
    Release release;
    release.source = "bench";
    release.full = false;
    auto block = empty_block();
    block.observations.reserve(areas.values.size());
    for (std::size_t a = 0; a < areas.areas.size(); ++a) {
        const auto row = block.keys.row({areas.areas[a].code, areas.areas[a].district});
        for (std::size_t m = 0; m < areas.months.size(); ++m)
            block.observations.push_back(
                {row, areas.months[m], {areas.value(a, m), Missing::none}});
    }
    release.blocks.push_back(std::move(block));
    take_in(graph, release);
}

std::vector<Watch> workload_watches(const Graph& graph)
{
    std::vector<Watch> watches;
    for (const auto& alarm : workload_alarms(graph)) {
        Rule watched = alarm.rule;
        watched.keep_periods = 2;
        for (int land = 1; land <= 16; ++land)
            watched.areas.push_back({AreaSelector::Kind::under, fmt::format("{:02}", land)});
        watches.emplace_back(std::move(watched), alarm.indicator, "");
    }
    return watches;
}

std::size_t replay(Graph& graph, std::vector<Watch>& watches, const CommonPanel& panel)
{
    Press press(panel);
    Alerts alerts;
    std::size_t turns = 0;
    for (std::size_t m = 0; m < panel.months.size(); ++m) {
        const auto& release = press.month(panel.months[m], values_of_month(panel, m));
        const auto cells = graph.absorb(release);
        if (!cells) give_up(cells.error().what.en);
        const auto moved = graph.update(*cells);
        for (auto& watch : watches) {
            Turned turned;
            watch.advance(graph, moved, alerts, turned);
            turns += turned.turns.size();
        }
    }
    return turns;
}

std::size_t judge_moved(const Graph& graph, const std::vector<Alarm>& alarms,
                        const std::vector<Moved>& moved)
{
    std::size_t yes = 0;
    for (const auto& block : moved)
        for (const auto& alarm : alarms)
            if (alarm.indicator == block.indicator)
                yes += judge_block(graph, alarm, block.rows, block.periods);
    return yes;
}

std::size_t judge_all(const Graph& graph, const std::vector<Alarm>& alarms)
{
    std::size_t yes = 0;
    for (const auto& alarm : alarms) {
        const auto& panel = graph.panels(alarm.indicator).value;
        yes += judge_block(graph, alarm, {0, panel.rows()}, {panel.first(), panel.last()});
    }
    return yes;
}

Checksums checksums(const Graph& graph, const std::vector<Alarm>& alarms)
{
    const auto& measured = graph.panel(0);
    const auto last = measured.last();
    const auto value = [&](const char* id) -> const Panel& {
        return graph.panels(*graph.indicator(id)).value;
    };
    Checksums sums;
    sums.rows = measured.rows();
    for (std::uint32_t row = 0; row < measured.rows(); ++row) {
        const std::array own{"last", "change", "mean12", "z36"};
        for (std::size_t i = 0; i < own.size(); ++i)
            sums.sums[i] += value(own[i]).at(row, last).value;
        const auto& district = value("district");
        const auto of_area = district.keys().find({measured.keys().code(row, 1)});
        sums.sums[4] += district.at(*of_area, last).value;
    }
    for (std::size_t i = 0; i < alarms.size(); ++i)
        sums.alerts[i] = static_cast<double>(judge_block(
            graph, alarms[i], {0, graph.panels(alarms[i].indicator).value.rows()}, {last, last}));
    return sums;
}

bool agree(const Checksums& a, const Checksums& b)
{
    return a.rows == b.rows && a.alerts == b.alerts && std::ranges::equal(a.sums, b.sums, close);
}

} // namespace tuermer::bench
