// SPDX-License-Identifier: EUPL-1.2
// What holds of every kind that reads a course: it never reads the future, a figure outside of its
// look-back changes nothing, nothing that is no finite number leaves it, and it answers falls as it
// answers rises.
#include "tests/rules/detectors/sheet.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tuermer::testing {
namespace {

struct Kind {
    std::string name;
    SettingsWritten settings;
};

std::vector<Kind> kinds()
{
    return {
        {"level", {{"at_least", "30 %"}}},
        {"level", {{"at_most", Rungs{{"note", "20 %"}, {"urgent", "10 %"}}}, {"confidence", 0.9}}},
        {"change", {{"against", "mean 3 y"}, {"at_least", "+3 pp"}, {"confidence", 0.9}}},
        {"change", {{"against", "1 y"}, {"at_most", "-10 %"}, {"relative", true}}},
        {"change",
         {{"against", "1 y"}, {"at_least", "+20 %"}, {"relative", true}, {"relative_to", "03210"}}},
        {"trend", {{"at_least", "+0.5 pp"}}},
        {"trend", {{"at_most", "-2 %"}, {"relative", true}, {"over", "7 y"}}},
        {"shift", {{"at_least", "+3 pp"}}},
        {"shift", {{"at_most", "-10 %"}, {"relative", true}, {"over", "9 y"}}},
        {"forecast", {{"at_least", "30 %"}}},
        {"forecast", {{"at_most", Rungs{{"note", "20 %"}, {"urgent", "10 %"}}}, {"over", "9 y"}}},
        {"peers", {{"at_least", "+5 pp"}}},
        {"gap", {{"to", "03210"}, {"at_least", "+5 pp"}, {"against", "2 y"}}},
        {"gap", {{"to", "03210"}, {"at_most", "0.8"}, {"as", "ratio"}}},
        {"gap", {{"to", "03210"}, {"at_least", "+5 pp"}, {"rounded_to", 5.0}}},
        {"peers", {{"at_least", "+5 pp"}, {"rounded_to", 10.0}}},
        {"quality", {{"check", "copied"}}},
        {"quality", {{"check", "jump"}}},
        {"milestone", {{"every", "5 %"}}},
        {"milestone", {{"at_most", "20 %"}}}};
}

Mark any_mark()
{
    return *rc::gen::weightedElement<Mark>({{12, Mark()},
                                            {2, Mark(Missing::none, Status::provisional)},
                                            {1, Mark(Missing::none, Status::limited)},
                                            {1, Missing::withheld}});
}

// The denominator alone is not to be had, and so no rate; the cases are.
void lose_an_exposure(Sheet& sheet, std::size_t years)
{
    const auto period = Period::year(2015) + *rc::gen::inRange(0, static_cast<int>(years));
    for (auto* panel : {&*sheet.panels.denominator, &sheet.panels.value})
        put(*panel, "03153", period, {0, Missing::not_applicable});
}

// Twelve districts over some years, rates or plain values, wild at times.
Sheet any_districts(std::size_t years)
{
    Sheet sheet;
    sheet.indicator.minimum_denominator = 20;
    const bool rates = *rc::gen::arbitrary<bool>();
    for (int area = 0; area < 12; ++area) {
        const auto code = area == 0 ? std::string("03153") : "032" + std::to_string(9 + area);
        std::vector<Rate> figures;
        std::vector<double> values;
        for (std::size_t i = 0; i < years; ++i) {
            const double people = *rc::gen::weightedElement<double>({{1, 0}, {1, 15}, {9, 400}});
            figures.push_back({std::floor(*rc::gen::inRange(0, 101) / 100.0 * people), people});
            values.push_back(*rc::gen::weightedElement<double>(
                {{1, 0}, {1, 1e300}, {1, -1e300}, {6, 20}, {6, 22}, {6, 27}, {6, 35}}));
        }
        if (rates)
            sheet.rates(code, figures);
        else
            sheet.values(code, values);
    }
    for (std::size_t i = 0; i < years; ++i)
        if (const auto mark = any_mark(); mark.byte() != 0)
            sheet.mark("03153", Period::year(2015) + static_cast<int>(i), mark);
    if (rates && *rc::gen::arbitrary<bool>()) lose_an_exposure(sheet, years);
    return sheet;
}

bool is_finite(const std::optional<double>& value)
{
    return !value || std::isfinite(*value);
}

bool is_finite(const Assessment& found)
{
    const bool interval = !found.interval || (std::isfinite(found.interval->lower) &&
                                              std::isfinite(found.interval->upper));
    return interval && is_finite(found.measured) && is_finite(found.limit) &&
           is_finite(found.clear) && is_finite(found.p_value) && is_finite(found.expected) &&
           found.finding.de.find("nan") == std::string::npos &&
           found.finding.de.find("inf ") == std::string::npos;
}

bool same(const Assessment& a, const Assessment& b)
{
    return a.truth == b.truth && a.measured == b.measured && a.p_value == b.p_value &&
           a.finding == b.finding && a.reason == b.reason && a.since == b.since &&
           a.interval == b.interval;
}

void put_everywhere(Sheet& sheet, Period period, double value)
{
    auto& panel = sheet.panels.value;
    for (std::uint32_t row = 0; row < panel.rows(); ++row) {
        panel.put(row, period, {value, Missing::none});
        if (!sheet.panels.numerator) continue;
        sheet.panels.numerator->put(row, period, {value, Missing::none});
        sheet.panels.denominator->put(row, period, {100, Missing::none});
    }
}

RC_GTEST_PROP(EachKind, SaysTheSameWhateverComesLater, ())
{
    const auto years = *rc::gen::inRange<std::size_t>(4, 20);
    const auto now = Period::year(2015) + static_cast<int>(years) - 1;
    const auto sheet = any_districts(years);
    auto later = sheet;
    for (int i = 1; i < 4; ++i) put_everywhere(later, now + i, 90);
    for (const auto& [name, settings] : kinds()) {
        const auto made = make(name, settings, context_of(sheet));
        RC_ASSERT(made.mistakes.empty());
        const auto found = made.detector->assess(sheet.sight("03153", now));
        RC_ASSERT(is_finite(found));
        RC_ASSERT(same(found, made.detector->assess(later.sight("03153", now))));
        const bool withheld = !sheet.sight("03153", now).value(now).has_value();
        RC_ASSERT(!withheld || found.truth[0] == Truth::unknown);
        RC_ASSERT((found.truth[0] == Truth::unknown) == !found.reason.empty());
    }
}

RC_GTEST_PROP(EachKind, SaysTheSameWhateverLiesBeyondItsLookBack, ())
{
    const auto sheet = any_districts(19);
    const auto now = Period::year(2015) + 18;
    for (const auto& [name, settings] : kinds()) {
        const auto made = make(name, settings, context_of(sheet));
        auto revised = sheet;
        const auto beyond = now - made.detector->look_back() - 1;
        if (beyond < sheet.panels.value.first()) continue;
        put_everywhere(revised, beyond, 77);
        RC_ASSERT(same(made.detector->assess(sheet.sight("03153", now)),
                       made.detector->assess(revised.sight("03153", now))));
    }
}

} // namespace
} // namespace tuermer::testing
