// SPDX-License-Identifier: EUPL-1.2
// Whoever judges: the same happens, is explained in the same words, and is told to the same people.
#include "tests/rules/among_threads.hpp"

#include "rules/base/numbers.hpp"
#include "tests/rules/county.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace tuermer::county {
namespace {

constexpr int districts = 40;

// A year of all districts, and now and then another word on the year before.
std::vector<Said> any_year(int year)
{
    std::vector<Said> said;
    const auto figure = [] {
        return double(*rc::gen::weightedElement<int>({{8, 0}, {2, 3}, {1, -4}}));
    };
    for (int number = 0; number < districts; ++number) {
        said.push_back({district(number), year, figure()});
        if (*rc::gen::inRange(0, 8) == 0) said.push_back({district(number), year - 1, figure()});
    }
    return said;
}

std::string drawn(const Trace& trace)
{
    auto text = trace.text + " " + shortest(trace.cell.value);
    for (const auto& part : trace.parts) text += " (" + drawn(part) + ")";
    return text;
}

std::vector<std::string> drawn(const Outcome& outcome)
{
    std::vector<std::string> all;
    for (const auto& event : outcome.events) {
        auto text = fmt::format("{} {} {}: {}", event.id, event.area, code_of(event.transition),
                                drawn(event.evidence.trace));
        for (const auto& say : event.evidence.gates) text += "; " + say.gate + " " + say.what.de;
        all.push_back(std::move(text));
    }
    for (const auto& told_to : told(outcome)) all.push_back(told_to);
    return all;
}

RC_GTEST_PROP(AmongThreads, TheSameIsSaid, ())
{
    auto alone = land({rule("r"), rule("s", true)});
    auto helped = land({rule("r"), rule("s", true)});
    helped.share_out = tuermer::testing::among_threads();
    for (int year = 2015; year < 2020; ++year) {
        const auto said = any_year(year);
        const auto when = fmt::format("{}-06-01", year + 1);
        RC_ASSERT(drawn(publish(helped, when.c_str(), said)) ==
                  drawn(publish(alone, when.c_str(), said)));
    }
}

} // namespace
} // namespace tuermer::county
