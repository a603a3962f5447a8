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

Sheet any_sheet(bool rates)
{
    Sheet sheet;
    sheet.indicator.minimum_denominator = 30;
    const auto count = *rc::gen::inRange<std::size_t>(1, 30);
    std::vector<Rate> figures;
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) {
        const double denominator = *rc::gen::inRange(0, 60);
        figures.push_back({*rc::gen::inRange(0, 20) / 20.0 * denominator, denominator});
        values.push_back(*rc::gen::inRange(0, 100));
    }
    if (rates)
        sheet.rates("03153", figures);
    else
        sheet.values("03153", values);
    for (std::size_t i = 0; i < count; ++i)
        if (const auto mark = *any_mark(); mark.byte() != 0)
            sheet.mark("03153", Period::year(2015) + static_cast<int>(i), mark);
    return sheet;
}

Written any_limit(std::string_view key)
{
    if (*rc::gen::arbitrary<bool>()) return std::string("50 %");
    const bool up = key == "at_least";
    return Rungs{{"note", up ? "30 %" : "70 %"}, {"urgent", up ? "60 %" : "20 %"}};
}

RC_GTEST_PROP(Answers, OfALevelAreThoseOfEachPeriod, ())
{
    const auto sheet = any_sheet(*rc::gen::arbitrary<bool>());
    const auto key = *rc::gen::element<std::string>("at_least", "at_most");
    SettingsWritten settings{{key, any_limit(key)}};
    if (*rc::gen::arbitrary<bool>()) settings["accept_limited"] = true;
    if (*rc::gen::arbitrary<bool>()) settings["confidence"] = 0.9;
    const auto made = make("level", settings, context_of(sheet));
    RC_ASSERT(made.mistakes.empty());
    // Two periods before and behind what is held, too.
    const auto first = Period::year(2015) - *rc::gen::inRange(0, 3);
    const auto last = Period::year(2015) + static_cast<int>(sheet.panels.value.columns()) - 1 +
                      *rc::gen::inRange(0, 3);
    const auto sight = sheet.sight("03153", last);
    std::vector<Answer> answers(static_cast<std::size_t>(last - first + 1));
    made.detector->answer(sight, first, answers);
    for (std::size_t i = 0; i < answers.size(); ++i)
        RC_ASSERT(answers[i] ==
                  short_form(made.detector->assess(sight.until(first + static_cast<int>(i)))));
}

} // namespace
} // namespace tuermer::testing
