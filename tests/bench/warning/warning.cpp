// SPDX-License-Identifier: EUPL-1.2
// How well and how fast the composite warns: every panel of a folder, beside what the true law, the
// prototype and R's methods reached; the tests that rest on it; then series per second beside R's.
#include "rules/statistics/composite.hpp"
#include "tests/bench/warning/live_anchors.hpp"
#include "tests/bench/warning/mirrored_panel.hpp"
#include "tests/bench/warning/share_panel.hpp"
#include "tests/bench/warning/speed.hpp"
#include "tests/bench/warning/stored_results.hpp"
#include "tests/bench/warning/test_results.hpp"
#include "tests/bench/warning/warning_measures.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tuermer::bench {
namespace {

using namespace tuermer::statistics;
using Json = nlohmann::json;

constexpr double comparable_share = 0.01; // of false alarms, where methods are compared
constexpr std::string_view panel_heads = "| panel | method | false alarms % | worst scenario % | "
                                         "detected % | delay | SCORE | SCORE at 1 "
                                         "% |\n|---|---|---|---|---|---|---|---|\n";

struct PanelResult {
    std::string panel;
    WarningMeasures nominal, comparable;
    double threshold = 1; // of the comparable one
};

PanelScores judge(const WarningPanel& panel, const CompositeSettings& settings)
{
    PanelScores scores;
    for (const LabelledSeries& one : panel.series) {
        auto& row = scores.emplace_back();
        for (const auto& verdict : composite({one.counts, one.exposure}, panel.plan.training,
                                             panel.plan.periods - 1, settings))
            row.push_back(verdict.point ? std::optional(verdict.point->score) : std::nullopt);
    }
    return scores;
}

Family family_of(const WarningPanel& panel)
{
    return panel.series.front().exposure.empty() ? Family::count : Family::share;
}

CompositeSettings settings_for(const WarningPanel& panel, Family family)
{
    auto settings = composite_settings(panel.plan.frequency, panel.plan.training, family);
    if (!panel.plan.falls) return settings;
    settings.bad = BadSide::low;
    settings.prior.outliers = Outliers::low;
    return settings;
}

PanelResult result_of(const WarningPanel& panel, Family family)
{
    const auto scores = judge(panel, settings_for(panel, family));
    const double threshold = threshold_at(panel, scores, comparable_share);
    return {panel.plan.name, measure(panel, scores, 1), measure(panel, scores, threshold),
            threshold};
}

// A panel and its mirror image, read alike; and falls of counts as they happen.
struct Mirrored {
    std::string panel, read_as;
    PanelResult rises, mirror;
    std::optional<PanelResult> falls;
};

Mirrored mirrored_result_of(const WarningPanel& panel)
{
    const bool shares = family_of(panel) == Family::share;
    const Family family = shares ? Family::share : Family::real;
    Mirrored found{panel.plan.name, shares ? "shares" : "figures", result_of(panel, family),
                   result_of(mirrored(panel), family), std::nullopt};
    if (!shares) found.falls = result_of(falls_of(panel), Family::count);
    return found;
}

std::string scores_text(const PanelResult& result)
{
    return fmt::format("{:.1f} ({:.1f})", result.nominal.score, result.comparable.score);
}

void print_mirrored(const std::vector<Mirrored>& results)
{
    fmt::print("\n| panel, SCORE (at 1 %) | read as | rises | upside down, falls | falls of the "
               "counts themselves |\n|---|---|---|---|---|\n");
    for (const Mirrored& one : results)
        fmt::print("| {} | {} | {} | {} | {} |\n", one.panel, one.read_as, scores_text(one.rises),
                   scores_text(one.mirror), one.falls ? scores_text(*one.falls) : "–");
}

// R's methods in this run, and the composite on the same rows.
std::vector<std::pair<std::string, PanelResult>>
live_results(const std::vector<LiveAnchor>& anchors)
{
    std::vector<std::pair<std::string, PanelResult>> results;
    for (const LiveAnchor& one : anchors) {
        const bool begins = results.empty() || results.back().second.panel != one.panel;
        if (begins) results.emplace_back("**composite**", result_of(one.rows, Family::count));
        const double threshold = threshold_at(one.rows, one.scores, comparable_share);
        results.emplace_back(one.method + " (R, in this run)",
                             PanelResult{one.panel, measure(one.rows, one.alarms, 1),
                                         measure(one.rows, one.scores, threshold), threshold});
    }
    return results;
}

void print_row(const std::string& panel, std::string_view method, const PanelResult& result)
{
    const WarningMeasures& m = result.nominal;
    fmt::print("| {} | {} | {:.2f} | {:.1f} | {:.1f} | {:.2f} | {:.1f} | {:.1f} |\n", panel, method,
               100 * m.false_alarms, 100 * m.worst, 100 * m.detected, m.delay, m.score,
               result.comparable.score);
}

void print_table(const std::vector<PanelResult>& results)
{
    fmt::print("{}", panel_heads);
    for (const PanelResult& result : results) {
        print_row(result.panel, "**composite**", result);
        for (const StoredResult& stored : stored_results())
            if (stored.panel == result.panel)
                fmt::print("| {} | {} | {:.2f} | {:.0f} | {:.1f} | {:.2f} | {:.1f} | {:.1f} |\n",
                           stored.panel, stored.method, stored.false_alarms, stored.worst,
                           stored.detected, stored.delay, stored.score, stored.score_at_1);
    }
}

Json json_of(const WarningMeasures& m)
{
    return {{"false_alarms", m.false_alarms},
            {"worst_scenario", m.worst},
            {"detected", m.detected},
            {"delay", m.delay},
            {"timely", m.timely},
            {"score", m.score},
            {"by_condition", m.by_condition}};
}

void print_live(const std::vector<std::pair<std::string, PanelResult>>& results)
{
    if (results.empty()) return;
    fmt::print("\nThe first two replicates of every fourth scenario, with R in this run:\n\n{}",
               panel_heads);
    for (const auto& [method, result] : results) print_row(result.panel, method, result);
}

Json json_of(const std::vector<std::pair<std::string, PanelResult>>& results)
{
    Json out = Json::array();
    for (const auto& [method, result] : results)
        out.push_back({{"panel", result.panel},
                       {"method", method},
                       {"nominal", json_of(result.nominal)},
                       {"at_1_percent", json_of(result.comparable)}});
    return out;
}

Json json_of(const std::vector<Mirrored>& results)
{
    Json out = Json::array();
    for (const Mirrored& one : results) {
        const auto both = [](const PanelResult& result) {
            return Json{{"nominal", json_of(result.nominal)},
                        {"at_1_percent", json_of(result.comparable)}};
        };
        out.push_back({{"panel", one.panel},
                       {"read_as", one.read_as},
                       {"rises", both(one.rises)},
                       {"mirrored", both(one.mirror)},
                       {"falls_of_counts", one.falls ? both(*one.falls) : Json()}});
    }
    return out;
}

Json json_of(const std::vector<PanelResult>& results, const std::vector<Mirrored>& mirrors,
             const std::vector<Speed>& speeds)
{
    Json out{{"panels", Json::array()}, {"stored", Json::array()}, {"speed", Json::array()}};
    out["mirrored"] = json_of(mirrors);
    for (const PanelResult& result : results)
        out["panels"].push_back({{"panel", result.panel},
                                 {"nominal", json_of(result.nominal)},
                                 {"at_1_percent", json_of(result.comparable)},
                                 {"threshold_at_1_percent", result.threshold}});
    for (const StoredResult& stored : stored_results())
        out["stored"].push_back({{"panel", stored.panel},
                                 {"method", stored.method},
                                 {"false_alarms", stored.false_alarms / 100},
                                 {"worst_scenario", stored.worst / 100},
                                 {"detected", stored.detected / 100},
                                 {"delay", stored.delay},
                                 {"score", stored.score},
                                 {"score_at_1_percent", stored.score_at_1}});
    for (const Speed& one : speeds)
        out["speed"].push_back({{"work", one.work},
                                {"series_per_second", one.per_second},
                                {"r", one.r_call},
                                {"of_r", one.of_r > 0 ? Json(one.of_r) : Json()},
                                {"r_measured_now", one.live}});
    return out;
}

struct Words {
    std::filesystem::path panels, r_speeds, r_anchors;
    bool as_json = false;
};

Words words_of(int count, char** words)
{
    Words found;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--json") found.as_json = true;
        if (word == "--panels" && i + 1 < count) found.panels = words[++i];
        if (word == "--r-speeds" && i + 1 < count) found.r_speeds = words[++i];
        if (word == "--r-anchors" && i + 1 < count) found.r_anchors = words[++i];
    }
    return found;
}

