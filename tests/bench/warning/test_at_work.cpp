// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/warning/test_at_work.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace tuermer::bench {

namespace {

const Place here{"bench", 1, 1};

Table table_of(const TestRow& test)
{
    Table table;
    for (const auto& [key, value] : test.written) {
        Node node{here, {}};
        std::visit([&](const auto& one) { node.value = one; }, value);
        table[key] = {here, std::make_shared<Node>(std::move(node))};
    }
    return table;
}

Period first_period(int frequency)
{
    constexpr int year = 2015;
    if (frequency == 1) return Period::year(year);
    return frequency == 4 ? Period::quarter(year, 1) : Period::month(year, 1);
}

} // namespace

Panel panel_of(const std::vector<std::vector<double>>& series, const Unit& unit, int frequency)
{
    const auto first = first_period(frequency);
    Panel panel("cases", unit, first.frequency(), {"area"});
    for (std::size_t i = 0; i < series.size(); ++i) {
        const auto row = panel.row({std::to_string(10000 + i)});
        auto period = first;
        for (const double count : series[i]) {
            panel.put(row, period, {count, Missing::none});
            period = period + 1;
        }
    }
    return panel;
}

TestAtWork::TestAtWork(const TestRow& test, const Panel& panel) : panel_(panel)
{
    indicator_.id = "cases";
    const auto kind = std::ranges::find(detector_kinds(), test.name, &DetectorKind::name);
    const auto table = table_of(test);
    Mistakes mistakes;
    Settings settings(table, here, "test", mistakes);
    const auto frequency = panel.first().frequency();
    detector_ = kind->make(settings, {&indicator_, frequency, panel.unit(), false, {}, {"area"}});
    settings.finish();
    if (mistakes.any_error()) throw std::invalid_argument(mistakes.sorted().front().what.en);
}

std::vector<Answer> TestAtWork::answers(std::size_t row, int first) const
{
    const auto from = panel_.first() + first, last = panel_.last();
    std::vector<Answer> found(static_cast<std::size_t>(last - from + 1));
    const IndicatorView view(panel_);
    detector_->answer({view, indicator_, static_cast<std::uint32_t>(row), last}, from, found);
    return found;
}

Answer TestAtWork::newest(std::size_t row) const
{
    return answers(row, panel_.last() - panel_.first()).front();
}

} // namespace tuermer::bench
