// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/warning/speed.hpp"

#include "rules/statistics/composite.hpp"
#include "rules/statistics/farrington.hpp"
#include "rules/statistics/mann_kendall.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/warning/stored_results.hpp"
#include "tests/bench/warning/test_at_work.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <span>
#include <sstream>

namespace tuermer::bench {

namespace {

using namespace tuermer::statistics;

constexpr double nightly_series = 120'000; // 300 indicators × 400 districts

std::vector<std::vector<double>> base_series(const WarningPanel& panel)
{
    std::vector<std::vector<double>> all;
    for (const LabelledSeries& one : panel.series)
        if (one.condition == "base") all.push_back(one.counts);
    return all;
}

// The middle of five runs over all series, series per second of processor time.
template <typename Work>
double speed(std::size_t series, Work work)
{
    std::vector<double> readings;
    for (int run = 0; run < 5; ++run)
        readings.push_back(processor_time([&] {
            for (std::size_t i = 0; i < series; ++i) work(i);
        }));
    return 1e3 * static_cast<double>(series) / median(readings);
}

// Every series with a mean of 100 in its last two years: one limit lies as near to all of them.
std::vector<std::vector<double>> indexed(std::vector<std::vector<double>> series)
{
    constexpr std::size_t recent = 24;
    for (auto& one : series) {
        double sum = 0;
        for (std::size_t i = one.size() - recent; i < one.size(); ++i) sum += one[i];
        const double mean = std::max(1.0, sum / recent);
        for (double& figure : one) figure *= 100 / mean;
    }
    return series;
}

// A test over the newest month of every row, from the figures alone.
double speed_of_test(const TestRow& test, const Panel& panel)
{
    const TestAtWork work(test, panel);
    return speed(panel.rows(), [&](std::size_t row) { (void)work.newest(row); });
}

class Comparison {
public:
    explicit Comparison(const std::map<std::string, double>& live) : live_(live) {}

    void add(std::string work, double per_second)
    {
        found_.push_back({std::move(work), per_second, {}, 0, false});
    }
    // Beside R's call: live under this name, or as stored; 0 stored: only live.
    void add(std::string work, double per_second, std::string call, const std::string& name,
             double stored)
    {
        const auto live = live_.find(name);
        const bool now = live != live_.end();
        if (!now && stored == 0) return;
        found_.push_back(
            {std::move(work), per_second, std::move(call), now ? live->second : stored, now});
    }
    std::vector<Speed> found() const { return found_; }

private:
    const std::map<std::string, double>& live_;
    std::vector<Speed> found_;
};

} // namespace

std::map<std::string, double> read_r_speeds(const std::filesystem::path& file)
{
    std::map<std::string, double> speeds;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string name;
        double per_second = 0;
        if (words >> name >> per_second && name != "version") speeds[name] = per_second;
    }
    return speeds;
}

std::vector<Speed> speeds(const WarningPanel& panel, const std::map<std::string, double>& r)
{
    const auto series = base_series(panel);
    const auto held = panel_of(series, *parse_unit("persons"));
    const auto near = panel_of(indexed(series), Unit{});
    const int last = panel.plan.periods - 1;
    const auto settings = composite_settings(panel.plan.frequency, last);
    Comparison table(r);
    table.add("composite, newest point from the figures alone",
              speed(series.size(), [&](auto i) { (void)composite_newest({series[i]}, settings); }));
    table.add("composite, newest point, scores before it kept", speed(series.size(), [&](auto i) {
                  (void)composite({series[i]}, last, last, settings);
              }));
    const auto add_test = [&](const TestRow& test, const Panel& figures) {
        table.add(
            fmt::format("test {}{}, newest point from the figures alone", test.name, test.what),
            speed_of_test(test, figures));
    };
    for (const auto* test : {"signal", "cusum", "ewma", "outbreak"}) add_test({test, {}}, held);
    const TestRow rows[] = {
        {"level", {{"at_least", "120"}}},
        {"change", {{"at_least", "+20"}, {"against", "same month last year"}}},
        {"trend", {{"at_least", "+1"}}},
        {"shift", {{"at_least", "+10"}}},
        {"gap", {{"at_least", "+20"}, {"to", "10000"}}},
        {"milestone", {{"at_least", "120"}}},
        {"forecast", {{"at_least", "120"}}, ", limit near"},
        {"forecast", {{"at_least", "1000"}}, ", limit out of reach"},
    };
    for (const TestRow& row : rows) add_test(row, near);
    FarringtonSettings farrington_settings{.half_window = 1, .alpha = 0.01};
    farrington_settings.mode = FarringtonMode::parity;
    const auto by_farrington = [&](std::size_t i) {
        (void)farrington(series[i], {}, farrington_settings);
    };
    table.add("farringtonFlexible in parity, delta, newest point",
              speed(series.size(), by_farrington), "surveillance::farringtonFlexible",
              "farrington_delta", farrington_delta_of_r);
    farrington_settings.threshold = FarringtonThreshold::nb_plugin;
    farrington_settings.seasons = 4;
    table.add("farringtonFlexible in parity, nbPlugin, four seasons, newest point",
              speed(series.size(), by_farrington), "surveillance::farringtonFlexible",
              "farrington_quantile", farrington_quantile_of_r);
    const double kendall =
        speed(series.size(), [&](std::size_t i) { (void)mann_kendall(series[i]); });
    table.add("Mann–Kendall", kendall, "Kendall::MannKendall (Fortran)", "", mann_kendall_of_r);
    table.add("Mann–Kendall", kendall, "stats::cor.test", "kendall", 0);
    return table.found();
}

std::string table_of(const std::vector<Speed>& speeds)
{
    std::string text = fmt::format("\n| work, 96 months, one thread | series per second | {:.0f} "
                                   "series in | R | series per second | times |\n"
                                   "|---|---|---|---|---|---|\n",
                                   nightly_series);
    for (const Speed& one : speeds) {
        const bool beside = one.of_r > 0;
        text += fmt::format(
            "| {} | {:.0f} | {:.1f} s | {} | {} | {} |\n", one.work, one.per_second,
            nightly_series / one.per_second, beside ? one.r_call : "–",
            beside ? fmt::format("{:.0f} ({})", one.of_r, one.live ? "in this run" : "stored")
                   : std::string("–"),
            beside ? fmt::format("{:.0f}", one.per_second / one.of_r) : std::string("–"));
    }
    return text;
}

} // namespace tuermer::bench
