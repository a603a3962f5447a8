// SPDX-License-Identifier: EUPL-1.2
// What a detector says of a row at once is what it says of each period by itself.
#include "tests/rules/detectors/sheet.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tuermer::testing {
namespace {

rc::Gen<Mark> any_mark()
{
    return rc::gen::weightedElement<Mark>({{10, Mark()},
                                           {2, Mark(Missing::none, Status::provisional)},
                                           {2, Mark(Missing::none, Status::limited)},
                                           {1, Mark(Missing::none, Status::rounded)},
                                           {1, Missing::withheld},
                                           {1, Missing::not_yet}});
}

void add_area(Sheet& sheet, const std::string& area, bool rates)
{
    const auto count = *rc::gen::inRange<std::size_t>(1, 30);
    std::vector<Rate> figures;
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) {
        const double denominator = *rc::gen::inRange(0, 60);
        figures.push_back({*rc::gen::inRange(0, 20) / 20.0 * denominator, denominator});
        values.push_back(*rc::gen::inRange(0, 100));
    }
    if (rates)
        sheet.rates(area, figures);
    else
        sheet.values(area, values);
    for (std::size_t i = 0; i < count; ++i)
        if (const auto mark = *any_mark(); mark.byte() != 0)
            sheet.mark(area, Period::year(2015) + static_cast<int>(i), mark);
}

Sheet any_sheet(int areas)
{
    const bool rates = *rc::gen::arbitrary<bool>();
    Sheet sheet;
    sheet.indicator.minimum_denominator = 30;
    for (int i = 0; i < areas; ++i) add_area(sheet, std::to_string(3153 + i), rates);
    return sheet;
}

Written any_limit(std::string_view key)
{
    if (*rc::gen::arbitrary<bool>()) return std::string("50 %");
    const bool up = key == "at_least";
    return Rungs{{"note", up ? "30 %" : "70 %"}, {"urgent", up ? "60 %" : "20 %"}};
}

Made any_level(const Sheet& sheet)
{
    const auto key = *rc::gen::element<std::string>("at_least", "at_most");
    SettingsWritten settings{{key, any_limit(key)}};
    if (*rc::gen::arbitrary<bool>()) settings["accept_limited"] = true;
    if (*rc::gen::arbitrary<bool>()) settings["confidence"] = 0.9;
    auto made = make("level", settings, context_of(sheet));
    RC_ASSERT(made.mistakes.empty());
    return made;
}

// Up to two periods before and behind what is held, too.
PeriodRange any_periods(const Sheet& sheet)
{
    return {Period::year(2015) - *rc::gen::inRange(0, 3),
            sheet.panels.value.last() + *rc::gen::inRange(0, 3)};
}

RC_GTEST_PROP(Answers, OfALevelAreThoseOfEachPeriod, ())
{
    const auto sheet = any_sheet(1);
    const auto made = any_level(sheet);
    const auto [first, last] = any_periods(sheet);
    const auto sight = sheet.sight("3153", last);
    std::vector<Answer> answers(static_cast<std::size_t>(last - first + 1));
    made.detector->answer(sight, first, answers);
    for (std::size_t i = 0; i < answers.size(); ++i)
        RC_ASSERT(answers[i] ==
                  short_form(made.detector->assess(sight.until(first + static_cast<int>(i)))));
}

RC_GTEST_PROP(Answers, OfManyRowsAreThoseOfEachRow, ())
{
    const auto sheet = any_sheet(*rc::gen::inRange(1, 20));
    const auto other =
        make("change", {{"against", std::string("1 y")}, {"at_least", std::string("+5 pp")}},
             context_of(sheet));
    const auto level = any_level(sheet);
    const auto begin = *rc::gen::inRange<std::uint32_t>(0, sheet.panels.value.rows());
    const WideSight wide{
        sheet.panels, sheet.indicator, {begin, sheet.panels.value.rows()}, any_periods(sheet)};
    std::vector<Answer> answers(wide.cells());
    for (const auto* detector : {level.detector.get(), other.detector.get()}) {
        detector->answer_wide(wide, answers);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto row = begin + static_cast<std::uint32_t>(i % wide.height());
            const auto period = wide.periods.first + static_cast<int>(i / wide.height());
            const Sight one(sheet.panels, sheet.indicator, row, period);
            RC_ASSERT(answers[i] == short_form(detector->assess(one)));
        }
    }
}

RC_GTEST_PROP(Answers, OfAChangeAreThoseOfEachPeriod, ())
{
    const auto sheet = any_sheet(1);
    const auto key = *rc::gen::element<std::string>("at_least", "at_most");
    const auto relative = *rc::gen::arbitrary<bool>();
    const auto limit = [&](int size) {
        return fmt::format("{}{} {}", key == "at_least" ? "+" : "-", size, relative ? "%" : "pp");
    };
    SettingsWritten settings{{"against", *rc::gen::element<std::string>("1 y", "3 y", "mean 3 y")},
                             {"relative", relative}};
    if (*rc::gen::arbitrary<bool>())
        settings[key] = limit(20);
    else
        settings[key] = Rungs{{"note", limit(10)}, {"urgent", limit(40)}};
    if (*rc::gen::arbitrary<bool>()) settings["accept_limited"] = true;
    if (*rc::gen::arbitrary<bool>()) settings["confidence"] = *rc::gen::element(0.0, 0.9);
    const auto made = make("change", settings, context_of(sheet));
    RC_ASSERT(made.mistakes.empty());
    const auto periods = any_periods(sheet);
    const Sight sight(sheet.panels, sheet.indicator, 0, periods.last);
    std::vector<Answer> answers(static_cast<std::size_t>(periods.last - periods.first + 1));
    made.detector->answer(sight, periods.first, answers);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto period = periods.first + static_cast<int>(i);
        RC_ASSERT(answers[i] == short_form(made.detector->assess(sight.until(period))));
    }
}

} // namespace
} // namespace tuermer::testing
