// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/warning/test_results.hpp"

#include <fmt/core.h>

#include <optional>
#include <span>

namespace tuermer::bench {

namespace {

// Counts over some rows.
struct Tally {
    double rows = 0, periods = 0, unknown = 0, begun = 0, ended = 0;
};

// An alert as the daemon lets it live: band and unknown leave it as it is.
void live(Tally& tally, std::span<const Truth> truths, int onset)
{
    bool firing = false;
    tally.rows += 1;
    for (std::size_t i = 0; i < truths.size(); ++i) {
        const bool begins = !firing && truths[i] == Truth::yes;
        const bool ends = firing && truths[i] == Truth::no;
        if (begins || ends) firing = begins;
        if (static_cast<int>(i) < onset) continue;
        tally.begun += begins ? 1 : 0;
        tally.ended += ends ? 1 : 0;
    }
}

void count_unknown(Tally& tally, std::span<const Truth> truths)
{
    for (const Truth truth : truths) tally.unknown += truth == Truth::unknown ? 1 : 0;
    tally.periods += static_cast<double>(truths.size());
}

std::optional<double> as_score(Truth truth)
{
    if (truth == Truth::unknown) return std::nullopt;
    return truth == Truth::yes ? 2 : 0;
}

double mean(double sum, double count)
{
    return count > 0 ? sum / count : 0;
}

TestResult result_of(const TestRow& row, const WarningPanel& panel)
{
    std::vector<std::vector<double>> figures;
    for (const LabelledSeries& one : panel.series) figures.push_back(one.counts);
    const auto held = panel_of(figures, *parse_unit("persons"), panel.plan.frequency);
    const TestAtWork test(row, held);
    PanelScores scores;
    Tally calm, shifted;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        std::vector<Truth> truths;
        auto& of_row = scores.emplace_back();
        for (const Answer answer : test.answers(i, panel.plan.training)) {
            truths.push_back(answer.truth(Severity::note));
            of_row.push_back(as_score(truths.back()));
        }
        const auto& series = panel.series[i];
        if (series.condition == "base") count_unknown(calm, truths);
        if (series.condition == "shift2")
            live(shifted, truths, series.onset - 1 - panel.plan.training);
    }
    return {panel.plan.name,
            row,
            measure(panel, scores, 1),
            mean(calm.unknown, calm.periods),
            mean(shifted.begun, shifted.rows),
            mean(shifted.ended, shifted.rows)};
}

} // namespace

std::vector<TestResult> test_results_of(const WarningPanel& panel)
{
    std::vector<TestRow> rows{{"signal", {}}, {"cusum", {}}, {"ewma", {}}, {"outbreak", {}}};
    if (panel.plan.frequency == 1)
        rows.insert(rows.begin() + 1,
                    {{"signal", {{"caution", 1.0}, {"news", 0.0}}, ", caution = 1, news = 0"},
                     {"signal", {{"news", 0.0}}, ", news = 0"},
                     {"signal", {{"caution", 1.0}}, ", caution = 1"}});
    std::vector<TestResult> results;
    for (TestRow& row : rows) {
        row.written["direction"] = "up";
        results.push_back(result_of(row, panel));
    }
    return results;
}

std::string table_of(const std::vector<TestResult>& results)
{
    std::string text =
        "\n| panel | test | false alarms % | detected % | delay | unknown % | alerts "
        "of a lasting shift | all-clears |\n|---|---|---|---|---|---|---|---|\n";
    for (const TestResult& one : results) {
        const WarningMeasures& m = one.measures;
        text +=
            fmt::format("| {} | `{}`{} | {:.2f} | {:.1f} | {:.2f} | {:.1f} | {:.2f} | {:.2f} |\n",
                        one.panel, one.test.name, one.test.what, 100 * m.false_alarms,
                        100 * m.detected, m.delay, 100 * one.unknown, one.alerts, one.all_clears);
    }
    return text;
}

nlohmann::json json_of(const std::vector<TestResult>& results)
{
    auto out = nlohmann::json::array();
    for (const TestResult& one : results)
        out.push_back({{"panel", one.panel},
                       {"test", fmt::format("{}{}", one.test.name, one.test.what)},
                       {"false_alarms", one.measures.false_alarms},
                       {"detected", one.measures.detected},
                       {"delay", one.measures.delay},
                       {"unknown", one.unknown},
                       {"alerts_of_a_shift", one.alerts},
                       {"all_clears_of_a_shift", one.all_clears}});
    return out;
}

} // namespace tuermer::bench
