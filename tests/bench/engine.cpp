// SPDX-License-Identifier: EUPL-1.2
// The engine on the shared workload beside its peers: everything at once, one new month, one
// revised cell. Run by tests/bench/run, which also runs the peers and hands over what they say.
#include "tests/bench/cost_plot.hpp"
#include "tests/bench/csv_rows.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/peers.hpp"
#include "tests/bench/store_rows.hpp"
#include "tests/bench/table.hpp"
#include "tests/bench/workload.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <iterator>
#include <random>

namespace tuermer::bench {

namespace {

constexpr int runs = 5;
constexpr std::uint32_t national_areas = 20'000, all_months = 120;

struct Arguments {
    std::string write_panel; // only write the panel, for the peers
    std::string peers;       // folder with what they said, and the panel they read
    std::string plot;        // where the cost plot goes
    std::string only;        // one part: panel, replay, csv, month, start or plot; empty: all
    bool as_json = false;

    bool wants(std::string_view part) const { return only.empty() || only == part; }
};

Arguments arguments_of(int count, char** words)
{
    Arguments arguments;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--json") arguments.as_json = true;
        if (word == "--write-panel" && i + 1 < count) arguments.write_panel = words[++i];
        if (word == "--peers" && i + 1 < count) arguments.peers = words[++i];
        if (word == "--plot" && i + 1 < count) arguments.plot = words[++i];
        if (word == "--only" && i + 1 < count) arguments.only = words[++i];
    }
    return arguments;
}

// How long the parts of one answer took.
struct Parts {
    double absorb = 0, update = 0, judge = 0;
    double total() const { return absorb + update + judge; }
};

Parts answer(Graph& graph, const std::vector<Alarm>& alarms, const Release& release,
             Stopwatch taken)
{
    Parts parts;
    std::vector<ChangedCell> cells;
    std::vector<Moved> moved;
    parts.absorb = taken([&] { cells = *graph.absorb(release); });
    parts.update = taken([&] { moved = graph.update(cells); });
    parts.judge = taken([&] { judge_moved(graph, alarms, moved); });
    return parts;
}

Parts median_of(const std::vector<Parts>& readings)
{
    const auto of = [&](double Parts::*part) {
        std::vector<double> values;
        for (const auto& reading : readings) values.push_back(reading.*part);
        return median(values);
    };
    return {of(&Parts::absorb), of(&Parts::update), of(&Parts::judge)};
}

double worst_of(const std::vector<Parts>& readings)
{
    double worst = 0;
    for (const auto& reading : readings) worst = std::max(worst, reading.total());
    return worst;
}

std::string split(const Parts& parts)
{
    return fmt::format("absorb {:.3g} ms, update {:.3g} ms, judge {:.3g} ms", parts.absorb,
                       parts.update, parts.judge);
}

class EngineBench {
public:
    explicit EngineBench(const Arguments& arguments)
        : arguments_(arguments), duckdb_(peer_answer(arguments.peers + "/duckdb.json", "DuckDB"))
    {
    }

    Results run();

private:
    void memory();
    void bytes_per_cell(const Graph& graph);
    void everything(const Graph& loaded);
    void again_and_bandwidth(Graph& graph);
    void compare(const Graph& graph);
    void computing(const CommonPanel& panel);
    void ten_years(const CommonPanel& panel);
    void new_month(Graph graph, const CommonPanel& panel);
    void revised_cells(std::uint32_t areas);
    void revised_cells(Graph graph, const CommonPanel& panel);
    void beside_duckdb(std::string work, double ours, std::optional<double> PeerAnswer::*theirs,
                       std::optional<double> at_least);
    void add(Results more);

