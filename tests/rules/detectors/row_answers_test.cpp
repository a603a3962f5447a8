// SPDX-License-Identifier: EUPL-1.2
// What the methods over a row's own past have in common: a row at once says what each period by
// itself says, nothing is known of later periods, and nothing non-finite comes out.
#include "tests/rules/detectors/sheet.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace tuermer::testing {
namespace {

rc::Gen<std::string> any_kind()
{
    return rc::gen::element<std::string>("signal", "cusum", "ewma", "outbreak");
}

Period any_first()
{
    return *rc::gen::element(Period::year(1990), Period::school_year(1990), Period::half(2000, 2),
                             Period::quarter(2010, 1), Period::month(2015, 1),
                             Period::week(2020, 7));
}

struct Drawn {
    std::vector<Rate> rates;
    std::vector<double> values;
};

// Figures around a level that may move once, with zeros, large jumps and now and then a balance.
Drawn any_figures(std::size_t count)
{
    const int level = *rc::gen::element(0, 2, 20, 400);
    const auto moves_at = *rc::gen::inRange<std::size_t>(0, count + 1);
    const bool falls_below = *rc::gen::weightedElement<bool>({{9, false}, {1, true}});
    Drawn drawn;
    for (std::size_t i = 0; i < count; ++i) {
        const int middle = i >= moves_at ? 2 * level : level;
        const double figure = *rc::gen::inRange(middle / 2, 2 * middle + 2);
        const double denominator = *rc::gen::inRange(0, 2000);
        drawn.rates.push_back({std::min(figure, denominator), denominator});
        drawn.values.push_back(falls_below ? figure - middle : figure);
    }
    return drawn;
}

Sheet sheet_of(Period first, const Drawn& drawn, bool rates, bool real)
{
    Sheet sheet(first);
    sheet.unit = rates ? percent : real ? ratio : persons;
    sheet.indicator.per = rates ? 100 : 1;
    if (rates)
        sheet.rates("03153", drawn.rates);
    else
        sheet.values("03153", drawn.values);
    return sheet;
}

// The denominator alone is not to be had, and so no rate; the cases are.
void lose_exposure(Sheet& sheet, Period period)
{
    for (auto* panel : {&*sheet.panels.denominator, &sheet.panels.value})
        put(*panel, "03153", period, {0, Missing::not_applicable});
}

// The outbreak test in all its forms, R's own among them; the others as they are by default.
SettingsWritten any_settings(const std::string& kind)
{
    SettingsWritten settings;
    settings["direction"] = *rc::gen::element<std::string>("up", "down", "both");
    if (kind != "outbreak") return settings;
    settings["threshold"] = *rc::gen::element<std::string>("delta", "nb_plugin", "muan");
    settings["alpha"] = *rc::gen::element(1e-5, 0.01, 0.2);
    settings["parity"] = *rc::gen::arbitrary<bool>();
    if (std::get<bool>(settings["parity"])) settings["direction"] = std::string("up");
    return settings;
}

struct Case {
    Sheet sheet, shorter; // the shorter one ends with `t`
    Made made;
    Period first, t, last;
};

Case any_case()
{
    const auto first = any_first();
    const auto count = *rc::gen::inRange<std::size_t>(3, 70);
    auto drawn = any_figures(count);
    const bool rates = *rc::gen::arbitrary<bool>(), real = *rc::gen::arbitrary<bool>();
    const auto known = *rc::gen::inRange<std::size_t>(1, count + 1);
    auto sheet = sheet_of(first, drawn, rates, real);
    drawn.rates.resize(known);
    drawn.values.resize(known);
    auto shorter = sheet_of(first, drawn, rates, real);
    for (std::size_t i = 0; i < count; ++i) {
        const auto mark =
            *rc::gen::weightedElement<Mark>({{40, Mark()},
                                             {2, Mark(Missing::none, Status::provisional)},
                                             {1, Mark(Missing::none, Status::limited)},
                                             {3, Missing::withheld}});
        if (mark.byte() == 0) continue;
        sheet.mark("03153", first + static_cast<int>(i), mark);
        if (i < known) shorter.mark("03153", first + static_cast<int>(i), mark);
    }
    if (rates && *rc::gen::arbitrary<bool>()) {
        const auto at = first + *rc::gen::inRange(0, static_cast<int>(known));
        for (auto* one : {&sheet, &shorter}) lose_exposure(*one, at);
    }
    const auto kind = *any_kind();
    auto made = make(kind, any_settings(kind), context_of(sheet));
    RC_ASSERT(made.mistakes.empty());
    return {std::move(sheet),
            std::move(shorter),
            std::move(made),
            first,
            first + static_cast<int>(known) - 1,
            first + static_cast<int>(count) - 1};
}

RC_GTEST_PROP(RowAnswers, AreThoseOfEachPeriod, ())
{
    const auto drawn = any_case();
    const auto first = drawn.first - *rc::gen::inRange(0, 3);
    const auto last = drawn.last + *rc::gen::inRange(0, 2);
    const auto sight = drawn.sheet.sight("03153", last);
    std::vector<Answer> answers(static_cast<std::size_t>(last - first + 1));
    drawn.made.detector->answer(sight, first, answers);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto one = drawn.made.detector->assess(sight.until(first + static_cast<int>(i)));
        RC_ASSERT(answers[i] == short_form(one));
    }
}