int run(const Words& words)
{
    auto panels = read_panels(words.panels);
    if (panels.empty()) {
        fmt::print(stderr,
                   "bench warning: no panels in '{}' (M96.csv, Q40.csv, M36.csv, A15.csv, "
                   "U96.csv, R96.csv)\n",
                   words.panels.string());
        return 2;
    }
    const auto live = live_results(read_live_anchors(words.r_anchors, panels));
    panels.push_back(share_panel(ShareEvent::rise));
    panels.push_back(share_panel(ShareEvent::fall));
    std::vector<PanelResult> results;
    std::vector<Mirrored> mirrors;
    std::vector<TestResult> tests;
    std::vector<Speed> speed_results;
    for (const WarningPanel& panel : panels) {
        results.push_back(result_of(panel, family_of(panel)));
        if (!panel.plan.falls) mirrors.push_back(mirrored_result_of(panel));
        if (family_of(panel) == Family::count)
            std::ranges::move(test_results_of(panel), std::back_inserter(tests));
        if (panel.plan.name == "M96") speed_results = speeds(panel, read_r_speeds(words.r_speeds));
    }
    if (words.as_json) {
        auto all = json_of(results, mirrors, speed_results);
        all["live"] = json_of(live);
        all["tests"] = json_of(tests);
        fmt::print("{}\n", all.dump(2));
        return 0;
    }
    print_table(results);
    print_live(live);
    print_mirrored(mirrors);
    fmt::print("{}{}", table_of(tests), table_of(speed_results));
    fmt::print("\nThe rows of R, of the prototype and of the oracle are stored figures from the "
               "development panels. false alarms: of all periods without an event; delay in "
               "periods; S40: shares, simulated here; SCORE 100 (timely detection − cost × false "
               "alarms).\n");
    return 0;
}

} // namespace
} // namespace tuermer::bench

int main(int count, char** words)
{
    return tuermer::bench::run(tuermer::bench::words_of(count, words));
}