    Arguments arguments_;
    std::optional<PeerAnswer> duckdb_;
    std::optional<double> peak_mebibytes_;
    OwnReadings own_;
    Results results_;
};

void EngineBench::beside_duckdb(std::string work, double ours,
                                std::optional<double> PeerAnswer::*theirs,
                                std::optional<double> at_least)
{
    Row row;
    row.work = std::move(work);
    row.peer = duckdb_ ? "DuckDB, one thread" : "DuckDB: peer not available";
    row.ours = ours;
    if (duckdb_) row.of_peer = (*duckdb_).*theirs;
    if (at_least) row.goal = Goal{Goal::Of::ratio, *at_least};
    results_.rows.push_back(std::move(row));
}

// First, while this process is still small: a child starts with its parent's memory.
void EngineBench::memory()
{
    peak_mebibytes_ = peak_mebibytes([] {
        constexpr std::uint32_t areas_at_once = 200;
        auto graph = workload_graph();
        PanelMaker maker(all_months);
        for (std::uint32_t made = 0; made < national_areas; made += areas_at_once)
            load_at_once(graph, maker.next(areas_at_once));
        graph.update_all();
    });
    // Prometheus 2.42 at one evaluation of the same panel, recorded with
    // ../shared/bench/prometheus.
    constexpr double prometheus = 499;
    results_.rows.push_back(
        {"peak memory: history loaded 200 areas at a time, all periods computed",
         "Prometheus (recorded, not in this run)", "MiB", peak_mebibytes_, prometheus,
         Goal{Goal::Of::ratio, 4}});
}

// Of that peak: the program and all keys are in it. An indicator that is a measure has no panel.
void EngineBench::bytes_per_cell(const Graph& graph)
{
    if (!peak_mebibytes_) return;
    const auto cells_of = [](const Panel& panel) { return 1.0 * panel.rows() * panel.columns(); };
    double cells = cells_of(graph.panel(0));
    for (IndicatorId id = 0; id < graph.indicators().size(); ++id)
        if (const auto& panel = graph.panels(id).value; &panel != &graph.panel(0))
            cells += cells_of(panel);
    Row row;
    row.work = "the same per stored cell, with the program and all keys";
    row.unit = "bytes";
    row.ours = *peak_mebibytes_ * 1024 * 1024 / cells;
    row.goal = Goal{Goal::Of::ours, 12};
    results_.rows.push_back(std::move(row));
    results_.notes.push_back(fmt::format(
        "Limits of a panel, beyond which a release is refused: {} rows, {} periods, {} cells.",
        Panel::max_rows, Panel::max_columns, Panel::max_cells));
}

void EngineBench::everything(const Graph& loaded)
{
    const auto alarms = workload_alarms(loaded);
    std::vector<double> computed, judged;
    for (int run = 0; run < runs; ++run) {
        auto graph = loaded;
        computed.push_back(processor_time([&] { graph.update_all(); }));
        judged.push_back(processor_time([&] { judge_all(graph, alarms); }));
    }
    own_.all_periods = median(computed) + median(judged);
    beside_duckdb("all periods: five series computed, from memory", median(computed),
                  &PeerAnswer::all_periods, std::nullopt);
    beside_duckdb("all periods: five series and three alerts judged",
                  median(computed) + median(judged), &PeerAnswer::all_periods, 50);
}

// Bytes: each indicator reads and writes a value and a mark per cell.
void EngineBench::again_and_bandwidth(Graph& graph)
{
    std::vector<double> readings;
    for (int run = 0; run < runs; ++run)
        readings.push_back(processor_time([&] { graph.update_all(); }));
    double cells = 0;
    for (IndicatorId id = 0; id < graph.indicators().size(); ++id) {
        const auto& value = graph.panels(id).value;
        cells += static_cast<double>(value.rows()) * value.columns();
    }
    constexpr double bytes_per_cell = 2 * 9;
    Row row;
    row.work = "all periods computed again, against moving the same bytes";
    row.peer = "STREAM triad, one thread";
    row.ours = median(readings);
    row.of_peer = cells * bytes_per_cell / triad_bandwidth(runs);
    row.goal = Goal{Goal::Of::ratio, 0.4};
    results_.rows.push_back(std::move(row));
}

void EngineBench::compare(const Graph& graph)
{
    const auto own = own_.check = checksums(graph, workload_alarms(graph));
    if (!duckdb_) return;
    results_.notes.push_back(
        fmt::format("Checksums of the last period {} with DuckDB {} to 1e-9: {} rows; sums {:.6f}; "
                    "alerts {}.",
                    agree(own, duckdb_->check) ? "agree" : "DO NOT AGREE", duckdb_->version,
                    own.rows, fmt::join(own.sums, ", "), fmt::join(own.alerts, ", ")));
    if (!agree(own, duckdb_->check))
        results_.notes.push_back(fmt::format(
            "DuckDB: {} rows; sums {:.6f}; alerts {}.", duckdb_->check.rows,
            fmt::join(duckdb_->check.sums, ", "), fmt::join(duckdb_->check.alerts, ", ")));
}

void EngineBench::ten_years(const CommonPanel& panel)
{
    std::vector<double> readings;
    std::size_t turns = 0;
    for (int run = 0; run < runs; ++run) {
        auto graph = workload_graph();
        auto watches = workload_watches(graph);
        readings.push_back(processor_time([&] { turns = replay(graph, watches, panel); }));
    }
    own_.replay = median(readings);
    results_.notes.push_back(
        fmt::format("The replay had {} turns of alerts and took {:.0f} ms.", turns, *own_.replay));
}

void EngineBench::new_month(Graph graph, const CommonPanel& panel)
{
    const auto alarms = workload_alarms(graph);
    Press press(panel);
    auto values = values_of_month(panel, panel.months.size() - 1);
    std::vector<Parts> readings;
    for (int run = 1; run <= runs; ++run) {
        for (auto& value : values) value *= 1.001;
        readings.push_back(
            answer(graph, alarms, press.month(panel.months.back() + run, values), processor_time));
    }
    const auto middle = median_of(readings);
    own_.new_month = middle.total();
    beside_duckdb("one new month, 20,000 areas: absorb, update, judge", middle.total(),
                  &PeerAnswer::last_period, 500);
    results_.notes.push_back(fmt::format("One new month: {}; the slowest of {} took {:.3g} ms.",
                                         split(middle), runs, worst_of(readings)));
}

void EngineBench::revised_cells(Graph graph, const CommonPanel& panel)
{
    constexpr int revisions = 2000;
    const auto alarms = workload_alarms(graph);
    Press press(panel);
    std::mt19937 chance(7);
    std::vector<Parts> readings;
    std::vector<double> totals;
    for (int i = 0; i < revisions; ++i) {
        const auto area = chance() % panel.areas.size(), month = chance() % panel.months.size();
        const auto& release =
            press.cell(area, panel.months[month], panel.value(area, month) + 0.001 * (i + 1));
        readings.push_back(answer(graph, alarms, release, wall_time));
        totals.push_back(readings.back().total());
    }
    Row row;
    row.work = fmt::format("one revised cell of {} × {}, any period → verdicts", panel.areas.size(),
                           panel.months.size());
    row.ours = median(totals);
    row.goal = Goal{Goal::Of::ours, 0.02};
    results_.rows.push_back(std::move(row));
    results_.notes.push_back(fmt::format("One revised cell of {} areas: {} (median of {}).",
                                         panel.areas.size(), split(median_of(readings)),
                                         revisions));
}

void EngineBench::revised_cells(std::uint32_t areas)
{
    const auto panel = common_panel(areas, all_months);
    auto graph = workload_graph();
    load(graph, panel);
    graph.update_all();
    revised_cells(std::move(graph), panel);
}

void EngineBench::add(Results more)
{
    std::ranges::move(more.rows, std::back_inserter(results_.rows));
    std::ranges::move(more.notes, std::back_inserter(results_.notes));
}

void EngineBench::computing(const CommonPanel& panel)
{
    revised_cells(2'000);
    auto graph = workload_graph();
    load(graph, panel);
    everything(graph);
    graph.update_all();
    bytes_per_cell(graph);
    compare(graph);
    again_and_bandwidth(graph);
    new_month(graph, panel);
    revised_cells(std::move(graph), panel);
}

Results EngineBench::run()
{
    results_.notes.push_back(
        "Medians of 5 runs. Times are processor time of one thread, ours and the "
        "peers'; of a revised cell wall time.");
    if (arguments_.wants("panel")) memory();
    const auto panel = common_panel(national_areas, all_months);
    if (arguments_.wants("panel")) computing(panel);
    if (arguments_.wants("replay")) ten_years(panel);
    if (arguments_.only.empty()) add(beside_peers(arguments_.peers, own_));
    if (!arguments_.peers.empty() && arguments_.wants("csv"))
        add(csv_rows(arguments_.peers + "/panel.csv", panel,
                     duckdb_ ? duckdb_->read : std::nullopt));
    if (arguments_.wants("month")) add(month_rows(std::filesystem::temp_directory_path()));
    if (arguments_.wants("start")) add(start_rows(std::filesystem::temp_directory_path()));
    if (!arguments_.plot.empty() && arguments_.wants("plot")) add(cost_plot(arguments_.plot));
    return std::move(results_);
}

int run(const Arguments& arguments)
{
    if (!arguments.write_panel.empty())
        return write_csv(common_panel(national_areas, all_months), arguments.write_panel) ? 0 : 1;
    const auto results = EngineBench(arguments).run();
    std::cout << (arguments.as_json ? json(results) : markdown(results));
    return 0;
}

} // namespace

} // namespace tuermer::bench

int main(int count, char** words)
{
    return tuermer::bench::run(tuermer::bench::arguments_of(count, words));
}