RC_GTEST_PROP(RowAnswers, KnowNothingOfLaterPeriods, ())
{
    const auto drawn = any_case();
    const auto& detector = *drawn.made.detector;
    const auto with = detector.assess(drawn.sheet.sight("03153", drawn.t));
    const auto without = detector.assess(drawn.shorter.sight("03153", drawn.t));
    RC_ASSERT(with.truth == without.truth);
    RC_ASSERT(with.measured == without.measured);
    RC_ASSERT(with.finding == without.finding);
    RC_ASSERT(with.reason == without.reason);
}

RC_GTEST_PROP(RowAnswers, AreFiniteAndSayWhyTheyAreUnknown, ())
{
    const auto drawn = any_case();
    const auto said = drawn.made.detector->assess(drawn.sheet.sight("03153", drawn.t));
    for (const auto& number : {said.measured, said.limit, said.clear, said.p_value, said.expected})
        RC_ASSERT(!number || std::isfinite(*number));
    const bool unknown = said.truth[0] == Truth::unknown;
    RC_ASSERT(unknown == !said.reason.empty());
    RC_ASSERT(unknown == said.finding.empty());
    for (const auto& text : {said.finding.de, said.finding.en})
        RC_ASSERT(text.find("nan") == std::string::npos && text.find("inf") == std::string::npos);
}

// The engine judges again what lies within the look-back of a moved figure, and nothing else.
RC_GTEST_PROP(RowAnswers, RestOnTheLookBackAndNothingBefore, ())
{
    auto drawn = any_case();
    const auto written = *rc::gen::inRange(8, 14);
    const auto& frequency = drawn.sheet.panels.value;
    const SettingsWritten settings{{"direction", std::string("up")},
                                   {"history", std::to_string(written) + " periods"}};
    const auto made = make(*rc::gen::element<std::string>("signal", "cusum", "ewma"), settings,
                           context_of(drawn.sheet));
    RC_ASSERT(made.mistakes.empty());
    const auto before = made.detector->assess(drawn.sheet.sight("03153", drawn.last));
    const auto moved = drawn.last - made.detector->look_back() - 1;
    if (moved < frequency.first()) return;
    drawn.sheet.mark("03153", moved, Missing::withdrawn);
    const auto after = made.detector->assess(drawn.sheet.sight("03153", drawn.last));
    RC_ASSERT(before.measured == after.measured);
    RC_ASSERT(before.truth == after.truth);
}

} // namespace
} // namespace tuermer::testing
